import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import { adopt, type Adoption } from '../../lib/exit/adopt/adopt';
import type { FieldDrift } from '../../lib/exit/drift/drift-entry';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { inCi } from '../support/sample';

const workload = (at: string): JsonObject => {
  const [namespace, name] = at.split('/') as [string, string];
  const template = { metadata: { labels: {} }, spec: { containers: [{ name: 'main', image: 'r/x:1' }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace, name }, spec: { template } };
};

/** Lists of several namespaces, so that there is no platform operator. */
const RUNNING = ['verrazzano-monitoring/kube-state-metrics', 'cert-manager/cert-manager'].map(workload);
const VALUES_FILE = '../../../../helm_config/overrides/kube-state-metrics-values.yaml';

function adopted(helm: JsonObject, more: readonly JsonObject[] = []): Adoption {
  const source = {
    repoURL: 'https://github.com/verrazzano/verrazzano.git',
    path: 'platform-operator/thirdparty/charts/prometheus-community/kube-state-metrics',
    targetRevision: 'v1.7.2',
    helm: { valueFiles: [VALUES_FILE], ...helm },
  };
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'ksm', namespace: 'argocd' },
    spec: { source, destination: { namespace: 'verrazzano-monitoring' } },
  };
  return adopt([{ file: 'dump.json', documents: [listOf([...RUNNING, application, ...more])] }]);
}

const fieldsOf = ({ drift }: Adoption): readonly FieldDrift[] =>
  drift.filter(({ object }) => object === 'Application argocd/ksm').flatMap(({ fields }) => fields);
const mainOf = (adoption: Adoption): string =>
  adoptedProgram(adoption, 'https://git.example.com/platform.git').files.get('main.ts') ?? '';

test('what only values say is carried over, and what cannot be is a difference', () => {
  const adoption = adopted({ valuesObject: { replicas: 3, unheardOf: { admins: ['ops'] }, adminPassword: 'hunter2' } });
  expect(mainOf(adoption)).toMatch(/kubeStateMetrics: \{.*replicas: 3, unheardOf: \{admins: \["ops"\]\}/);
  const fields = fieldsOf(adoption);
  expect(fields.filter(({ path }) => /replicas|unheardOf/.test(path))).toEqual([]);
  expect(fields.find(({ path }) => path.endsWith('.adminPassword'))).toMatchObject({ runs: '(hidden)' });
  // The program sets images, which this Application leaves to the chart.
  expect(fields).toContainEqual({
    path: 'spec.source.helm.valuesObject.image.tag',
    runs: undefined,
    wanted: expect.any(String) as string,
  });
  expect(JSON.stringify([mainOf(adoption), adoption.drift, adoption.findings])).not.toContain('hunter2');
});

inCi.each([
  ['text', { values: 'replicas: 3\n' }],
  ['parameters', { values: 'replicas: 2\n', parameters: [{ name: 'replicas', value: '3' }] }],
])('values as %s are read', (_, helm) => {
  expect(mainOf(adopted(helm))).toContain('replicas: 3');
});

inCi('text that is no YAML is a finding, and nothing is compared', () => {
  const adoption = adopted({ values: 'a: [' });
  expect(adoption.findings).toContainEqual(
    expect.objectContaining({ at: 'kube-state-metrics: Application argocd/ksm', severity: 'warning' }),
  );
  expect(fieldsOf(adoption)).toEqual([]);
});

inCi('other values files are a difference', () => {
  expect(fieldsOf(adopted({ valueFiles: [VALUES_FILE, 'mine.yaml'] }))).toContainEqual({
    path: 'spec.source.helm.valueFiles',
    runs: [VALUES_FILE, 'mine.yaml'],
    wanted: [VALUES_FILE],
  });
});
