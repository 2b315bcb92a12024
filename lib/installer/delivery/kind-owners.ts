import { COMPONENTS, ingressNGINX, istio, rancher } from '../../components';
import { wellKnownKinds } from '../../checks/schema/known-kinds';
import type { Platform } from '../../definition/platform';
import type { GitOpsApp } from '../../gitops/gitops-app';
import { unlessRefused } from '../../resource/unless-refused';

/** API groups whose CustomResourceDefinitions are no facts of a definition: charts of Istio bring them, and Rancher makes them at run time. */
const WITHOUT_DEFINITIONS: ReadonlyArray<readonly [group: string, component: string]> = [
  ...['networking', 'security', 'telemetry', 'extensions'].map((group) => [`${group}.istio.io`, istio.name] as const),
  ['management.cattle.io', rancher.name],
];

/** Components that bring the CustomResourceDefinitions of an API group, and the webhooks for it. */
const BY_GROUP: ReadonlyMap<string, string> = new Map([...onlyOwners(), ...WITHOUT_DEFINITIONS]);

/** Groups that one component brings: which of several an object belongs to does not follow from its group. */
function onlyOwners(): ReadonlyArray<readonly [group: string, component: string]> {
  const owners = COMPONENTS.flatMap(({ name, crds }) =>
    Object.keys(crds?.names ?? {}).map((group) => [group, name] as const),
  );
  return owners.filter(([group]) => owners.filter(([other]) => other === group).length === 1);
}

/**
 * The component without which an object of a kind has no effect, or cannot be applied; undefined for kinds that Kubernetes or the user
 * has.
 * @param group - API group
 * @param kind - kind
 */
export function operatorOf(group: string, kind: string): string | undefined {
  if (group === 'networking.k8s.io' && kind === 'Ingress') return ingressNGINX.name;
  return BY_GROUP.get(group);
}

/**
 * Tells an app the scopes of the kinds that the components of a platform bring, for objects of them that a program writes itself.
 * @param app - the app
 * @param platform - the platform
 */
export function declareKinds(app: GitOpsApp, platform: Platform): void {
  const isEnabled = (owner: string): boolean => unlessRefused(false, () => platform.isEnabled(owner));
  for (const kind of wellKnownKinds()) {
    const owner = BY_GROUP.get(kind.group);
    if (owner !== undefined && isEnabled(owner)) app.declareKind(kind);
  }
}
