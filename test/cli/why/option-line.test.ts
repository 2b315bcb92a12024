import { join } from 'path';
import { Program } from '../../../lib/cli/why/program/program';
import { optionLine, valueLine } from '../../../lib/cli/why/option-line';
import { Folder } from '../cli';

const folder = new Folder();
afterAll(() => folder.remove());

/** Options in another module. */
folder.write(
  'shared.ts',
  `export const defaults = { network: { egress: 'open' }, dns: external('shared.example.com') };
`,
);

/** Lines with a comment `// <name>` are those that a case expects; those with `// at <name>` create a construct. */
const SOURCE = `import { defaults as common } from './shared';
const sizes = { small: { replicas: 3 } }; // constant
const grafana = { replicas: 2 }; // shorthand value
new Profile(cluster, 'a', { // at literal
  environmentName: 'prod', // literal
  'components': {
    grafana, // shorthand
    keycloak: { ...sizes.small, 'enabled': true }, // spread
  },
  dns: Dns.oci({ zone: 'example.com', port: 8443 }), // factory
  nodes: [{ name: 'one' }, { name: 'two' }], // list
  ...(isLarge ? { registry: 'registry.example.com' } : {}), // condition
});
new Profile(cluster, 'b', { ...common, version: '1.7.2' }); // at import
function profile(name: string, { replicas, ...rest }: Options) {
  return new Profile(cluster, name, { // at function
    environmentName: name,
    components: { grafana: { replicas } }, // destructured
    ...rest,
    ...extra(name),
  });
}
const extra = (label: string) => ({ labels: { team: label } }); // result
profile('c', { replicas: 5, resourceName: 'vz' }); // at call
for (const name of ['d', 'e']) new Profile(cluster, name, { environmentName: name }); // at loop
['f'].map((name) => new Profile(cluster, name, { labels: name })); // at callback
class Own extends Profile {
  constructor(scope: Construct, props: Props) {
    super(scope, 'own', { environmentName: 'own', ...props }); // at super
  }
}
new Own(cluster, { mesh: { logs: true } }); // at own
cluster.unit('apps/shop', { wave: 50 }).unit('apps/web', { wave: 60 }); // at chain
const again = { ...again, wave: again }; new Profile(cluster, 'z', again); // at circle
const deep = (n: number, o: Options) => (n > 0 ? deep(n - 1, o) : deep(n - 2, { ...o })); new Profile(cluster, 'y', deep(3, { wave: 1 })); // at recursion
const image = (name: string) => \`registry.example.com/\${name}:1.0\`; new Box({ image: \`registry.example.com/\${box}:1.0\` }); // at template
`;
const file = folder.write('main.ts', SOURCE);
const text = SOURCE.split('\n');

/** The place of a string on the line that has a comment. */
function at(comment: string, code = 'new '): string {
  const line = text.findIndex((each) => each.endsWith(`// ${comment}`));
  const column = text[line]?.indexOf(code) ?? -1;
  if (line < 0 || column < 0) throw new Error(`no ${code} at ${comment}`);
  return `${file}:${line + 1}:${column + 1}`;
}

const program = new Program(() => undefined);

test.each<[option: string, from: readonly string[], expected: string, code: string, stated: string]>([
  ['environmentName', [at('at literal')], 'literal', 'environmentName', 'environmentName'],
  ['components.grafana.replicas', [at('at literal')], 'shorthand value', 'replicas', 'components.grafana.replicas'],
  ['components.keycloak.replicas', [at('at literal')], 'constant', 'replicas', 'components.keycloak.replicas'],
  ['components.keycloak.enabled', [at('at literal')], 'spread', "'enabled'", 'components.keycloak.enabled'],
  ['components.keycloak.values.x', [at('at literal')], 'spread', 'keycloak', 'components.keycloak'],
  ['dns.zone', [at('at literal')], 'factory', 'zone', 'dns.zone'],
  ['dns.suffix', [at('at literal')], 'factory', 'dns', 'dns'],
  ['nodes.1.name', [at('at literal')], 'list', "name: 'two'", 'nodes.1.name'],
  ['registry', [at('at literal')], 'condition', 'registry:', 'registry'],
  [
    'components.grafana.replicas',
    [at('at function'), at('at call', 'profile(')],
    'destructured',
    'replicas',
    'components.grafana.replicas',
  ],
  ['environmentName', [at('at function'), at('at call', 'profile(')], 'environmentName: name,', '', 'environmentName'],
  ['resourceName', [at('at function'), at('at call', 'profile(')], 'at call', 'resourceName', 'resourceName'],
  ['labels.team', [at('at function'), at('at call', 'profile(')], 'result', 'team', 'labels.team'],
  ['labels', [at('at callback'), at('at callback', '[')], 'at callback', 'labels', 'labels'],
  ['environmentName', [at('at super', 'super'), at('at own')], 'at super', 'environmentName', 'environmentName'],
  ['mesh.logs', [at('at super', 'super'), at('at own')], 'at own', 'logs', 'mesh.logs'],
  ['wave', [at('at chain', 'unit(')], 'at chain', 'wave: 50', 'wave'],
  ['wave', [at('at chain', "unit('apps/web'")], 'at chain', 'wave: 60', 'wave'],
])('%s from %j is written at "%s"', (option, from, expected, code, stated) => {
  const place =
    code === ''
      ? `${file}:${text.findIndex((each) => each.trim() === expected) + 1}:${(text.find((each) => each.trim() === expected)?.search(/\S/) ?? 0) + 1}`
      : at(expected, code);
  expect(optionLine(program, from, option.split('.'), undefined)).toEqual({ line: place, stated: stated.split('.') });
});

test('an option comes from another module, and ends at a value that a factory gets', () => {
  const shared = join(folder.path, 'shared.ts');
  expect(optionLine(program, [at('at import')], ['network', 'egress'], undefined)?.line).toBe(`${shared}:1:38`);
  expect(optionLine(program, [at('at import')], ['dns', 'suffix'], 'shared.example.com')?.line).toBe(`${shared}:1:70`);
  expect(optionLine(program, [at('at literal')], ['dns', 'ports'], 8443)?.line).toBe(at('factory', '8443'));
});

test('what the program does not state has no line, and circles end', () => {
  expect(optionLine(program, [at('at literal')], ['security'], undefined)).toBeUndefined();
  expect(optionLine(program, [at('at circle')], ['wave', 'a', 'b'], undefined)?.stated).toEqual(['wave']);
  expect(optionLine(program, [at('at recursion')], ['wave'], undefined)?.line).toBe(at('at recursion', 'wave'));
  expect(optionLine(program, [`${file}:999:1`, 'nothing', `${file}.gone:1:1`], ['wave'], undefined)).toBeUndefined();
});

test('a value is found where one literal or template has it, and not where several have', () => {
  expect(valueLine(program, [at('at literal')], 'two')).toBe(at('list', "'two'"));
  expect(valueLine(program, [at('at literal')], true)).toBe(at('spread', 'true'));
  expect(valueLine(program, [at('at template', 'new Box')], 'registry.example.com/web:1.0')).toBe(
    at('at template', '`registry.example.com/${box}'),
  );
  expect(valueLine(program, [at('at chain', "unit('apps/web'")], 'nothing')).toBeUndefined();
  expect(valueLine(program, [at('at literal')], {})).toBeUndefined();
});

test('a source that has changed is not looked into', () => {
  const changed = new Program(() => 'another hash');
  expect(optionLine(changed, [at('at literal')], ['environmentName'], 'prod')).toBeUndefined();
  expect(changed.changed).toEqual([file]);
});
