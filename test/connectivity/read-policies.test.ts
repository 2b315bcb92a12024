import type { JsonObject, JsonValue } from '../../lib/values/json';
import { allowed, app, deployment, policy, warningsOf } from './manifests';

const CLUSTER = [deployment('one/a'), deployment('two/a')];

describe('policies that the API server refuses', () => {
  const rule = (value: JsonObject): JsonObject => ({ ingress: [value] });
  const port = (value: JsonObject): JsonObject => rule({ ports: [value] });
  const peer = (value: JsonValue): JsonObject => rule({ from: [value] });
  const expression = (value: JsonValue): JsonObject => ({ podSelector: { matchExpressions: [value] } });
  test.each<[string, JsonObject]>([
    ['endPort below port', port({ port: 80, endPort: 79 })],
    ['endPort with a port name', port({ port: 'http', endPort: 90 })],
    ['endPort without port', port({ endPort: 90 })],
    ['port 0', port({ port: 0 })],
    ['port above 65535', port({ port: 70000 })],
    ['a number as text', port({ port: '80' })],
    ['an unknown protocol', port({ protocol: 'ICMP' })],
    ['a CIDR that is none', peer({ ipBlock: { cidr: '10.0.0.0' } })],
    ['a CIDR with a wrong byte', peer({ ipBlock: { cidr: '999.1.1.1/24' } })],
    ['an exception outside of its block', peer({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } })],
    ['an exception as large as its block', peer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } })],
    ['an exception of the other family', peer({ ipBlock: { cidr: '::/0', except: ['10.0.0.0/8'] } })],
    ['ipBlock with a selector', peer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} })],
    ['an empty peer', peer({})],
    ['a null peer', peer(null)],
    ['an unknown operator', expression({ key: 'a', operator: 'Equals', values: ['b'] })],
    ['In without values', expression({ key: 'a', operator: 'In', values: [] })],
    ['Exists with values', expression({ key: 'a', operator: 'Exists', values: ['b'] })],
    ['a bad label key', expression({ key: '-a', operator: 'Exists' })],
    ['a label value that is no text', { podSelector: { matchLabels: { port: 80 } } }],
    ['an unknown policy type', { policyTypes: ['ingress'] }],
    ['rules that are no list', { ingress: { from: [] } }],
  ])('%s', (_, spec) => {
    const objects = [...CLUSTER, policy('one/bad', spec)];
    const messages = warningsOf(objects, 'invalid-policy');
    expect(messages).not.toEqual([]);
    for (const message of messages) expect(message).toMatch(/^NetworkPolicy one\/bad: .*; the policy is left out$/);
    expect(allowed(objects, 'two/a', 'one/a')).toBe('all');
  });

  test('policies that are right have no such warning', () => {
    const spec = {
      podSelector: app('a'),
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/9'] } }] }],
    };
    expect(warningsOf([...CLUSTER, policy('one/p', spec)], 'invalid-policy')).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['a label', { matchLabels: { tier: null } }],
    ['a value', { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', null] }] }],
  ])('%s that is null is empty, as in every program in Go', (_, podSelector) => {
    const isolated = policy('one/p', { podSelector: app('a'), ingress: [{ from: [{ podSelector }] }] });
    const labels = { metadata: { labels: { tier: null } }, spec: { containers: [] } };
    const client = {
      apiVersion: 'v1',
      kind: 'Pod',
      ...labels,
      metadata: { name: 'c', namespace: 'one', ...labels.metadata },
    };
    const objects = [...CLUSTER, client, deployment('one/d'), isolated];
    expect(warningsOf(objects, 'invalid-policy')).toEqual([]);
    expect([allowed(objects, 'one/c', 'one/a'), allowed(objects, 'one/d', 'one/a')]).toEqual(['all', 'none']);
  });
});
