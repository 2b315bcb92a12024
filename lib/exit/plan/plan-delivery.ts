import { istio } from '../../components';
import { applicationName } from '../../gitops/argo/cluster-documents';
import type { Adoption } from '../adopt/adopt';
import { sourceCall, sourceOf } from '../adopt/adopt-charts-installer';
import { adoptedClusterId } from '../adopt/adopt-cluster-id';
import { deliveredParts } from '../drift/drift-manifests';
import type { PlanInput } from './plan-step';

/** How the adopted program is delivered. */
export interface DeliveryFacts {
  /** Name of the cluster in the adopted program, and its folder in the repository of the output. */
  readonly cluster: string;
  readonly folder: string;
  /** How Argo CD is reached: the one of the admin cluster delivers a managed cluster, too. */
  readonly argo: {
    /** Whether it is the one of the admin cluster. */
    readonly isOfAdmin: boolean;
    /** `kubectl` for the cluster of Argo CD. */
    readonly kubectl: string;
    /** Options that let `argocd` talk to the API server. */
    readonly options: string;
    readonly inputs: readonly PlanInput[];
  };
  /** Names of the Applications of the platform, in the order of their delivery. */
  readonly applications: readonly string[];
  /** Names of the Applications that deliver a component from charts. */
  readonly applicationsOf: (component: string) => readonly string[];
  /** Name of the Application of a delivery unit. */
  readonly applicationOf: (unit: string) => string;
}

/**
 * Names as the adopted program gives them.
 * @param adoption - what was read
 * @param resource - place of the Verrazzano resource
 */
export function deliveryFacts(
  { platform, estate, charts }: Adoption,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): DeliveryFacts {
  const cluster = adoptedClusterId(namespace === 'default' ? name : `${namespace}-${name}`, estate);
  const parts = platform === undefined ? [] : deliveredParts(platform, charts && sourceOf(sourceCall(charts)));
  const units = new Map<string, string[]>();
  for (const { component, unit } of parts) units.set(component, [...(units.get(component) ?? []), unit]);
  const applicationOf = (unit: string): string => applicationName(cluster, unit);
  const applicationsOf = (component: string): readonly string[] =>
    [...new Set(units.get(component) ?? [`charts/${component}`])].map(applicationOf);
  const hasMesh = platform?.enabledComponents.some(({ name: one }) => one === istio.name) === true;
  const all = ['namespaces', ...parts.map(({ unit }) => unit), POLICIES, ...(hasMesh ? [MESH] : [])];
  const applications = [...new Set(all)].map(applicationOf);
  const isManaged = estate.role === 'managed' || (platform?.role === 'managed' && estate.role === 'single');
  const argo = isManaged ? ARGO_OF_ADMIN : ARGO_HERE;
  return { applicationOf, applicationsOf, applications, cluster, folder: `dist/${cluster}`, argo };
}

/** Units beside those of components. */
export const POLICIES = 'policies';
export const MESH = 'mesh';

const ARGO_HERE: DeliveryFacts['argo'] = { isOfAdmin: false, kubectl: 'kubectl', options: '--core', inputs: [] };
const ARGO_OF_ADMIN: DeliveryFacts['argo'] = {
  isOfAdmin: true,
  kubectl: 'kubectl --context "$ADMIN_CONTEXT"',
  options: '--core --kube-context $ADMIN_CONTEXT',
  inputs: [
    {
      name: 'ADMIN_CONTEXT',
      what: 'context of the admin cluster, whose Argo CD delivers this one',
      where: '`kubectl config get-contexts`',
    },
  ],
};
