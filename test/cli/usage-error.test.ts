import { cli } from './cli';

const HINT = '(add --help for more)\n';

test.each([
  [['stored'], '[stored] argument <file> is missing'],
  [['validate', 'a.yaml', '--previous'], '[validate] option --previous <file> has no value'],
  [
    ['flows', '--output', 'xml'],
    '[flows] option -o, --output <format> is not valid; got "xml"; allowed text, json, mermaid',
  ],
  [['images', '--registri', 'x'], '[images] unknown option; got "--registri"; did you mean --registry?'],
  [['firewall', '--nothing-like-it'], '[firewall] unknown option; got "--nothing-like-it"'],
  [['stored', 'a', 'b'], '[stored] too many arguments; got 2; allowed 1'],
  [['components', 'keycloak', 'rancher'], '[components] too many arguments; got ["keycloak","rancher"]; allowed'],
  [['images', '--repository', 'mirror'], '[images] --repository needs --registry; got "mirror"; add --registry'],
  [['images', '--registry', 'http://x'], '[images] registry is not a host; got "http://x"; allowed <host>'],
  [['import', 'a.yaml', '--repository', 'a b'], '[import] repository.url is not usable; got "a b"; allowed a Git URL'],
  [['import', 'a.yaml', '--kubernetes-version', '1.20'], '[import] Verrazzano 1.7.2 does not install on this version'],
  [['connectivity', '.', '--exposure', '--redundant'], '[connectivity] --exposure and --redundant exclude each other'],
  [['connectivity', '.', '--exposure', '-o', 'dot'], '[connectivity] --output is not valid with --exposure; got "dot"'],
  [['connectivity', '.', '--node-cidr', 'x'], '[connectivity] --node-cidr is not a CIDR; got "x"; allowed such as'],
  [['flows', 'a.yaml', '--profile', 'dev'], '[flows] a file and --profile exclude each other; got "dev"; leave out'],
])('%j is wrong usage', async (argv, message) => {
  const { code, out, err } = await cli(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.startsWith(message)).toBe(true);
  expect(err.split('\n')[1]).toBe(HINT.trimEnd());
});

test('an unknown command is answered with the known ones', async () => {
  const { code, err } = await cli(['valdate']);
  expect(code).toBe(2);
  expect(err).toMatch(
    /^\[cdk8s-verrazzano\] unknown command; got "valdate"; allowed init, validate, effective, .*; did you mean validate\?\n/,
  );
});

test('a command below another one is named with it', async () => {
  const { code, err } = await cli(['vcluster', 'render', 'values.yaml', '--name', 'a']);
  expect({ code, err }).toEqual({
    code: 2,
    err: `[vcluster render] option --namespace <namespace> is missing\n${HINT}`,
  });
});

test('control characters of the command line do not reach the terminal', async () => {
  const { code, err } = await cli(['stored', '--\u001b[31mred']);
  expect(code).toBe(2);
  expect(err).not.toContain('\u001b');
  expect(err).toContain('unknown option');
});
