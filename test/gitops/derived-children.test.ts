import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedChildren } from '../../lib/gitops/derived-children';

class Counters extends Construct {
  names: string[] = [];
  derivations = 0;
  readonly derived = new DerivedChildren(this, () => {
    this.derivations++;
    for (const { node } of this.node.children) this.node.tryRemoveChild(node.id);
    for (const name of this.names)
      new ApiObject(this, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  });

  add(name: string): void {
    this.names.push(name);
    this.derived.invalidate();
  }
}

function counters(): { chart: Chart; set: Counters } {
  const chart = new Chart(new App(), 'chart');
  return { chart, set: new Counters(chart, 'set') };
}

test('children are derived once, when the tree is read', () => {
  const { chart, set } = counters();
  for (const name of ['a', 'b', 'c']) set.add(name);
  expect(set.derivations).toBe(0);
  expect(Testing.synth(chart)).toHaveLength(3);
  expect(Testing.synth(chart)).toHaveLength(3);
  expect(set.derivations).toBe(1);
});

test('children are found by their id, after each change', () => {
  const { set } = counters();
  set.add('a');
  expect(set.node.tryFindChild('a')).toBeDefined();
  set.add('b');
  expect(set.node.findChild('b').node.path).toBe('chart/set/b');
  expect(set.derivations).toBe(2);
});

test('a derivation that fails fails at every attempt', () => {
  const chart = new Chart(new App(), 'chart');
  const scope = new Construct(chart, 'set');
  new DerivedChildren(scope, () => {
    throw new Error('not derived');
  });
  expect(() => scope.node.children).toThrow('not derived');
  expect(() => chart.node.findAll()).toThrow('not derived');
});
