import * as fc from 'fast-check';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import { planFacts } from '../../lib/exit/plan/plan-facts';
import { planProblems } from '../../lib/exit/plan/plan-problems';
import { SUPPORTED_KUBERNETES, upgradeHops } from '../../lib/exit/plan/plan-release';
import { PLAN_PHASES, type PlanStep } from '../../lib/exit/plan/plan-step';
import { planPage } from '../../lib/exit/plan/plan-text';
import type { JsonObject } from '../../lib/values/json';
import { runs } from '../support/fc-runs';
import { listOf } from '../../scripts/exit/model-dump';

const owner = (kind: string, name: string): JsonObject => ({
  apiVersion: 'verrazzano.io/v1',
  kind,
  name,
  uid: 'u',
  controller: true,
});

const PARTS: Readonly<Record<string, JsonObject>> = {
  operator: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'verrazzano-platform-operator', namespace: 'verrazzano-install' },
    spec: { template: { spec: {} } },
  },
  module: {
    apiVersion: 'platform.verrazzano.io/v1alpha1',
    kind: 'Module',
    metadata: { name: 'keycloak', namespace: 'verrazzano-install' },
  },
  webhook: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'verrazzano-platform-operator-webhook' },
  },
  monitoring: {
    apiVersion: 'verrazzano.io/v1',
    kind: 'VerrazzanoMonitoringInstance',
    metadata: { name: 'system', namespace: 'verrazzano-system' },
  },
  grafana: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'vmi-system-grafana',
      namespace: 'verrazzano-system',
      ownerReferences: [owner('VerrazzanoMonitoringInstance', 'system')],
    },
    spec: { template: { spec: {} } },
  },
  claim: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'datadir-mysql-0', namespace: 'keycloak' },
  },
  managed: {
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind: 'VerrazzanoManagedCluster',
    metadata: { name: 'eu-1', namespace: 'verrazzano-mc' },
  },
  owned: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x', namespace: 'verrazzano-system', ownerReferences: [owner('Verrazzano', 'verrazzano')] },
  },
  application: {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'ApplicationConfiguration',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { components: [] },
  },
  helm: {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: { name: 'sh.helm.release.v1.keycloak.v1', namespace: 'keycloak' },
  },
};

const verrazzano = fc.record({
  profile: fc.constantFrom('dev', 'prod', 'managed-cluster', 'none'),
  version: fc.constantFrom('1.3.8', '1.4.2', '1.5.7', '1.6.12', '1.7.2', undefined),
  state: fc.constantFrom('Ready', 'Reconciling', 'Upgrading', undefined),
});

function adopted(
  parts: readonly string[],
  found: { profile: string; version?: string | undefined; state?: string | undefined } | undefined,
) {
  const { profile, version, state } = found ?? { profile: 'prod' };
  const resource: JsonObject = {
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
    spec: { profile },
    status: { ...(version !== undefined && { version }), ...(state !== undefined && { state }) },
  };
  const items = [
    ...(found === undefined ? [] : [resource]),
    ...parts.map((part) => PARTS[part]).filter((one) => one !== undefined),
  ];
  return adopt([{ file: 'dump.json', documents: [listOf(items)] }]);
}

const FULL = { profile: 'prod', version: '1.7.2', state: 'Ready' };
const ALL = Object.keys(PARTS);

describe('a plan', () => {
  const whole = adopted(ALL, FULL);
  const wholePlan = planOf(whole);

  test('is in an order that does no harm, whatever runs', () => {
    fc.assert(
      fc.property(fc.subarray(ALL), fc.option(verrazzano, { nil: undefined }), (parts, found) => {
        const adoption = adopted(parts, found);
        const plan = planOf(adoption);
        expect(planProblems(plan, planFacts(adoption))).toEqual([]);
        expect(
          plan.every(({ verify, rollback, commands }) => verify.length > 0 && rollback !== '' && commands.length > 0),
        ).toBe(true);
        expect(plan.every(({ phase }) => PLAN_PHASES.includes(phase))).toBe(true);
      }),
      { numRuns: runs(2, 200) },
    );
  });

  test('that is shuffled is refused by the simulation, or by its needs', () => {
    const [plan, facts] = [wholePlan, planFacts(whole)];
    const withoutNeeds = plan.map((step): PlanStep => ({ ...step, needs: [] }));
    const moved = (id: string): string[] => {
      const step = withoutNeeds.find((one) => one.id === id);
      if (step === undefined) throw new Error(`no step ${id}`);
      return [...planProblems([step, ...withoutNeeds.filter((one) => one !== step)], facts)];
    };
    expect(planProblems(withoutNeeds, facts)).toEqual([]);
    expect(moved('delete-verrazzano')[0]).toMatch(
      /^\[plan: delete-verrazzano\] deletes the resource while the operator runs/,
    );
    expect(moved('unfinalize-verrazzano')[0]).toContain('removes the finalizer while the operator adds it again');
    expect(moved('stop-webhook-server').join()).toContain(
      'stops the conversion of the Verrazzano resource while there is one',
    );
    expect(moved('delete-monitoring-instances')[0]).toContain('deletes the owner of objects that are to stay');
    // Without a list of Deployments every component counts as running.
    const other = adopted(['webhook', 'monitoring'], FULL);
    const pinned = planOf(other).map((step): PlanStep => ({ ...step, needs: [] }));
    const [pin, rest] = [true, false].map((isPin) => pinned.filter(({ id }) => (id === 'pin-authority') === isPin));
    expect(planProblems([...(pin ?? []), ...(rest ?? [])], planFacts(other))).toEqual([
      '[plan: pin-authority] writes the authority while the operator writes it again; got apply Certificate cert-manager/verrazzano-ca-certificate',
    ]);
    const synced = withoutNeeds.filter(({ id }) => id !== 'sync-units');
    const late = withoutNeeds.filter(({ id }) => id === 'sync-units');
    expect(planProblems([...synced, ...late], facts).join()).toContain(
      'delivers the monitoring operator again after it was removed',
    );
    expect(moved('delete-managed-clusters')[0]).toContain('while the cluster operator removes the cluster with it');
    const [first, ...others] = plan;
    expect(planProblems([...others, ...(first === undefined ? [] : [first])], facts).length).toBeGreaterThan(0);
  });

  test('has the steps of what runs, and no others', () => {
    const ids = (parts: readonly string[], profile = 'prod'): string[] =>
      planOf(adopted(parts, { ...FULL, profile })).map(({ id }) => id);
    expect(wholePlan.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'unfinalize-modules',
        'disown-verrazzano',
        'disown-monitoring',
        'delete-oam',
        'cluster-secrets',
        'forget-helm',
      ]),
    );
    const none = ids([], 'none');
    expect(none).not.toEqual(expect.arrayContaining(['backup-mysql']));
    for (const id of [
      'backup-mysql',
      'export-realm',
      'delete-oam',
      'cluster-secrets',
      'stop-monitoring-operator',
      'hop-keycloak-7-1-11',
    ]) {
      expect(none).not.toContain(id);
    }
    expect(ids([])).toContain('replace-verrazzano-authproxy');
  });

  test('names the objects of the dump in its commands', () => {
    const commands = wholePlan.flatMap((step) => step.commands);
    expect(commands).toEqual(
      expect.arrayContaining([
        `kubectl -n verrazzano-install patch modules.platform.verrazzano.io keycloak --type=merge -p '{"metadata":{"finalizers":[]}}'`,
        `kubectl -n verrazzano-system patch deployments vmi-system-grafana --type=merge -p '{"metadata":{"ownerReferences":null}}'`,
        'kubectl -n keycloak delete secret sh.helm.release.v1.keycloak.v1',
        'kubectl -n default delete verrazzanos.install.verrazzano.io verrazzano --cascade=orphan',
      ]),
    );
    expect(wholePlan.find(({ id }) => id === 'retain-volumes')?.commands[1]).toContain('get pvc datadir-mysql-0');
  });

  test('names Applications as the adopted program does, and saves what it may restore', () => {
    const plan = planOf(adopted(['application', 'monitoring', 'managed'], FULL));
    const commands = plan.flatMap((step) => step.commands);
    const synced = commands.flatMap((command) => /^argocd app sync (?<name>\S+)/.exec(command)?.groups?.name ?? []);
    expect(synced.length).toBeGreaterThan(10);
    expect(
      synced.filter((name) => !/^verrazzano-(?:(?:apps|charts|objects)-|(?:namespaces|policies|mesh)$)/.test(name)),
    ).toEqual([]);
    const saved = plan.find(({ id }) => id === 'save-state')?.commands[0] ?? '';
    for (const kind of ['certificates', 'verrazzanomonitoringinstances', 'applicationconfigurations']) {
      expect(saved).toContain(kind);
    }
    const nothing = planOf(adopted([], { ...FULL, profile: 'none' })).find(({ id }) => id === 'save-state');
    expect(nothing?.commands[0]).not.toContain('certificates');
    const titles = plan.map(({ title }) => title);
    expect(titles.filter((title) => /from (\S+) to \1$/.test(title))).toEqual([]);
  });

  test('is a page with an anchor for every step', () => {
    const page = planPage(wholePlan);
    expect(wholePlan.filter(({ id }) => !page.includes(`(#${id})`) || !page.includes(`<a id="${id}"></a>`))).toEqual(
      [],
    );
  });
});

describe('upgrades of older releases', () => {
  test('pass through supported pairs only, whatever runs', () => {
    const minors = fc.integer({ min: 17, max: 29 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SUPPORTED_KUBERNETES)), minors, (release, minor) => {
        const hops = upgradeHops(release, `1.${minor}.3`);
        if (SUPPORTED_KUBERNETES[release]?.includes(minor) !== true) return expect(hops).toBeUndefined();
        let [at, on] = [release, `1.${minor}`];
        for (const { what, from, to } of hops ?? []) {
          expect(from).toBe(what === 'kubernetes' ? on : at);
          if (what === 'kubernetes') on = to;
          else at = to;
          expect(SUPPORTED_KUBERNETES[at]).toContain(Number(on.slice(2)));
        }
        return expect(at).toBe('1.7');
      }),
      { numRuns: runs(15, 500) },
    );
  });

  test.each([
    ['1.2', '1.20', ['1.21', '1.5', '1.22', '1.23', '1.24', '1.7']],
    ['1.5', '1.24', ['1.7']],
    ['1.6', '1.27', ['1.7']],
    ['1.7', '1.24', []],
  ])('%s on Kubernetes %s', (release, kubernetes, path) => {
    expect(upgradeHops(release, kubernetes)?.map(({ to }) => to)).toEqual(path);
  });
});
