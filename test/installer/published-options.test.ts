import fc from 'fast-check';
import { parse } from 'yaml';
import { Registry, type ComponentsProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { ALL_VALUES } from '../components/all-values';
import { danglingObjects } from '../support/dangling-objects';
import { runs } from '../support/fc-runs';
import { ALL_COMPONENTS, CHART_MIRRORS, delivered, publishedPlatform } from '../support/published-platform';
import { flowDifferences } from '../support/rendered-flows';
import { describeCharts } from '../support/release-charts';

const { metrics: _, ...velero } = ALL_VALUES.velero;
/** Typed values that published charts take; others are refused, or need what is in no Git. */
const VALUES: Readonly<Record<string, object>> = {
  argoCD: ALL_VALUES.argoCD,
  certManager: ALL_VALUES.certManager,
  dex: ALL_VALUES.dex,
  ingressNGINX: ALL_VALUES.ingressNGINX,
  jaegerOperator: ALL_VALUES.jaegerOperator,
  keycloak: ALL_VALUES.keycloak,
  kiali: ALL_VALUES.kiali,
  kubeStateMetrics: ALL_VALUES.kubeStateMetrics,
  prometheusAdapter: ALL_VALUES.prometheusAdapter,
  prometheusOperator: ALL_VALUES.prometheusOperator,
  prometheusPushgateway: ALL_VALUES.prometheusPushgateway,
  rancher: ALL_VALUES.rancher,
  rancherBackup: ALL_VALUES.rancherBackup,
  thanos: ALL_VALUES.thanos,
  velero,
};
/** The newest chart of Thanos has no ruler of these values. */
const { ruler: __, ...withoutRuler } = ALL_VALUES.thanos;
/** The auth proxy is installed by a person, and the operator of Prometheus writes the rules. */
const BESIDE = /authproxy$|rulefiles-0$/;

function withValues(step: string, keys: readonly string[]): ComponentsProps {
  const values: Readonly<Record<string, object>> = { ...VALUES, ...(step === 'newest' && { thanos: withoutRuler }) };
  const known = ALL_COMPONENTS as Readonly<Record<string, object>>;
  const stated = keys.map((key) => [key, { ...known[key], values: values[key] }]);
  return { ...ALL_COMPONENTS, ...(Object.fromEntries(stated) as ComponentsProps) };
}

describeCharts(
  'published charts with options',
  () => {
    test('render, with all that pods need and every flow open', () => {
      const options = fc.record({
        step: fc.constantFrom('closest', 'newest'),
        keys: fc.subarray(Object.keys(VALUES)),
        isPrivate: fc.boolean(),
      });
      const check = fc.property(options, ({ step, keys, isPrivate }) => {
        const registry = Registry.private({ registry: 'registry.example.com:5000' });
        const platform = publishedPlatform(
          { step },
          { components: withValues(step, keys), ...(isPrivate && { registry }) },
        );
        const objects = [
          ...[...platform.files]
            .filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path))
            .map(([, text]) => parse(text) as JsonObject),
          ...delivered(platform).flatMap(({ made }) => made as unknown as readonly JsonObject[]),
        ];
        expect(danglingObjects(objects).filter((id) => !BESIDE.test(id))).toEqual([]);
        const { closed, opened } = flowDifferences(platform.profile, objects);
        expect([closed, opened]).toEqual([[], []]);
      });
      fc.assert(check, { numRuns: runs(2, 8) });
    }, 600_000);
  },
  { CHART_MIRRORS },
);
