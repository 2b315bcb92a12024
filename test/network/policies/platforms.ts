import {
  DevProfile,
  GitOpsApp,
  ManagedClusterProfile,
  ProdProfile,
  Cni,
  type KubernetesFacts,
  type Profile,
  type ProfileProps,
} from '../../../lib';
import type { PlatformInstaller } from '../../../lib/definition/platform';
import { PolicyEvaluation, platformPods, platformWorkloads } from '../../../lib/network/policies';
import type { JsonObject } from '../../../lib/values/json';
import { PlainCluster } from '../../support/profiles';

/** Installs nothing, and brings no policies: what charts as installer are to the policies. */
export const charts: PlatformInstaller = { install: () => undefined, problems: () => [] };

/** Facts about a cluster whose addresses are all known. */
export const kubernetes: KubernetesFacts = {
  version: '1.27',
  cni: Cni.calico(),
  storageClass: 'standard',
  apiServerCidrs: ['10.0.0.0/28'],
};

/** Every component that can be switched on. */
export const everything: ProfileProps['components'] = {
  argoCD: { enabled: true },
  clusterAPI: { enabled: true },
  certManagerWebhookOCI: { enabled: true },
  coherenceOperator: { enabled: true },
  dex: { enabled: true },
  fluentOperator: { enabled: true },
  fluentbitOpensearchOutput: { enabled: true },
  jaegerOperator: { enabled: true },
  kubeStateMetrics: { enabled: true },
  prometheusAdapter: { enabled: true },
  prometheusPushgateway: { enabled: true },
  rancherBackup: { enabled: true },
  thanos: { enabled: true },
  velero: { enabled: true },
};

/** The profiles that the policies are shown for. */
export const PROFILES = {
  dev: [DevProfile, {}],
  prod: [ProdProfile, {}],
  'managed-cluster': [ManagedClusterProfile, {}],
  'prod with everything': [ProdProfile, { components: everything }],
} as const;

/** A profile in a cluster of its own, installed by charts unless stated otherwise. */
export function platform(
  name: keyof typeof PROFILES,
  props: ProfileProps = {},
  facts: KubernetesFacts = kubernetes,
): Profile {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const [type, own] = PROFILES[name];
  return new type(new PlainCluster(app, 'test', { kubernetes: facts }), 'verrazzano', {
    installer: charts,
    ...own,
    ...props,
  });
}

/** What the evaluator says about policies for a profile; its own ones unless stated otherwise. */
export function evaluate(
  profile: Profile,
  policies: readonly JsonObject[] = profile.networkPolicies,
): PolicyEvaluation {
  return new PolicyEvaluation({
    policies,
    flows: profile.flows,
    pods: platformPods(profile),
    workloads: platformWorkloads(profile).map(({ workload }) => workload),
    kubernetes: profile.kubernetes,
  });
}
