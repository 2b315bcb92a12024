import { INJECTION_LABEL } from '../../values/injection-labels';
import type { OamClusterState } from './cluster-state';
import { PLATFORM_NAMESPACE } from './names';
import { asText, fieldsAt, itemsAt, labelsOf, textAt, type KubeObject } from './object';

/** Images that the application operator puts into pods. */
export interface OperatorImages {
  /** Fluentd, of logging sidecars; left out of the containers when empty. */
  readonly fluentd: string;
  /** The WebLogic Monitoring Exporter; left out when empty. */
  readonly monitoringExporter: string;
}

/** Of the bill of materials of release 1.7.2. */
const RELEASE_IMAGES: OperatorImages = {
  fluentd: 'ghcr.io/verrazzano/fluentd-kubernetes-daemonset:v1.14.5-20230922100900-8777b84',
  monitoringExporter: 'ghcr.io/oracle/weblogic-monitoring-exporter:2.2.0',
};

const OPERATOR = 'verrazzano-application-operator';

/**
 * The images that the application operator has: of its Deployment if the cluster has it, or of a record of kind OperatorEnvironment,
 * else those of release 1.7.2.
 * @param objects - objects of the cluster
 */
export function operatorImages(objects: readonly KubeObject[]): OperatorImages {
  const record = objects.find(({ apiVersion, kind }) => apiVersion === 'facts/v1' && kind === 'OperatorEnvironment');
  if (record !== undefined) return imagesOf((name) => textAt(record, 'env', name));
  const operator = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === OPERATOR);
  if (operator === undefined) return RELEASE_IMAGES;
  const variables = itemsAt(operator, 'spec', 'template', 'spec', 'containers').flatMap((each) => itemsAt(each, 'env'));
  return imagesOf((name) =>
    textAt(
      variables.find((each) => each.name === name),
      'value',
    ),
  );
}

function imagesOf(variable: (name: string) => string | undefined): OperatorImages {
  return {
    fluentd: variable('DEFAULT_FLUENTD_IMAGE') ?? '',
    monitoringExporter: variable('WEBLOGIC_MONITORING_EXPORTER_IMAGE') ?? '',
  };
}

/**
 * Name of the cluster in metrics and placements: of its registration, else `local`.
 * @param state - the cluster
 */
export function clusterName(state: OamClusterState): string {
  for (const name of ['verrazzano-cluster-registration', 'verrazzano-local-registration']) {
    const secret = state.get('', 'Secret', PLATFORM_NAMESPACE.system, name);
    if (secret === undefined) continue;
    const text = textAt(secret, 'stringData', 'managed-cluster-name');
    const found = text ?? Buffer.from(textAt(secret, 'data', 'managed-cluster-name') ?? '', 'base64').toString('utf8');
    if (found !== '') return found;
  }
  return 'local';
}

/**
 * Whether pods of a namespace are in the mesh, by its label.
 * @param state - the cluster
 * @param namespace - the namespace
 */
export function isInMesh(state: OamClusterState, namespace: string): boolean {
  const found = state.get('', 'Namespace', '', namespace);
  return found !== undefined && labelsOf(found)[INJECTION_LABEL] === 'enabled';
}

/**
 * Texts of a Secret, decoded; nothing when the Secret is not known.
 * @param state - the cluster
 * @param namespace - namespace
 * @param name - name
 */
export function secretTexts(
  state: OamClusterState,
  namespace: string,
  name: string,
): Record<string, string> | undefined {
  const secret = state.get('', 'Secret', namespace, name);
  if (secret === undefined) return undefined;
  const decoded = Object.entries(fieldsAt(secret, 'data')).map(([key, value]) => [
    key,
    Buffer.from(asText(value), 'base64').toString('utf8'),
  ]);
  const texts = Object.entries(fieldsAt(secret, 'stringData')).map(([key, value]) => [key, asText(value)]);
  return Object.fromEntries([...decoded, ...texts]) as Record<string, string>;
}
