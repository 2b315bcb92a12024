import { REPLACEMENTS, replacementOf } from '../../../lib/components/replacements';
import { versionLine } from '../../../lib/definition/version-line';
import { evaluateHop } from '../../../lib/definition/hop/hop';
import type { HopFinding } from '../../../lib/definition/hop/hop-finding';
import { sample } from '../../support/sample';
import { replacement, since, version } from '../../exit/support';

function evaluated(
  of: Parameters<typeof version>[0],
  from: string,
  to: string,
  kubernetes = '1.27',
  others = {},
): HopFinding[] {
  return evaluateHop(versionLine(of), version(of, from, 'from'), version(of, to), { kubernetes, others });
}

function briefly(findings: readonly HopFinding[]): string[] {
  return findings.map(({ level, kind, what }) => `${level} ${kind}: ${what}`);
}

const web = replacement('web', ['1.0.0-2 1.1.0-1', '1.2.0 2.0.0 2.1.0 3.0.0'], {
  closest: '1.0.0',
  changes: [
    since('adoption', 'adopted', { level: 'note' }),
    since('chart 1.1.0', 'renamed'),
    since('app 2.0', 'migrated', { kind: 'migration', level: 'warning' }),
  ],
  kubernetes: [
    { since: 'release', range: '<1.28', by: 'chart' },
    { since: 'chart 2.1.0', range: '>=1.26 <1.29', by: 'project' },
    { since: 'chart 3.0.0', range: '>=1.29', by: 'chart' },
    { since: 'chart 3.0.0', range: '', by: 'project' },
  ],
  needs: [{ since: 'chart 2.0.0', until: 'chart 3.0.0', component: 'db', range: '>=5.1 <6', why: 'talks 5.1' }],
  stops: [{ each: 'major', of: 'chart', why: 'one by one' }],
  avoid: [{ range: '1.1.0', from: '>=1.0.2', why: 'it is broken', fix: 'take 1.1.1' }],
});

test('a hop crosses the changes after its beginning, up to its end', () => {
  expect(briefly(evaluated(web, '1.0.0', 'closest'))).toEqual(['note values: adopted']);
  expect(briefly(evaluated(web, 'closest', '1.0.2'))).toEqual([]);
  expect(briefly(evaluated(web, '1.0.2', '1.1.1'))).toEqual(['error values: renamed']);
  expect(briefly(evaluated(web, '1.1.0', '1.2.0'))).toEqual([]);
  expect(briefly(evaluated(web, '1.2.0', '2.0.0', '1.27', { db: '5.1.3' }))).toEqual(['warning migration: migrated']);
});

test('a stop that is left out, a version to avoid, and the way back are errors', () => {
  expect(briefly(evaluated(web, '1.2.0', '3.0.0', '1.29'))).toContain('error stop: skips 2: one by one');
  expect(briefly(evaluated(web, '1.0.2', '1.1.0'))).toContain(
    'error version: 1.1.0 must not be used after 1.0.2: it is broken',
  );
  expect(briefly(evaluated(web, '1.0.1', '1.1.0'))).toEqual(['error values: renamed']);
  expect(briefly(evaluated(web, '2.0.0', '1.0.1'))).toEqual([
    'error downgrade: 1.0.1 comes before 2.0.0: no project supports a downgrade',
    'error migration: cannot be undone: migrated',
    'warning values: undoes this change: renamed',
  ]);
});

test('Kubernetes: what Helm refuses is an error, what the project does not support a warning', () => {
  expect(briefly(evaluated(web, '1.2.0', '2.1.0', '1.25', { db: '5.1' }))[1]).toContain(
    'warning kubernetes: 2.1.0 requires Kubernetes',
  );
  expect(briefly(evaluated(web, '2.1.0', '3.0.0', '1.28'))[0]).toContain(
    'error kubernetes: 3.0.0 requires Kubernetes >=1.29',
  );
  expect(briefly(evaluated(web, '2.1.0', '3.0.0', '1.29'))).toEqual([]);
});

test('another component that is needed is a warning, and an error where its version is known', () => {
  const need = (others: object): string[] =>
    briefly(evaluated(web, '1.2.0', '2.0.0', '1.27', others)).filter((line) => line.includes(' need'));
  expect(need({})).toEqual(['warning need: 2.0.0 needs db >=5.1 <6: talks 5.1']);
  expect(need({ db: '5.0.9' })).toEqual(['error need: 2.0.0 needs db >=5.1 <6, which is at 5.0.9: talks 5.1']);
  expect(need({ db: '6.0.0' })).toHaveLength(1);
  expect(need({ db: '5.9' })).toEqual([]);
});

test('versions are found by chart, by application, by their beginning, and by a word', () => {
  const found = (text: string, role: 'from' | 'to'): string | undefined => {
    const one = versionLine(replacementOf('keycloak')!).find(text, role);
    return one && `${one.index === 0 ? 'release' : one.version} ${one.app}`;
  };
  expect(found('2.1.0', 'from')).toBe('release 20.0.1');
  expect(found('2.1.0', 'to')).toBe('2.1.0 20.0.1');
  expect(found('26.5.6', 'to')).toBe('7.1.11 26.5.6');
  expect(found('26', 'to')).toBe('7.1.11 26.5.6');
  expect(found('v7.1', 'to')).toBe('7.1.11 26.5.6');
  expect(found('newest', 'to')).toBe('7.1.11 26.5.6');
  for (const wrong of ['', '7.1.12', '99', '2.', 'latest', '__proto__', 'constructor', '7.1.1\u0000']) {
    expect(found(wrong, 'to')).toBeUndefined();
  }
});

/** Hops of the issue and of the documents that its facts come from: a part of a finding that each must have. */
test.each([
  ['mysql-operator', 'release', '26.7', 'warning behaviour: operator 26.7 only manages servers 8.4'],
  ['mysql', 'release', '8.4', 'warning migration: the data dictionary is upgraded to 8.4'],
  ['opensearch-operator', '2.7.0', '2.8.0', 'warning need: 2.8.0 needs opensearch >=2.19.2'],
  ['opensearch-operator', '2.8.0', '3.0.2', 'error selector: the Deployment, Services'],
  ['velero', '1.9', '1.18', 'error stop: skips 1.10, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16, 1.17'],
  ['rancher', '2.7.11', '2.8.1', 'error version: 2.8.1 must not be used after 2.7.11'],
  ['rancher', '2.8.5', '2.10.3', 'error stop: skips 2.9'],
  ['rancher', 'release', '2.7.8', 'error kubernetes: 2.7.8 requires Kubernetes <1.27'],
  ['istio', '1.19.10', '1.21.0', 'error stop: skips 1.20'],
  ['istio', 'release', 'closest', 'error principal: chart gateway names the service account'],
  ['argocd', '7.9.1', '8.0.17', 'error behaviour: RBAC policies for update and delete'],
  ['argocd', '9.3.7', '9.4.0', 'error crd: CRD applicationsets'],
  ['argocd', '9.5.22', '10.0.0', 'error policy: NetworkPolicies are on by default'],
  ['cert-manager', '1.17.4', '1.18.0', 'error secret: the default of privateKey.rotationPolicy'],
  ['cert-manager', '1.18.6', '1.19.0', 'error version: 1.19.0 must not be used'],
  ['coherence-operator', 'closest', '3.5.14', 'error kubernetes: 3.5.14 requires Kubernetes >=1.29'],
  ['kiali-server', '2.16.0', '2.17.0', 'error policy: the chart adds NetworkPolicy'],
  ['keycloak', '2.3.0', '2.4.1', 'warning port: health probes and metrics move to port 9000'],
  ['external-dns', 'release', 'closest', 'error secret: txtOwnerId and txtPrefix'],
  ['grafana', 'release', 'closest', 'error selector: Deployment vmi-system-grafana'],
  // Of needs for one reason the highest counts.
  ['mysql', 'release', '8.4.3', 'warning need: 2.1.5 needs mysql-operator'],
  ['fluentd', 'release', 'newest', 'error selector: DaemonSet fluentd-fluent-bit, with'],
  ['thanos', '12.1.1', '1.24.1', 'error secret: the image of Verrazzano logs in'],
  ['ingress-controller', 'closest', 'newest', 'warning status: retired in March 2026'],
  ['prometheus-operator', '62.7.0', '63.0.0', 'warning behaviour: in 63, selectors that are nil'],
  ['jaeger-operator', '2.57.0', '4.11.1', 'warning values: an OpenTelemetry configuration replaces'],
])('%s %s -> %s: %s', (component, from, to, expected) => {
  const findings = briefly(evaluated(replacementOf(component)!, from, to));
  expect(findings.filter((line) => line.startsWith(expected))).toHaveLength(1);
});

test('every hop between neighbours can be evaluated, each finding says what to do, and a hop has the changes of its parts', () => {
  for (const facts of sample(REPLACEMENTS, 8)) {
    const line = versionLine(facts);
    const [first, last] = [line.at(0), line.at(line.versions.length - 1)];
    const crossed = (findings: readonly HopFinding[]): string[] =>
      findings.filter((finding) => finding.since !== undefined).map(({ what }) => what);
    const parts = line.versions.slice(1).flatMap((to, at) => {
      const findings = evaluateHop(line, line.at(at), to, { kubernetes: '1.27' });
      expect(findings.filter(({ fix, source }) => fix === '' || source === '')).toEqual([]);
      expect(findings.filter(({ kind }) => kind === 'stop' || kind === 'downgrade')).toEqual([]);
      return crossed(findings);
    });
    expect(parts.sort()).toEqual(crossed(evaluateHop(line, first, last, { kubernetes: '1.27' })).sort());
  }
});
