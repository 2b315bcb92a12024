import { COMPONENTS } from '../../lib/components';
import { REPLACEMENTS } from '../../lib/components/replacements';
import { NAMESPACES } from '../../lib/definition/namespaces';
import { evaluateHop, evaluateRemoval } from '../../lib/definition/hop/hop';
import { versionLine } from '../../lib/definition/version-line';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planLadder } from '../../lib/exit/ladder';
import { highestKubernetes, KUBERNETES_VERSIONS } from '../../lib/exit/ladder-kubernetes';
import { planOf } from '../../lib/exit/plan/plan';
import type { PlanStep } from '../../lib/exit/plan/plan-step';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { describeInCi } from '../support/sample';

const MOVED = REPLACEMENTS.filter(({ charts, movedWith }) => charts.length > 0 && movedWith === undefined);

/** A platform on which every component runs. */
const RESOURCE: JsonObject = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
  spec: {
    profile: 'prod',
    version: '1.7.2',
    components: {
      ...Object.fromEntries(COMPONENTS.flatMap(({ specKey }) => (specKey ? [[specKey, { enabled: true }]] : []))),
      dns: {
        oci: {
          dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..a',
          dnsZoneOCID: 'ocid1.dns-zone.oc1..b',
          dnsZoneName: 'example.com',
          ociConfigSecret: 'oci',
        },
      },
    },
  },
  status: { state: 'Ready', version: '1.7.2' },
};
const NODE: JsonObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { nodeInfo: { kubeletVersion: 'v1.27.3' } },
};

describeInCi('the way of every component', () => {
  const plan = planOf(adopt([{ file: 'dump.json', documents: [listOf([RESOURCE, NODE])] }]));
  const commands = plan.flatMap((step) => step.commands.map((command) => ({ step: step.id, command })));
  const hopsOf = (component: string): readonly PlanStep[] =>
    plan.filter(({ program }) => program !== undefined && 'component' in program && program.component === component);

  test.each(MOVED.map((replacement) => [replacement.component, replacement] as const))(
    '%s: hops to closest and newest exist, and each finding says what to do',
    (_, replacement) => {
      const line = versionLine(replacement);
      const { release, closest, newest } = line;
      expect(newest).toBeDefined();
      const found = [closest, newest].flatMap((to) =>
        to === undefined ? [] : evaluateHop(line, release, to, { kubernetes: '1.27' }),
      );
      expect(found.filter(({ what, fix, source }) => [what, fix, source].some((text) => text.trim() === ''))).toEqual(
        [],
      );
      // The closest one must be one that may be used.
      if (closest === undefined) return;
      const wrong = evaluateHop(line, release, closest, { kubernetes: '1.27' }).filter(
        ({ kind }) => kind === 'version',
      );
      expect(wrong).toEqual([]);
    },
  );

  test.each(MOVED.map((replacement) => [replacement.component, replacement] as const))(
    '%s: the ladder has an order, and ends at the newest version that Kubernetes and others admit',
    (_, replacement) => {
      const goals = [{ replacement }];
      const kubernetes = highestKubernetes(goals, '1.27', KUBERNETES_VERSIONS.to);
      const ladder = planLadder({ goals, replacements: REPLACEMENTS, kubernetesFrom: '1.27', kubernetes });
      expect(ladder.problems).toEqual([]);
      const own = ladder.rungs.filter(({ component }) => component === replacement.component);
      expect(own.length).toBeGreaterThan(0);
    },
  );

  test('the plan moves each of them, in its own delivery unit', () => {
    const unmoved = MOVED.filter(({ component }) => hopsOf(component).length === 0).map(({ component }) => component);
    expect(unmoved).toEqual([]);
    const strange = MOVED.flatMap(({ component }) =>
      hopsOf(component).flatMap(({ id, commands: all }) => {
        const synced = all.filter((command) => /argocd app (?:sync|diff|wait)/.test(command));
        const isOwn = synced.length > 0 && synced.every((command) => UNITS(component).test(command));
        return isOwn ? [] : [`${id}: ${synced.join(' | ')}`];
      }),
    );
    expect(strange).toEqual([]);
  });

  test('a component without derived values says why, and which values keep what runs', () => {
    const text = hopsOf('cluster-api')
      .flatMap((step) => step.commands)
      .join('\n');
    expect(text).toContain('the OCNE providers have no successor');
    expect(text).toContain('# Values that keep what runs:\n#   - core.cluster-api.version: v1.5.3');
  });

  test('commands name namespaces of the platform, and releases where they are', () => {
    const stated = commands.filter(({ command }) => / -n [a-z]/.test(command));
    expect(stated.length).toBeGreaterThan(100);
    const known = [
      ...Object.keys(NAMESPACES),
      'argocd',
      'default',
      'ingress-nginx',
      'verrazzano-mc',
      'verrazzano-install',
    ];
    const unknown = commands.flatMap(({ step, command }) =>
      [...command.matchAll(/(?:^|\s)(?:-n|--namespace)[ =]([a-z][a-z0-9-]*)/g)]
        .filter(([, namespace = '']) => !known.includes(namespace))
        .map(([, namespace]) => `${step}: ${namespace}`),
    );
    expect(unknown).toEqual([]);
    const named = commands.flatMap(({ command }) =>
      [...command.matchAll(/-n (\S+) delete secret -l owner=helm,name=([a-z-]+)/g)].map(
        ([, namespace = '', release = '']) => `${namespace}/${release}`,
      ),
    );
    // Cluster API, Istio, OpenSearch and what the monitoring operator makes are no Helm releases.
    const releases = COMPONENTS.flatMap(({ name, release, namespace, chart }) =>
      release === null || chart === undefined ? [] : [`${namespace}/${release ?? name}`],
    );
    expect(named.sort()).toEqual([...new Set(releases)].sort());
  });

  test('what has no successor says what takes its place', () => {
    const ended = REPLACEMENTS.filter(({ charts }) => charts.length === 0);
    expect(ended.length + MOVED.length).toBeGreaterThan(39);
    const silent = ended.filter(
      (one) => (one.instead ?? '') === '' || evaluateRemoval(versionLine(one)).some(({ fix }) => fix === ''),
    );
    expect(silent.map(({ component }) => component)).toEqual([]);
  });
});

/** Applications of the units of a component. */
function UNITS(component: string): RegExp {
  const units: Readonly<Record<string, string>> = { istio: 'istio|istiod|namespaces' };
  return new RegExp(`(?:charts|objects)-(?:${units[component] ?? component})`);
}
