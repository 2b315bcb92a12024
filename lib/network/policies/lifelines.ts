import type { Flow, FlowEnd, FlowKind } from '../flows';

/** Selects the flows of a lifeline: those that match every given field. */
export interface LifelinePattern {
  /** Kinds of flow. */
  readonly kinds?: readonly FlowKind[];
  /** Ends that open the connection: components, `<component>/<workload>`, or kinds of ends that are not workloads. */
  readonly from?: readonly string[];
  /** Ends that are reached, written alike. */
  readonly to?: readonly string[];
}

/** Traffic without which a mistake could not be rolled back. */
export interface Lifeline {
  /** Id of the lifeline. */
  readonly id: string;
  /** Name of the lifeline. */
  readonly what: string;
  /** What breaks without it. */
  readonly why: string;
  /** Its flows; none where NetworkPolicies cannot touch it. */
  readonly flows: readonly LifelinePattern[];
}

const ARGO_CD = [
  'argocd/argocd-application-controller',
  'argocd/argocd-server',
  'argocd/argocd-applicationset-controller',
  'argocd/argocd-notifications-controller',
];
const AGENTS = ['rancher-agent', 'rancher/fleet-agent'];

/**
 * The lifelines. No option closes them: an opt-out of such a flow is refused, and an egress policy for a workload holds all its
 * flows.
 *
 * Source: what a rollback needs by the code of Argo CD, Rancher, Istio and the operators of Verrazzano at v1.7.2.
 */
export const LIFELINES: readonly Lifeline[] = [
  { id: 'll-01', what: 'name lookups', why: 'everything else is found by its name', flows: [{ kinds: ['dns'] }] },
  {
    id: 'll-02',
    what: 'Argo CD to the API server',
    why: 'a rollback through Git ends with a write to the API server',
    flows: [{ from: ARGO_CD, to: ['api-server'] }],
  },
  {
    id: 'll-03',
    what: 'Argo CD between its own parts',
    why: 'without the repo server and Redis it renders no manifests',
    flows: [
      { from: [...ARGO_CD, 'argocd/argocd-repo-server'], to: ['argocd/argocd-repo-server', 'argocd/argocd-redis'] },
    ],
  },
  {
    id: 'll-04',
    what: 'Argo CD to Git, Helm and OCI sources',
    why: 'the commit that rolls back must be fetched',
    flows: [{ from: ['argocd/argocd-repo-server'], to: ['external'] }],
  },
  {
    id: 'll-05',
    what: 'Argo CD to managed clusters through Rancher',
    why: 'the admin cluster cannot reach a managed cluster otherwise',
    flows: [{ from: ARGO_CD, to: ['external', 'ingress-controller'] }],
  },
  {
    id: 'll-06',
    what: 'the platform operator and its webhook',
    why: 'the operator repairs the platform, and Jobs are refused while its webhook does not answer',
    flows: [{ from: ['verrazzano-platform-operator'] }, { to: ['verrazzano-platform-operator'], kinds: ['webhook'] }],
  },
  {
    id: 'll-07',
    what: 'the webhook of the application operator',
    why: 'no pod starts in an injected namespace while it does not answer',
    flows: [
      { from: ['api-server'], to: ['verrazzano-application-operator/verrazzano-application-operator-webhook'] },
      { from: ['verrazzano-application-operator/verrazzano-application-operator-webhook'], to: ['api-server'] },
    ],
  },
  {
    id: 'll-08',
    what: 'proxies to istiod, istiod and the API server',
    why: 'a proxy without configuration and certificates forwards nothing, and pods are not injected',
    flows: [
      { kinds: ['mesh'], to: ['istio/istiod'] },
      { from: ['injected', 'api-server'], to: ['istio/istiod'] },
      { from: ['istio/istiod'], to: ['api-server'] },
    ],
  },
  {
    id: 'll-09',
    what: 'the other webhooks and aggregated APIs',
    why: 'objects are refused, and namespaces cannot be deleted, while one of them does not answer',
    flows: [{ kinds: ['webhook'] }],
  },
  {
    id: 'll-10',
    what: 'agents of Rancher to Rancher',
    why: 'their tunnel is the only connection from the admin cluster to a managed cluster',
    flows: [{ from: AGENTS, to: ['external', 'ingress-controller', 'api-server'] }],
  },
  {
    id: 'll-11',
    what: 'access to Rancher by its public host name',
    why: 'Argo CD, agents and Fleet all use it',
    flows: [
      { from: ['outside'], to: ['ingress-controller'] },
      { from: ['ingress-controller'], to: ['rancher/rancher', 'api-server'] },
      { from: ['rancher/rancher'], to: ['rancher/rancher', 'api-server', 'ingress-controller'] },
    ],
  },
  {
    id: 'll-12',
    what: 'pods that Rancher creates for Helm to the API server',
    why: 'Rancher repairs its webhook and Fleet with them',
    flows: [{ from: ['rancher/helm-operation', 'rancher-agent/helm-operation'], to: ['api-server'] }],
  },
  {
    id: 'll-13',
    what: 'the agent of a managed cluster',
    why: 'it brings configuration and certificates to the managed cluster',
    flows: [{ from: ['verrazzano-cluster-agent'], to: ['api-server', 'external'] }],
  },
  {
    id: 'll-14',
    what: 'cert-manager',
    why: 'webhooks fail once their certificates expire',
    flows: [{ from: ['cert-manager', 'cert-manager-webhook-oci'], to: ['api-server', 'external'] }],
  },
  {
    id: 'll-15',
    what: 'probes and streams of the kubelet',
    why: 'a pod whose probe is dropped restarts; every plugin lets the own node pass, and no policy can name it',
    flows: [],
  },
  {
    id: 'll-16',
    what: 'backups and their storage',
    why: 'a restore is the last rollback',
    flows: [
      { from: ['velero', 'rancher-backup', 'mysql'], to: ['external', 'api-server'] },
      { from: ['opensearch'], to: ['external', 'api-server'] },
    ],
  },
  {
    id: 'll-17',
    what: 'sign-in of operators',
    why: 'the consoles cannot be reached without it',
    flows: [
      { from: ['verrazzano-authproxy', 'ingress-controller'], to: ['keycloak', 'dex'] },
      { from: ['verrazzano-authproxy', 'rancher/rancher', 'argocd/argocd-server'], to: ['ingress-controller'] },
      { from: ['keycloak'], to: ['mysql', 'keycloak'] },
      { from: ['mysql'], to: ['mysql'] },
    ],
  },
  {
    id: 'll-18',
    what: 'the namespaces of the system',
    why: 'name servers, network plugin and storage drivers run there; see the egress verdicts on namespaces',
    flows: [],
  },
];

/**
 * The first lifeline that a flow is part of; undefined when it may be closed.
 * @param flow - the flow
 * @param lifelines - the lifelines to search
 */
export function lifelineOf(flow: Flow, lifelines: readonly Lifeline[] = LIFELINES): Lifeline | undefined {
  return lifelines.find(({ flows }) => flows.some((pattern) => matches(flow, pattern)));
}

function matches({ kind, from, to }: Flow, pattern: LifelinePattern): boolean {
  // A flow that the user added may be removed again.
  if (kind === 'user' || pattern.kinds?.includes(kind) === false) return false;
  return isOneOf(from, pattern.from) && isOneOf(to, pattern.to);
}

function isOneOf(end: FlowEnd, names: readonly string[] | undefined): boolean {
  if (names === undefined) return true;
  if (end.kind !== 'workload') return names.includes(end.kind);
  return names.includes(end.component) || names.includes(`${end.component}/${end.workload.name}`);
}
