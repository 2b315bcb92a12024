import * as fc from 'fast-check';
import { ApiObject } from 'cdk8s';
import { Connectivity } from '../../lib/connectivity';
import type { Manifest } from '../../lib/gitops/render/rendered-object';
import { withoutDroppedFields } from '../../lib/gitops/render/dropped-fields';
import { doc, newUnit } from './helpers';
import { runs } from '../support/fc-runs';

const policy = (spec: object, metadata: object = {}): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop', ...metadata },
  spec,
});

describe('fields that the API server drops', () => {
  test.each<[string, object, object]>([
    [
      'no rules',
      { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
      { podSelector: {}, policyTypes: ['Ingress'] },
    ],
    ['no types', { podSelector: {}, policyTypes: [], egress: [] }, { podSelector: {} }],
    ['an empty rule stays', { podSelector: {}, ingress: [{}] }, { podSelector: {}, ingress: [{}] }],
    ['no peers and no ports', { podSelector: {}, egress: [{ to: [], ports: [] }] }, { podSelector: {}, egress: [{}] }],
    [
      'no labels, in every selector; selectors themselves stay',
      {
        podSelector: { matchLabels: {}, matchExpressions: [] },
        ingress: [{ from: [{ podSelector: { matchLabels: {} }, namespaceSelector: { matchExpressions: [] } }] }],
      },
      { podSelector: {}, ingress: [{ from: [{ podSelector: {}, namespaceSelector: {} }] }] },
    ],
    [
      'no exceptions and no values',
      {
        podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: [] }] },
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: [] } }] }],
      },
      {
        podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] },
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
      },
    ],
  ])('of a NetworkPolicy: %s', (_, given, written) => {
    expect(withoutDroppedFields(policy(given)).spec).toEqual(written);
  });

  test('of the metadata of every kind', () => {
    const metadata = { name: 'a', labels: {}, annotations: {}, finalizers: [], ownerReferences: [] };
    const thing: Manifest = { apiVersion: 'x.io/v1', kind: 'Thing', metadata, spec: { list: [], map: {} } };
    // What else a custom resource holds is stored as it is.
    expect(withoutDroppedFields(thing)).toEqual({ ...thing, metadata: { name: 'a' } });
  });

  test.each<[string, string, object, object]>([
    [
      'apps/v1',
      'StatefulSet',
      {
        minReadySeconds: 0,
        template: {
          metadata: { labels: { a: 'b' }, annotations: {} },
          spec: {
            hostNetwork: false,
            nodeSelector: {},
            tolerations: [],
            securityContext: {},
            containers: [{ name: 'c', imagePullPolicy: null, env: [], ports: [], resources: { limits: {} } }],
          },
        },
        volumeClaimTemplates: [],
      },
      {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { securityContext: {}, containers: [{ name: 'c', resources: {} }] },
        },
      },
    ],
    [
      'batch/v1',
      'CronJob',
      { jobTemplate: { spec: { template: { spec: { initContainers: [], containers: [{ imagePullPolicy: '' }] } } } } },
      { jobTemplate: { spec: { template: { spec: { containers: [{}] } } } } },
    ],
    ['v1', 'Pod', { volumes: [], containers: [{ args: [] }] }, { containers: [{}] }],
    ['v1', 'Service', { ports: [{ port: 80, nodePort: 0 }], selector: {} }, { ports: [{ port: 80 }] }],
  ])('of the pods of a workload, and of a Service: %s %s', (apiVersion, kind, given, written) => {
    const object: Manifest = { apiVersion, kind, metadata: { name: 'a' }, spec: given };
    expect(withoutDroppedFields(object).spec).toEqual(written);
  });

  test('are not written', () => {
    const { app, unit } = newUnit();
    const spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [] };
    new ApiObject(unit, 'p', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p' },
      spec,
    });
    const written = doc(app.render(), 'prod/platform/shop/NetworkPolicy.networking.k8s.io.p.yaml').spec;
    expect(written).toEqual({ podSelector: {}, policyTypes: ['Ingress'] });
  });
});

test('leaving them out changes nothing about who can reach whom, and a second time changes nothing at all', () => {
  const pod = (app: string): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: app, namespace: 'shop', labels: { app } },
    spec: { containers: [{ name: 'c', image: 'x', ports: [{ containerPort: 80 }] }] },
  });
  const selectors = fc.constantFrom({}, { matchLabels: {} }, { matchLabels: { app: 'a' }, matchExpressions: [] });
  const peers = fc.oneof(
    fc.record({ podSelector: selectors }),
    fc.constant({ ipBlock: { cidr: '10.0.0.0/8', except: [] } }),
  );
  const some = <T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[] | undefined> =>
    fc.option(fc.array(items, { maxLength: 2 }), { nil: undefined });
  const ports = some(fc.constant({ port: 80, protocol: 'TCP' }));
  const specs = fc.record({
    podSelector: selectors,
    policyTypes: some(fc.constantFrom('Ingress', 'Egress')),
    ingress: some(fc.record({ from: some(peers), ports })),
    egress: some(fc.record({ to: some(peers), ports })),
  });
  const without = (value: object): object => JSON.parse(JSON.stringify(value));
  const answers = (object: object): unknown =>
    [...Connectivity.of([pod('a'), pod('b'), without(object)] as never).connections()].map(
      ({ from, to, allowed }) => `${from.id} -> ${to.id}: ${String(allowed)}`,
    );
  fc.assert(
    fc.property(specs, (spec) => {
      const given = without(policy(spec)) as Manifest;
      const written = withoutDroppedFields(given);
      expect(withoutDroppedFields(written)).toEqual(written);
      expect(answers(written)).toEqual(answers(given));
    }),
    { numRuns: runs(15, 60) },
  );
});
