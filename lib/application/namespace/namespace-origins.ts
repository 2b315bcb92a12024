import { INJECTION_LABEL } from '../../values/injection-labels';
import type { ExplainedDocument, FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { optionOrigin, type Stated } from '../../gitops/provenance/option-origin';
import { isJsonObject, textOf, type JsonObject } from '../../values/json';
import type { ApplicationFlow } from './flows';

/** A flow, and what it follows from. */
export interface TracedFlow {
  readonly flow: ApplicationFlow;
  /** The call of the program, such as `allow()`, or the rule. */
  readonly cause: string;
  /** Lines of the program with that call; undefined where it is no call, or nothing is traced. */
  readonly call?: readonly string[] | undefined;
}

/** A namespace, and the flows into its pods. */
export interface ExplainedNamespace extends Stated {
  readonly traffic: {
    /** The flows that NetworkPolicies admit. */
    readonly traced: readonly TracedFlow[];
    /** The flows that AuthorizationPolicies admit. */
    readonly named: readonly TracedFlow[];
  };
}

/**
 * Origins of the fields of the objects of a namespace for applications: its options, and the flows behind each rule of a policy.
 * @param document - the object
 * @param namespace - the namespace
 */
export function namespaceOrigins(
  { content }: ExplainedDocument,
  namespace: ExplainedNamespace,
): readonly FieldOrigin[] {
  const name = isJsonObject(content.metadata) ? textOf(content.metadata.name) : '';
  switch (content.kind) {
    case 'Namespace':
      return ownOrigins(content, namespace);
    case 'ResourceQuota':
      return [optionOrigin(['spec', 'hard'], namespace, 'quota')];
    case 'NetworkPolicy':
      return name === 'default-deny'
        ? [closed(['metadata'], namespace), closed(['spec'], namespace)]
        : policyOrigins(namespace, namespace.traffic.traced, name.replace(/-ingress$/, ''), ['spec', 'ingress']);
    case 'AuthorizationPolicy':
      return policyOrigins(namespace, namespace.traffic.named, name, ['spec', 'rules']);
    default:
      return [];
  }
}

function ownOrigins({ metadata }: JsonObject, namespace: ExplainedNamespace): FieldOrigin[] {
  const labels = isJsonObject(metadata) && isJsonObject(metadata.labels) ? Object.keys(metadata.labels) : [];
  return [
    optionOrigin(['metadata', 'name'], namespace, 'name', 'the id of the construct'),
    optionOrigin(['metadata', 'labels', INJECTION_LABEL], namespace, 'mesh', 'true'),
    ...labels
      .filter((key) => Object.hasOwn(statedLabels(namespace), key))
      .map((key) => optionOrigin(['metadata', 'labels', key], namespace, 'labels')),
    optionOrigin(['metadata', 'annotations', 'verrazzano.io/oci-log-id'], namespace, 'ociLogId', 'none'),
    optionOrigin(['metadata', 'annotations'], namespace, 'annotations', 'none'),
    { at: ['metadata', 'labels'], kind: 'rule', text: 'labels of namespaces that Verrazzano manages' },
  ];
}

function statedLabels({ props }: Stated): JsonObject {
  const { labels } = props as { readonly labels?: JsonObject };
  return labels ?? {};
}

/** Each rule of a policy follows from one flow, in their order. */
function policyOrigins(
  namespace: ExplainedNamespace,
  flows: readonly TracedFlow[],
  pods: string,
  list: FieldPath,
): FieldOrigin[] {
  const own = flows.filter(({ flow }) => flow.to.name === pods);
  return [
    ...own.map(({ flow, cause, call }, index): FieldOrigin => ({
      at: [...list, index],
      kind: call === undefined ? 'rule' : 'option',
      text: `${cause} (${flow.reason})`,
      of: namespace.of,
      ...(call !== undefined && { call }),
    })),
    { at: ['metadata', 'annotations'], kind: 'rule', text: 'the reasons of the flows, for readers' },
    { at: ['metadata', 'labels'], kind: 'rule', text: 'labels by which the policies of this package are found' },
    closed(['spec'], namespace),
  ];
}

function closed(at: FieldPath, namespace: ExplainedNamespace): FieldOrigin {
  return optionOrigin(at, namespace, 'defaultDeny', 'pods accept only what a flow names');
}
