import { certManager, fluentd, grafana } from '../../../lib/components';
import { upstreamPolicies } from '../../../lib/network/upstream';
import type { UpstreamFacts } from '../../../lib/network/upstream';
import { from, fromEither, podsOf } from '../../../lib/network/upstream/notation';
import { everything } from '../../support/flows';

/** Facts of a platform of which only some components run. */
function only(...components: readonly string[]): UpstreamFacts {
  const { runningComponents, effective } = everything();
  return { effective, runningComponents: runningComponents.filter(({ name }) => components.includes(name)) };
}

test('a policy is there while its component runs', () => {
  expect(upstreamPolicies(only(grafana.name))).toEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'vmi-system-grafana', namespace: 'verrazzano-system' },
      spec: {
        podSelector: { matchLabels: { app: 'system-grafana' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'verrazzano.io/namespace': 'verrazzano-system' } },
                podSelector: { matchLabels: { app: 'verrazzano-authproxy' } },
              },
            ],
            ports: [{ protocol: 'TCP', port: 3000 }],
          },
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'verrazzano.io/namespace': 'verrazzano-monitoring' } },
                podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
              },
            ],
            ports: [{ protocol: 'TCP', port: 15090 }],
          },
        ],
      },
    },
  ]);
  expect(upstreamPolicies(only(fluentd.name))).toEqual([]);
});

test('rules and peers of other components are there while those run', () => {
  const rules = (...others: readonly string[]): readonly number[] =>
    upstreamPolicies(only('verrazzano-authproxy', ...others))
      .filter(({ metadata }) => (metadata as { readonly name: string }).name === 'verrazzano-authproxy')
      .flatMap(
        ({ spec }) => (spec as { readonly ingress: ReadonlyArray<{ readonly from: readonly object[] }> }).ingress,
      )
      .map((rule) => rule.from.length);
  expect(rules()).toEqual([1, 1, 1]);
  expect(rules('fluent-operator')).toEqual([1, 2, 1]);
  expect(rules('jaeger-operator')).toEqual([1, 1, 1, 1]);
});

describe('the notation', () => {
  const pods = podsOf(certManager, 'cert-manager', 'app');

  test('takes labels and ports from definitions', () => {
    expect(pods).toMatchObject({ namespace: 'cert-manager', labels: { app: 'cert-manager' } });
    expect(pods.port('http-metrics')).toBe(9402);
  });

  test('refuses what no definition has', () => {
    expect(() => podsOf(certManager, 'nothing')).toThrow('[certManager] has no such workload; got nothing');
    expect(() => podsOf(certManager, 'cert-manager', 'tier')).toThrow('cert-manager has no label; got tier');
    expect(() => pods.port('https')).toThrow('cert-manager has no port; got https');
  });

  test('tells one item with two selectors from two items', () => {
    expect(from(pods)).toEqual({
      namespaces: { 'verrazzano.io/namespace': 'cert-manager' },
      pods: { app: 'cert-manager' },
    });
    expect(fromEither(pods)).toEqual([
      { namespaces: { 'verrazzano.io/namespace': 'cert-manager' } },
      { pods: { app: 'cert-manager' } },
    ]);
  });
});
