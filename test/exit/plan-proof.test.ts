import * as fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { diffObjects } from '../../lib/checks/diff/diff';
import type { Change } from '../../lib/checks/diff/change';
import { stepProofLines } from '../../lib/cli/adopt/plan-proof-text';
import { readSides } from '../../lib/cli/check/read-side';
import { Session } from '../../lib/cli/session';
import { replacementOf } from '../../lib/components/replacements';
import { versionLine } from '../../lib/definition/version-line';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import type { PlanStep } from '../../lib/exit/plan/plan-step';
import { describeProof } from '../../lib/exit/proof/proof';
import { hasUnstated, provePlan, type StepProof } from '../../lib/exit/proof/plan-proof';
import type { JsonObject } from '../../lib/values/json';
import { inCi } from '../support/sample';

const ROOT = join(__dirname, '..', '..');
const dump = JSON.parse(readFileSync(join(ROOT, 'examples', 'exit', 'dump.json'), 'utf8')) as JsonObject;
const adoption = adopt([{ file: 'dump.json', documents: [dump] }]);
const plan = planOf(adoption);

let proven: readonly StepProof[] | undefined;

/** The proof of the whole plan, which takes as long as all other tests of plans, and is made once. */
const proofs = (): readonly StepProof[] => (proven ??= provePlan(adoption, plan));

function texts(found: readonly StepProof[], stated: boolean): string[] {
  return found.flatMap(({ differences }) => differences.filter((one) => one.stated === stated).map(describeProof));
}

describe('the plan of the example', () => {
  inCi('does nothing that its steps do not state', () => {
    expect(texts(proofs(), false)).toEqual([]);
    expect(proofs().filter(({ basis, compared }) => basis === 'dump' && compared < 50)).toEqual([]);
    const ofProgram = proofs().filter(({ basis }) => basis === 'program');
    expect(ofProgram.length).toBeGreaterThan(30);
  });

  inCi('leaves every selector, principal and volume, and opens nothing', () => {
    const found = texts(proofs(), true);
    expect(found.filter((text) => /^(?:selector|principal|volume|secret): /.test(text))).toEqual([]);
    expect(found.filter((text) => /^traffic: (?:added|widened)/.test(text))).toEqual([]);
    // What the steps say that they stop and delete; all of it is of Verrazzano.
    const own =
      /^running: .*-operator|^running: .*\/(?:oam-kubernetes-runtime|verrazzano-)|^object: (?:\w+WebhookConfiguration verrazzano-|Verrazzano default\/|Secret \w+\/sh\.helm\.release\.v1\.|VerrazzanoMonitoringInstance |ApplicationConfiguration |Component |CustomResourceDefinition \S+(?:verrazzano\.io|oam\.dev) )/;
    expect(found.filter((text) => own.test(text)).length).toBeGreaterThan(20);
    const others = found.filter((text) => !text.startsWith('traffic: ') && !own.test(text));
    expect(others).toEqual([
      'object: Deployment verrazzano-install/verrazzano-platform-operator is gone',
      'object: Deployment verrazzano-install/verrazzano-platform-operator-webhook is gone',
      'object: Namespace verrazzano-install is gone',
      'object: Service verrazzano-install/verrazzano-platform-operator is gone',
      'object: Service verrazzano-install/verrazzano-platform-operator-webhook is gone',
      'object: ServiceAccount verrazzano-install/verrazzano-platform-operator is gone',
      'object: Deployment verrazzano-system/verrazzano-monitoring-operator is gone',
      'object: Service verrazzano-system/verrazzano-monitoring-operator is gone',
      'service: Service verrazzano-system/vmi-system-grafana: selector {"app":"system-grafana"} -> {"app.kubernetes.io/name":"system-grafana","app.kubernetes.io/instance":"vmi-system-grafana"}',
      'object: Service cert-manager/cert-manager-cainjector is new',
      'service: Service cert-manager/cert-manager-webhook: ports ["https 443 10250 TCP"] -> ["https 443 10250 TCP","metrics 9402 9402 TCP"]',
      'service: Service keycloak/keycloak-http: ports ["http 80 8080 TCP","https 8443 8443 TCP","jgroups 7800 7800 TCP"] -> ["http 80 8080 TCP","http-internal 9000 9000 TCP","https 8443 8443 TCP","jgroups 7800 7800 TCP"]',
      'service: Service verrazzano-monitoring/prometheus-operator-kube-p-prometheus: selector {"app.kubernetes.io/name":"prometheus","prometheus":"prometheus-operator-kube-p-prometheus"} -> {"app.kubernetes.io/name":"prometheus","operator.prometheus.io/name":"prometheus-operator-kube-p-prometheus"}, ports ["http-web 9090 9090 TCP"] -> ["http-web 9090 9090 TCP","reloader-web 8080 8080 TCP"]',
      'service: Service cert-manager/cert-manager: ports ["tcp-prometheus-servicemonitor 9402 9402 TCP"] -> ["http-metrics 9402 9402 TCP"]',
    ]);
  });

  inCi('says why where one side is not known, and what a hop does beyond objects', () => {
    const unknown = proofs().filter(({ basis }) => basis === 'not known');
    expect(unknown.filter(({ why }) => why === '')).toEqual([]);
    const { known } = proofs().find(({ step }) => step === 'hop-mysql-2-1-5') ?? { known: [] };
    expect(known.join()).toMatch(/^migration: the data dictionary is upgraded to 8\.4/);
  });
});

inCi('what the guide shows is what the command prints', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'leaving-verrazzano.md'), 'utf8');
  const shown = /^```text\n(?<text> {3}proof: [^]*?)^```/m.exec(guide)?.groups?.text ?? 'nothing';
  const printed = proofs().map((proof) =>
    stepProofLines(proof)
      .map((line) => `   ${line}\n`)
      .join(''),
  );
  expect(printed.filter((text) => text.includes(shown))).toHaveLength(1);
});

inCi('what a step does not state is found', () => {
  const silent = plan.flatMap((step): PlanStep[] => {
    if (step.program === undefined || !('findings' in step.program)) return [];
    const { component } = step.program;
    return ['cert-manager', 'keycloak'].includes(component)
      ? [{ ...step, program: { ...step.program, findings: [] } }]
      : [];
  });
  const start = plan.filter(({ program }) => program !== undefined && 'installer' in program);
  const found = provePlan(adoption, [...start, ...silent]).filter(hasUnstated);
  expect(found.map(({ step }) => step)).toEqual([
    'hop-cert-manager-1-16-5',
    'hop-keycloak-7-1-11',
    'hop-cert-manager-1-21-1',
  ]);
});

/** Objects of a stage of the example, and what differs between two of them. */
function stageDiff(before: string, after: string): Change[] {
  const folder = (stage: string): string => join(ROOT, 'dist', 'exit', stage);
  const session = new Session({ out: () => undefined, err: () => undefined, isTTY: false });
  const read = readSides(folder(before), folder(after), session);
  return read === undefined ? [] : diffObjects(...read.sides);
}

/** Components whose Applications have other names. */
const PARTS: Readonly<Record<string, string>> = {
  'istio-base': 'istio',
  istiod: 'istio',
  'istio-ingressgateway': 'istio',
  'istio-egressgateway': 'istio',
  'cluster-issuer': 'cert-manager',
};

describe('between the stages of the example, what differs is what the plan says', () => {
  const versions = new Map<string, string[]>();
  for (const { program } of plan) {
    if (program === undefined || !('component' in program)) continue;
    versions.set(program.component, [...(versions.get(program.component) ?? []), program.version]);
  }

  const componentOf = (object: string): string => {
    const name = /^Application\.argoproj\.io argocd\/\w+-(?:charts|objects)-(?<name>.+)$/.exec(object)?.groups?.name;
    if (name !== undefined) return PARTS[name] ?? name;
    return object === 'InnoDBCluster.mysql.oracle.com keycloak/mysql' ? 'mysql' : object;
  };
  const moved = (changes: readonly Change[]): string[] =>
    [...new Set(changes.map(({ object }) => componentOf(object)))].sort();
  const changesOf = (component: string, changes: readonly Change[]): Change[] =>
    changes.filter(({ object }) => componentOf(object) === component);

  test('from the operator to charts: its units go, one per chart comes, and applications are plain objects', () => {
    const changes = stageDiff('adopted', 'charts');
    const removed = changes.filter(({ kind }) => kind === 'removed').map(({ object }) => object);
    const named = new Set(plan.flatMap((step) => step.changes.map(({ object }) => object)));
    const isOfOperator = (object: string): boolean =>
      /^Kustomization\S+ operator$|verrazzano-install|verrazzano-platform-operator|adopted-(?:operator|platform)$|^Verrazzano\.|^CustomResourceDefinition\./.test(
        object,
      );
    expect(removed.filter((object) => !isOfOperator(object))).toEqual([]);
    const added = changes.filter(({ kind, object }) => kind === 'added' && object.includes('hello-helidon/'));
    const plain = added.map(({ object }) => object.replace(/^(\w+)[^ ]*/, '$1'));
    expect(plain.length).toBeGreaterThan(4);
    expect(plain.filter((object) => !named.has(object))).toEqual([]);
  });

  test('from charts to the closest ones: the first hop of each component, and nothing else', () => {
    const changes = stageDiff('charts', 'closest');
    const components = moved(changes);
    for (const component of components) {
      // Grafana is delivered as objects before, and by a chart then.
      if (changesOf(component, changes).some(({ kind }) => kind === 'added')) continue;
      const replacement = replacementOf(component);
      const [first = ''] = versions.get(component) ?? [];
      // The published chart of the version that runs needs no hop.
      const runs = replacement === undefined ? first : versionLine(replacement).release.version.replace(/^v/, '');
      const after = JSON.stringify(changesOf(component, changes).map(({ fields }) => fields.map((each) => each.after)));
      expect({ component, versions: [first, runs].filter((each) => after.includes(each)) }).not.toEqual({
        component,
        versions: [],
      });
    }
    expect(components).toEqual(expect.arrayContaining(['cert-manager', 'istio', 'keycloak', 'prometheus-operator']));
  });

  test('from the closest to the newest: the last hop of each component, and nothing else', () => {
    const changes = stageDiff('closest', 'newest');
    expect(moved(changes).filter((component) => !versions.has(component))).toEqual([]);
    for (const [component, all] of versions) {
      if (all.length < 2) continue;
      const fields = changesOf(component, changes).map((each) => each.fields.map(({ after }) => after));
      expect({ component, fields: JSON.stringify(fields) }).toEqual({
        component,
        fields: expect.stringContaining(component === 'mysql' ? '8.4' : (all.at(-1) ?? '')) as string,
      });
    }
  });
});

inCi('no plan does what its steps do not state, whatever runs', () => {
  const switches = ['argoCD', 'velero', 'thanos', 'jaegerOperator', 'rancherBackup', 'fluentOperator', 'dex'];
  fc.assert(
    fc.property(
      fc.constantFrom('dev', 'prod', 'managed-cluster'),
      fc.subarray(switches),
      fc.boolean(),
      (profile, on, injectionEnabled) => {
        const components = Object.fromEntries(on.map((key) => [key, { enabled: true }]));
        const resource = {
          apiVersion: 'install.verrazzano.io/v1beta1',
          kind: 'Verrazzano',
          metadata: { name: 'verrazzano', namespace: 'default' },
          spec: { profile, components: { ...components, istio: { injectionEnabled } } },
          status: { state: 'Ready', version: '1.7.2' },
        };
        const found = adopt([{ file: 'dump.json', documents: [resource] }]);
        expect(texts(provePlan(found, planOf(found)), false)).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});
