import { MultiClusterResource, requireProject, type MultiClusterResourceProps } from './multicluster-resource';
import type { VerrazzanoProject } from './project';
import { requireProps } from '../values/shape/require-props';

/** Properties of a `MultiClusterConfigMap`. */
export interface MultiClusterConfigMapProps extends MultiClusterResourceProps {
  /** Entries. @default - none */
  readonly data?: Readonly<Record<string, string>>;
  /** Entries in base64. @default - none */
  readonly binaryData?: Readonly<Record<string, string>>;
  /** Labels of the ConfigMap. @default - none */
  readonly configMapLabels?: Readonly<Record<string, string>>;
  /** Annotations of the ConfigMap. @default - none */
  readonly configMapAnnotations?: Readonly<Record<string, string>>;
}

/**
 * A ConfigMap of a project on several clusters. The kind MultiClusterConfigMap is deprecated in release 1.7.2; `Placement.GIT` does without it.
 *
 * It cannot be immutable: the operator rewrites the ConfigMap, and fails once its content changes.
 */
export class MultiClusterConfigMap extends MultiClusterResource {
  /**
   * @param project - the project
   * @param id - id of the construct; name of the ConfigMap unless the props state one
   * @param props - entries, and where it is placed
   * @throws Error when a name is not valid
   */
  constructor(project: VerrazzanoProject, id: string, props: MultiClusterConfigMapProps) {
    requireProps('MultiClusterConfigMapProps', props, project, id);
    requireProject(project, id);
    const { name = id, namespace = project.namespaces[0] ?? '', data, binaryData } = props;
    const { configMapLabels: labels, configMapAnnotations: annotations } = props;
    const content = { ...(data !== undefined && { data }), ...(binaryData !== undefined && { binaryData }) };
    const metadata = { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) };
    const template = { ...(Object.keys(metadata).length > 0 && { metadata }), ...content };
    super(project, id, props, {
      kind: 'MultiClusterConfigMap',
      spec: { template },
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, ...metadata }, ...content }],
      beside: [],
    });
  }
}
