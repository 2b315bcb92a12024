import { INJECTION_LABEL } from '../../values/injection-labels';
import { Connectivity, describeExplanation, type Explanation, type Peer } from '../../connectivity';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { NAMESPACE_LABEL } from '../../definition/namespaces';
import { meshLayer } from '../../mesh';
import { External } from '../../values/external';
import type { JsonObject } from '../../values/json';
import { upstreamStrict } from './strict-mesh';
import { INGRESS_GATEWAY, PROMETHEUS } from './flows';
import type { NamespaceTraffic } from './namespace-traffic';
import { podsOf, type ApplicationTarget, type TargetPods } from './target';

/** Who opens connections. */
export type ExplainedEnd = ApplicationTarget | External | 'ingress-gateway' | 'prometheus';

/** A verdict on traffic, with its reasons. */
export interface ApplicationAnswer {
  /** `open` when every port is open between all pods in question, `closed` when none is. */
  readonly state: 'open' | 'open in part' | 'closed';
  /** Explanations, one for each pair of workloads. */
  readonly pairs: readonly Explanation[];
  /** The answer as lines of text. */
  readonly text: string;
}

/** What is asked. */
export interface Question {
  readonly from: ExplainedEnd;
  readonly to: ApplicationTarget;
  readonly port: number | undefined;
  readonly traffic: NamespaceTraffic;
  /** The Namespace and what else it consists of. */
  readonly own: readonly KubernetesManifest[];
}

/**
 * Evaluates the policies of a namespace and the mesh.
 * @param question - what is asked
 */
export function explainTraffic({ from, to, port, traffic, own }: Question): ApplicationAnswer {
  const { around } = traffic;
  const platform = [INGRESS_GATEWAY, PROMETHEUS].flatMap(platformObjects);
  const named = from instanceof External || typeof from === 'string' ? [] : podsOf(from, around);
  const objects = [
    ...platform,
    ...(own as unknown as readonly JsonObject[]),
    ...(around as unknown as readonly JsonObject[]).filter(({ kind }) => kind !== 'Namespace'),
    ...(traffic.manifests as unknown as readonly JsonObject[]),
    ...named.filter(({ serviceAccount }) => serviceAccount === undefined).flatMap(samplePods),
    ...(traffic.props.mesh ? [upstreamStrict()] : []),
  ];
  const connectivity = Connectivity.of(objects, { layers: [meshLayer(objects)] });
  const peersOf = (pods: readonly TargetPods[]): Peer[] =>
    pods.flatMap(({ namespace = traffic.props.namespace, selector, namespaceLabels }) =>
      connectivity.workloads.filter(
        (each) =>
          (Object.keys(namespaceLabels).length > 0 || each.namespace === namespace) &&
          Object.entries(selector).every(([key, value]) => each.labels[key] === value),
      ),
    );
  const sources =
    from instanceof External
      ? from.cidrs.flatMap((cidr) => connectivity.peer(cidr) ?? [])
      : peersOf(from === 'ingress-gateway' ? [INGRESS_GATEWAY] : from === 'prometheus' ? [PROMETHEUS] : named);
  const targets = peersOf(podsOf(to, around));
  const pairs = sources.flatMap((source) => targets.map((target) => connectivity.explain(source, target, port)));
  return { state: stateOf(pairs), pairs, text: pairs.flatMap(describeExplanation).join('\n') || 'no pod matches' };
}

function stateOf(pairs: readonly Explanation[]): ApplicationAnswer['state'] {
  if (pairs.every(({ allowed }) => allowed.isEmpty())) return 'closed';
  return pairs.every(({ asked, allowed }) => allowed.containsAll(asked)) ? 'open' : 'open in part';
}

function platformObjects({ name, namespace = '', labels, serviceAccount }: TargetPods): JsonObject[] {
  const isInjected = name === PROMETHEUS.name;
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: { [NAMESPACE_LABEL]: namespace, ...(isInjected && { [INJECTION_LABEL]: 'enabled' }) },
      },
    },
    podObject(name, namespace, labels, serviceAccount),
  ];
}

/** Pods of which only labels are known. */
function samplePods({ name, namespace = 'default', labels }: TargetPods): JsonObject[] {
  return [podObject(name, namespace, labels, undefined)];
}

function podObject(
  name: string,
  namespace: string,
  labels: TargetPods['labels'],
  account: string | undefined,
): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { ...labels } },
    spec: { ...(account !== undefined && { serviceAccountName: account }), containers: [{ name: 'main', image: 'i' }] },
  };
}
