import type { JsonObject, JsonValue } from '../../values/json';
import {
  annotationsOf,
  globalAnnotations,
  labelsOf,
  metadataOf,
  quantities,
  setFields,
  type Release,
} from '../release';
import { NAMESPACE_NAME } from '../../values/names';

/** The label with which the syncer marks what it made for a virtual cluster. */
export const MANAGED_BY = 'vcluster.loft.sh/managed-by';

/** Objects that limit what workloads may use and reach. */
export function policies(release: Release): JsonObject[] {
  return [...networkPolicies(release), ...resourceQuota(release), ...limitRange(release)];
}

/** Quota and limits: turning one on turns on the other, unless that is off. */
function isOn({ values }: Release, key: 'resourceQuota' | 'limitRange'): boolean {
  const text = (name: string): string => values.text(`policies.${name}.enabled`);
  const any = text('resourceQuota') === 'true' || text('limitRange') === 'true';
  return any && text(key) !== 'false';
}

/** Metadata of an object for workloads, which may run in a namespace of their own. */
function workloadMetadata(release: Release, name: string, key: string): JsonObject {
  const { values } = release;
  const namespace = values.text('experimental.syncSettings.targetNamespace') || release.namespace;
  return policyMetadata(release, name, key, namespace);
}

function policyMetadata(release: Release, name: string, key: string, namespace: string): JsonObject {
  const { values } = release;
  const annotations = annotationsOf(globalAnnotations(release), values.table(`policies.${key}.annotations`));
  const labels = labelsOf(release, values.object(`policies.${key}.labels`));
  return { ...metadataOf(release, name, { labels, namespace }), annotations };
}

function resourceQuota(release: Release): JsonObject[] {
  const { name, values } = release;
  if (!isOn(release, 'resourceQuota')) return [];
  const matchExpressions = values.list('policies.resourceQuota.scopeSelector.matchExpressions');
  const spec = setFields({
    hard: quantities(values.at('policies.resourceQuota.quota')),
    scopeSelector: matchExpressions.length === 0 ? null : { matchExpressions },
    scopes: values.list('policies.resourceQuota.scopes'),
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: workloadMetadata(release, `vc-${name}`, 'resourceQuota'),
      spec: Object.keys(spec).length === 0 ? null : spec,
    },
  ];
}

function limitRange(release: Release): JsonObject[] {
  const { name, values } = release;
  if (!isOn(release, 'limitRange')) return [];
  const limit = (key: string): JsonValue => quantities(values.at(`policies.limitRange.${key}`));
  const bounds = setFields({ min: limit('min'), max: limit('max') });
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: workloadMetadata(release, `vc-${name}`, 'limitRange'),
      spec: {
        limits: [{ default: limit('default'), defaultRequest: limit('defaultRequest'), ...bounds, type: 'Container' }],
      },
    },
  ];
}

function networkPolicies(release: Release): JsonObject[] {
  const { name, values } = release;
  if (!values.has('policies.networkPolicy.enabled')) return [];
  const metadata = policyMetadata(release, `vc-cp-${name}`, 'networkPolicy', release.namespace);
  return [
    policy(
      workloadMetadata(release, `vc-work-${name}`, 'networkPolicy'),
      { [MANAGED_BY]: name },
      workloadRules(release),
    ),
    policy(metadata, { release: name }, controlPlaneRules(release)),
  ];
}

function policy(metadata: JsonObject, matchLabels: JsonObject, egress: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: { matchLabels }, egress, policyTypes: ['Egress'] },
  };
}

function workloadRules({ name, values }: Release): JsonObject[] {
  const block = 'policies.networkPolicy.outgoingConnections.ipBlock';
  const except = values.list(`${block}.except`);
  const ipBlock = { cidr: values.at(`${block}.cidr`) ?? null, except: except.length === 0 ? null : except };
  const dns = ['UDP', 'TCP'].map((protocol) => ({ port: 53, protocol }));
  return [
    { ports: [{ port: 443 }, { port: 8443 }], to: [{ podSelector: { matchLabels: { release: name } } }] },
    { ports: dns },
    { to: [{ podSelector: { matchLabels: { [MANAGED_BY]: name } } }, { ipBlock }] },
  ];
}

function controlPlaneRules({ values }: Release): JsonObject[] {
  const platform = { podSelector: { matchLabels: { app: 'loft' } }, namespaceSelector: {} };
  const hostDns = {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  const more = values.has('policies.networkPolicy.outgoingConnections.platform') ? [platform] : [];
  return [{ ports: [{ port: 443 }, { port: 8443 }, { port: 6443 }] }, { to: [{ podSelector: {} }, hostDns, ...more] }];
}
