import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const pod = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}${more}}\nspec: {containers: [{name: c}]}\n---\n`;

const policy = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np, namespace: shop}\nspec: ${spec}\n---\n`;

const rule = (text: string): string => policy(`{podSelector: {}, ingress: [${text}]}`);

describe('a NetworkPolicy is refused, with its name and the field, that', () => {
  const policies: Array<[name: string, content: string, what: string]> = [
    ['has a bad CIDR', rule('{from: [{ipBlock: {cidr: 10.0.0.0/33}}]}'), 'spec.ingress[0].from[0].ipBlock.cidr: '],
    [
      'excludes what it does not hold',
      rule('{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/9]}}]}'),
      'except[0]',
    ],
    ['has an unknown operator', policy('{podSelector: {matchExpressions: [{key: a, operator: Is}]}}'), 'operator "Is"'],
    ['has an empty peer', rule('{from: [{}]}'), 'spec.ingress[0].from[0] is empty'],
    ['has a port out of range', rule('{ports: [{port: 70000}]}'), 'spec.ingress[0].ports[0]: port 70000'],
    ['has a number as a name', rule('{ports: [{port: "80"}]}'), '"80" is no port name'],
    ['has an unknown protocol', rule('{ports: [{port: 80, protocol: HTTP}]}'), 'protocol "HTTP"'],
    ['has an unknown type', policy('{podSelector: {}, policyTypes: [Both]}'), '"Both" is unknown'],
    ['has rules that are no list', policy('{podSelector: {}, ingress: {}}'), 'spec.ingress is not a list'],
    ['has types that are no list', policy('{podSelector: {}, policyTypes: Egress}'), 'spec.policyTypes is not a list'],
    [
      'has labels that are no object',
      policy('{podSelector: {matchLabels: [a]}}'),
      'spec.podSelector.matchLabels is no',
    ],
    [
      'has conditions that are no list',
      policy('{podSelector: {matchExpressions: {}}}'),
      'matchExpressions is not a list',
    ],
    [
      'has a selector that is not an object',
      rule('{from: [{podSelector: x}]}'),
      'from[0].podSelector is not an object',
    ],
  ];

  test.each(policies)('%s', async (name, content, what) => {
    const file = folder.write(name, pod('a') + content);
    const { code, out, err } = await cli(['connectivity', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.startsWith(`[${file}: NetworkPolicy shop/np] spec.`)).toBe(true);
    expect(err).toContain(what);
  });

  test('each problem is one line, also of several policies', async () => {
    const other = rule('{from: [{}, {}]}').replace('name: np', 'name: other');
    const { err } = await cli(['connectivity', folder.write('several', rule('{from: [{}]}') + other)]);
    expect(err.trimEnd().split('\n')).toHaveLength(3);
  });

  test('many problems are counted', async () => {
    const peers = Array(50).fill('{}').join(', ');
    const { err } = await cli(['connectivity', folder.write('fifty', rule(`{from: [${peers}]}`))]);
    expect(err.trimEnd().split('\n')).toHaveLength(21);
    expect(err).toContain('and 30 more\n');
  });
});

test('a misspelt field of a NetworkPolicy restricts nothing, and is a warning', async () => {
  const file = folder.write('misspelt', pod('a') + rule('{form: [{podSelector: {}}]}').replace('shop', 'default'));
  const { code, err } = await cli(['connectivity', file]);
  expect(code).toBe(0);
  expect(err).toContain('warning: NetworkPolicy default/np: spec.ingress[0].form is unknown; allowed from, ports\n');
});
