import { podTemplatePath } from '../../values/pod-template-path';
import { madeFields, textAt, textsAt, type Fields, type KubeObject } from './object';

/** The pods of an object, where what concerns them can be read and changed. */
export interface PodTemplate {
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Service account; empty for that of the namespace. */
  readonly serviceAccount: string;
  /** Sets labels, annotations or the service account in the object. */
  set(change: PodChange): void;
}

/** What is set for pods. */
interface PodChange {
  /** All labels. */
  readonly labels?: Record<string, string>;
  /** All annotations. */
  readonly annotations?: Record<string, string>;
  /** Service account. */
  readonly serviceAccountName?: string;
}

/**
 * The pods of an object; nothing when it has none. Those of a Domain are in `spec.serverPod`, those of a Coherence
 * object in `spec`.
 * @param object - the object; it is changed through the result
 */
export function podTemplate(object: KubeObject): PodTemplate | undefined {
  if (object.kind === 'Domain') {
    const pod = madeFields(object, 'spec', 'serverPod');
    return templateOf(pod, pod);
  }
  if (object.kind === 'Coherence') {
    const spec = madeFields(object, 'spec');
    return templateOf(spec, spec);
  }
  const path = podTemplatePath(object.kind);
  if (path === undefined) return undefined;
  const template = madeFields(object, ...path);
  return templateOf(madeFields(template, 'metadata'), madeFields(template, 'spec'));
}

function templateOf(metadata: Fields, spec: Fields): PodTemplate {
  return {
    labels: textsAt(metadata, 'labels'),
    annotations: textsAt(metadata, 'annotations'),
    serviceAccount: textAt(spec, 'serviceAccountName') ?? '',
    set({ labels, annotations, serviceAccountName }) {
      if (labels !== undefined) metadata.labels = labels;
      if (annotations !== undefined) {
        if (Object.keys(annotations).length > 0) metadata.annotations = annotations;
        else delete metadata.annotations;
      }
      if (serviceAccountName !== undefined) spec.serviceAccountName = serviceAccountName;
    },
  };
}
