import fc from 'fast-check';
import { parse } from 'yaml';
import { Registry, type ComponentsProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { danglingObjects } from '../support/dangling-objects';
import { runs } from '../support/fc-runs';
import { CHART_MIRRORS, delivered, publishedManagedPlatform, type AdminWay } from '../support/published-platform';
import { podsWithoutPullSecret } from '../support/pull-secrets';
import { flowDifferences } from '../support/rendered-flows';
import { describeCharts } from '../support/release-charts';

/** The auth proxy is installed by a person. */
const BESIDE = /authproxy$/;

/** Components that may run on a managed cluster beside those of its profile. */
const OPTIONAL = [
  'argoCD',
  'fluentOperator',
  'prometheusAdapter',
  'prometheusPushgateway',
  'thanos',
  'velero',
] as const satisfies ReadonlyArray<keyof ComponentsProps>;

/** Components of its profile that a program may leave out. */
const LEFT_OUT = ['coherenceOperator', 'kubeStateMetrics', 'prometheusNodeExporter', 'weblogicOperator'] as const;

const switched = (keys: readonly string[], enabled: boolean): ComponentsProps =>
  Object.fromEntries(keys.map((key) => [key, { enabled }]));

/** Managed clusters by published charts, registered in every way. */
describeCharts(
  'published charts of managed clusters',
  () => {
    test('render, with all that pods need and every flow open', () => {
      const estates = fc.record({
        step: fc.constantFrom('closest', 'newest'),
        way: fc.constantFrom<AdminWay>('rancher', 'secrets', 'declared'),
        on: fc.subarray([...OPTIONAL]),
        off: fc.subarray([...LEFT_OUT]),
        isPrivate: fc.boolean(),
      });
      const check = fc.property(estates, ({ step, way, on, off, isPrivate }) => {
        const registry = Registry.private({ registry: 'registry.example.com:5000' });
        const platform = publishedManagedPlatform({ step }, way, {
          components: { ...switched(on, true), ...switched(off, false) },
          ...(isPrivate && { registry }),
        });
        const charts = delivered(platform);
        const objects = [
          ...[...platform.files]
            .filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path))
            .map(([, text]) => parse(text) as JsonObject),
          ...charts.flatMap(({ made }) => made as unknown as readonly JsonObject[]),
        ];
        expect(danglingObjects(objects).filter((id) => !BESIDE.test(id))).toEqual([]);
        const { wanted, closed, opened } = flowDifferences(platform.profile, objects);
        expect([closed, opened]).toEqual([[], []]);
        expect(wanted).toBeGreaterThan(10);
        if (!isPrivate) return;
        const unreached = platform.profile.runningComponents.flatMap(({ name, unreachedAccounts = {} }) =>
          charts.some(({ component }) => component === name) ? Object.keys(unreachedAccounts) : [],
        );
        expect(podsWithoutPullSecret(platform, charts).sort()).toEqual(unreached.sort());
      });
      fc.assert(check, { numRuns: runs(2, 10) });
    }, 600_000);
  },
  { CHART_MIRRORS },
);
