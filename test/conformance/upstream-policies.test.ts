import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { DevProfile, ManagedClusterProfile, ProdProfile } from '../../lib';
import type { Platform } from '../../lib/definition/platform';
import { compare } from '../../lib/values/compare';
import { upstreamPolicies, UPSTREAM_POLICIES } from '../../lib/network/upstream';
import type { UpstreamFacts, UpstreamOptions } from '../../lib/network/upstream';
import type { JsonObject } from '../../lib/values/json';
import { everything } from '../support/flows';
import { cluster } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';

interface Policy extends JsonObject {
  readonly metadata: { readonly namespace: string; readonly name: string };
}

/** Policies of a file of the shared facts. */
function policies(file?: string): readonly Policy[] {
  const name = ['network-policies', file, 'yaml'].filter((part) => part !== undefined).join('.');
  const documents = parseAllDocuments(readFileSync(sharedPath('upstream', 'network', name), 'utf8'));
  return documents.map((document) => document.toJS() as Policy);
}

function idOf({ metadata }: Policy): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Policies by id, so that their order does not matter. */
function byId(objects: readonly JsonObject[]): Record<string, JsonObject> {
  return Object.fromEntries(objects.map((object) => [idOf(object as Policy), object]));
}

describeShared("upstream's policies", () => {
  const elsewhere = policies('elsewhere');
  const ofOthers = new Set(elsewhere.map(idOf));
  const ofChart = (platform: UpstreamFacts, options?: UpstreamOptions): Record<string, JsonObject> =>
    byId(upstreamPolicies(platform, options).filter((object) => !ofOthers.has(idOf(object as Policy))));

  test('are 48, each with a name of its own', () => {
    expect(UPSTREAM_POLICIES).toHaveLength(policies().length + elsewhere.length);
    expect(new Set(UPSTREAM_POLICIES.map(({ name, selects }) => `${selects.namespace}/${name}`)).size).toBe(48);
  });

  test.each([
    ['dev', DevProfile, 32],
    ['prod', ProdProfile, 32],
    ['managed-cluster', ManagedClusterProfile, 17],
  ] as const)('profile %s has those of the chart, object by object', (name, type, count) => {
    const expected = policies(name);
    expect(expected).toHaveLength(count);
    expect(ofChart(new type(cluster(), 'verrazzano'))).toEqual(byId(expected));
  });

  test('with everything enabled and Argo CD switched on in the chart, there are all of the chart', () => {
    expect(ofChart(everything(), { argocd: true })).toEqual(byId(policies()));
  });

  test('without that switch the policy of Argo CD is missing, and nothing else', () => {
    const { 'argocd/argocd': argocd, ...others } = byId(policies());
    expect(argocd).toBeDefined();
    expect(ofChart(everything())).toEqual(others);
  });

  test('those of other charts and of the platform operator are there too', () => {
    const all = upstreamPolicies(withRuler(everything())).filter((object) => ofOthers.has(idOf(object as Policy)));
    expect(byId(all)).toEqual(byId(elsewhere));
  });

  test('the ruler of Thanos has one only where chart values ask for the ruler', () => {
    const ids = upstreamPolicies(everything()).map((object) => idOf(object as Policy));
    expect(ids).toContain('verrazzano-monitoring/thanos-query');
    expect(ids).not.toContain('verrazzano-monitoring/thanos-ruler');
  });

  test('are ordered by namespace and name', () => {
    const ids = upstreamPolicies(everything()).map((object) => (object as Policy).metadata);
    const sorted = [...ids].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
    expect(ids).toEqual(sorted);
  });
});

/** Facts of a platform whose chart values switch the ruler of Thanos on. */
function withRuler({ runningComponents, effective }: Platform): UpstreamFacts {
  const components = effective.spec.components as JsonObject;
  const overrides = [{ values: { ruler: { enabled: true } } }, { values: { ruler: { enabled: false } } }];
  const thanos = { ...(components.thanos as JsonObject), overrides };
  return { runningComponents, effective: { ...effective, spec: { components: { ...components, thanos } } } };
}
