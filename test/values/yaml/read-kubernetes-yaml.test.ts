import { readKubernetesYaml } from '../../../lib/values/yaml/read-kubernetes-yaml';

describe('YAML as Kubernetes tools read it', () => {
  test.each<[string, unknown]>([
    ['a: yes', { a: true }],
    ['a: No', { a: false }],
    ['a: 010', { a: 8 }],
    ['a: 0b11', { a: 3 }],
    ['a: 1_000', { a: 1000 }],
    ['a: 1:30', { a: '1:30' }],
    ['a: 2001-01-01', { a: '2001-01-01' }],
    ['on: x', { true: 'x' }],
    ['1e3: x', { '1000': 'x' }],
    ['a: {b: 1, b: 2}', { a: { b: 2 } }],
    ['a: !own y', { a: 'y' }],
    ['a: |\n  x', { a: 'x' }],
    ['a: |\n  x\n', { a: 'x\n' }],
    ['a: |\n  x\n  ', { a: 'x\n' }],
    ['a: 1\n---\nb: 2', { a: 1 }],
    ['%YAML 1.1\n---\na: 1', { a: 1 }],
    ['a: [\t1]\nb:\t2', { a: [1], b: 2 }],
    ['# nothing', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(readKubernetesYaml(text)).toEqual(expected);
  });

  const refused = ['a: .inf', 'a: .nan', '~: x', '{b}: x', ': x', 'a: *b', 'a: [x', 'a: b: c', 'a: \u0001', '&b: x'];
  const tabs = ['- \ta', 'a:\n- \tb', '-\ta', '- \t\n  a', '- - \ta', 'a:\n  - 1\n  - \t2'];
  const directives = ['%: 1', '%: |\n  a\n', '%x', '%: 1\n---\na: 1'];
  test.each([...refused, ...tabs, ...directives])('%j is refused', (text) => {
    expect(() => readKubernetesYaml(text)).toThrow();
  });
});
