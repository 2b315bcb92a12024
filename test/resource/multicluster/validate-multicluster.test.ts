import { readFileSync } from 'fs';
import { join } from 'path';
import { ExistingObjects, validateMulticluster } from '../../../lib/resource/multicluster';
import { isRequestUri } from '../../../lib/resource/multicluster/request-uri';
import type { JsonObject } from '../../../lib/values/json';

interface Recorded {
  /** `admitted`, `schema`, or the rule of the webhook that refused the object. */
  readonly verdict: string;
  readonly update?: true;
  readonly resource: JsonObject;
  readonly admin: readonly JsonObject[];
}

/**
 * Generated objects with the verdicts of the schema and of the webhooks of release 1.7.2, which were run for them.
 */
const recorded = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/multicluster/admission.json'), 'utf8'),
) as Recorded[];

function verdictOf({ resource, admin }: Pick<Recorded, 'resource' | 'admin'>): string {
  const findings = validateMulticluster({ object: resource, cluster: new ExistingObjects(admin) });
  const [first] = findings.filter(({ severity }) => severity === 'error');
  if (first === undefined) return 'admitted';
  const [subject = '', rule = ''] = first.rule.split('.');
  return subject === 'schema' ? 'schema' : subject === 'webhook' ? first.rule : rule;
}

test('every verdict of the webhooks is met', () => {
  const wrong = recorded.filter((each) => verdictOf(each) !== each.verdict);
  expect(wrong).toEqual([]);
  expect(new Set(recorded.map(({ verdict }) => verdict))).toContain('shared-namespace');
});

test('an admitted object has no other errors, and a refused one says what to do', () => {
  for (const { resource, admin } of recorded) {
    for (const { message, fix, object } of validateMulticluster({
      object: resource,
      cluster: new ExistingObjects(admin),
    })) {
      expect([message, fix]).not.toContain('');
      expect(object).toMatch(/^\w+ [^/ ]+\/.*$/);
    }
  }
});

const managedCluster = { apiVersion: 'clusters.verrazzano.io/v1alpha1', kind: 'VerrazzanoManagedCluster' };
const eu1 = { ...managedCluster, metadata: { name: 'eu-1', namespace: 'verrazzano-mc' }, spec: { caSecret: 'ca' } };
const project = (name: string, ...namespaces: string[]): JsonObject => ({
  apiVersion: 'clusters.verrazzano.io/v1alpha1',
  kind: 'VerrazzanoProject',
  metadata: { name, namespace: 'verrazzano-mc' },
  spec: {
    placement: { clusters: [{ name: 'local' }] },
    template: { namespaces: namespaces.map((each) => ({ metadata: { name: each } })) },
  },
});

describe('what is not known is an assumption', () => {
  test('of an unknown cluster', () => {
    const findings = validateMulticluster({ object: eu1 });
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'assumption managed-cluster.installed',
      'assumption managed-cluster.ca-secret',
      'assumption managed-cluster.admin-configmap',
    ]);
  });

  test('of resources that are only counted', () => {
    const findings = validateMulticluster({
      object: eu1,
      cluster: new ExistingObjects(),
      unknownKinds: ['Verrazzano'],
    });
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['assumption']));
  });

  test('and nothing of what is applied beside it, or expected', () => {
    const beside = new ExistingObjects([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'ca', namespace: 'verrazzano-mc' },
        stringData: { cacrt: '' },
      },
    ]);
    const expected = ['ConfigMap verrazzano-mc/verrazzano-admin-cluster'];
    const rules = validateMulticluster({ object: eu1, beside, expected }).map(({ rule }) => rule);
    expect(rules).toEqual(['managed-cluster.installed']);
  });
});

test('of two projects with one namespace, the one that is applied later is refused', () => {
  const [first, second] = [project('a', 'shop'), project('b', 'cart', 'shop')];
  const beside = new ExistingObjects([first, second]);
  expect(validateMulticluster({ object: first, beside, before: new ExistingObjects() })).toEqual([]);
  const findings = validateMulticluster({ object: second, beside, before: new ExistingObjects([first]) });
  expect(findings).toMatchObject([
    {
      rule: 'project.shared-namespace',
      severity: 'error',
      path: 'spec.template.namespaces[1].metadata.name',
      value: 'shop',
    },
  ]);
});

test('the first Verrazzano resource counts, by namespace and name', () => {
  const verrazzano = (namespace: string, type: string): JsonObject => ({
    apiVersion: 'install.verrazzano.io/v1beta1',
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace },
    status: { conditions: [{ type, status: 'True' }] },
  });
  const rules = (...admin: JsonObject[]): string[] =>
    validateMulticluster({ object: eu1, cluster: new ExistingObjects(admin) }).map(({ rule }) => rule);
  expect(rules(verrazzano('b', 'InstallComplete'), verrazzano('a', 'InstallStarted'))).toEqual([
    'managed-cluster.installed',
  ]);
  expect(rules(verrazzano('b', 'InstallStarted'), verrazzano('a', 'InstallComplete'))).toEqual([]);
});

test('a managed cluster that exists is updated, and nothing is checked then', () => {
  expect(validateMulticluster({ object: eu1, cluster: new ExistingObjects([eu1]) })).toEqual([]);
});

test.each([
  ['https://admin.example.com:6443', true],
  ['host.example.com:6443', true],
  ['/x', true],
  ['https://', true],
  ['https://[fe80::1%25en0]:1', true],
  ['10.0.0.1:6443', false],
  ['host.example.com', false],
  ['', false],
  [' ', false],
  ['https://a b', false],
  ['https://[::1', false],
  ['https://a:b', false],
  ['https://a/%zz', false],
  ['https://h\u007f', false],
])('Go reads %j as the URI of a request: %j', (text, expected) => expect(isRequestUri(text)).toBe(expected));

describe('what is admitted and does not work is a warning', () => {
  const kind = 'MultiClusterApplicationConfiguration';
  const application = (name: string, namespace = 'shop', clusters = ['eu-1']): JsonObject => ({
    apiVersion: 'clusters.verrazzano.io/v1alpha1',
    kind,
    metadata: { name, namespace },
    spec: {
      template: { spec: { components: [{ componentName: 'web' }] } },
      placement: { clusters: clusters.map((each) => ({ name: each })) },
    },
  });
  const component = {
    apiVersion: 'core.oam.dev/v1alpha2',
    kind: 'Component',
    metadata: { name: 'web', namespace: 'shop' },
  };
  const placed = {
    ...project('shop', 'shop'),
    spec: { ...(project('shop', 'shop').spec as object), placement: { clusters: [{ name: 'eu-1' }] } },
  };
  const eu2 = { ...eu1, metadata: { ...eu1.metadata, name: 'eu-2' } };
  const warnings = (object: JsonObject, ...more: JsonObject[]): string[] =>
    validateMulticluster({ object, cluster: new ExistingObjects([placed, eu1, eu2, component, ...more]) })
      .filter(({ severity }) => severity === 'warning')
      .map(({ rule, path }) => `${rule} ${path}`);

  test('of applications', () => {
    expect(warnings(application('a'))).toEqual([]);
    expect(warnings(application('a', 'other'))).toEqual([
      'multicluster.no-project metadata.namespace',
      'application.component-missing spec.template.spec.components[0].componentName',
    ]);
    expect(warnings(application('a', 'shop', ['eu-1', 'eu-2']))).toEqual([
      'multicluster.no-project spec.placement.clusters[1].name',
    ]);
    expect(warnings(application('a'), application('b'))).toEqual(['application.shared-dependency spec']);
    expect(warnings(application('a'), application('b', 'shop', ['eu-2']))).toEqual([]);
  });

  test('of projects and managed clusters', () => {
    expect(warnings(project('p', 'x', 'x', 'keycloak', ''))).toEqual(
      [1, 2, 3].map((i) => `project.namespace-names spec.template.namespaces[${i}].metadata.name`),
    );
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'ca', namespace: 'verrazzano-mc' } };
    expect(warnings(eu1, secret)).toEqual(['managed-cluster.ca-content spec.caSecret']);
    expect(warnings(eu1, { ...secret, stringData: { cacrt: '' } })).toEqual([]);
  });

  test('and an assumption where it is unknown what exists', () => {
    const findings = validateMulticluster({ object: application('a') });
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['assumption']));
  });
});
