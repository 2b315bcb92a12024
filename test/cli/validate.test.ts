import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

const good = verrazzano('{profile: dev}');
const bad = verrazzano('{profile: nope}');

test('a good resource has no errors', async () => {
  const { code, err } = await cli(['validate', folder.write('good.yaml', good)]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('findings as text: one line each', async () => {
  const file = folder.write('bad.yaml', bad);
  const { code, out, err } = await cli(['validate', file]);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines.some((line) => line.startsWith(`error [${file}: spec.profile] `))).toBe(true);
  expect(lines.every((line) => /^(error|warning|assumption) \[.*\] .*; .* \([a-zA-Z0-9.-]+\)$/.test(line))).toBe(true);
});

test('findings of several files as JSON', async () => {
  const files = [folder.write('1.yaml', bad), folder.write('2.yaml', good), folder.write('3.yaml', bad)];
  const { code, out } = await cli(['validate', ...files, '--output', 'json']);
  expect(code).toBe(1);
  const findings = JSON.parse(out) as Array<{ file: string; severity: string }>;
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(new Set(errors.map(({ file }) => file))).toEqual(new Set([files[0], files[2]]));
  expect(errors[0]).toEqual({
    file: files[0],
    rule: 'create.profile-name',
    severity: 'error',
    path: 'spec.profile',
    value: 'nope',
    message: expect.any(String),
    fix: expect.any(String),
  });
});

test('a refused file does not keep others from being validated, and JSON stays JSON', async () => {
  const files = [folder.write('empty.yaml', ''), folder.write('bad2.yaml', bad)];
  const { code, out, err } = await cli(['validate', ...files, '-o', 'json']);
  expect(code).toBe(1);
  expect(err).toContain('is empty');
  expect((JSON.parse(out) as Array<{ file: string }>).some(({ file }) => file === files[1])).toBe(true);
});

test('--previous adds the rules for updates', async () => {
  const [before, after] = [
    folder.write('before.yaml', verrazzano('{profile: prod}')),
    folder.write('after.yaml', good),
  ];
  expect((await cli(['validate', after])).code).toBe(0);
  const { code, out } = await cli(['validate', after, '--previous', before]);
  expect(code).toBe(1);
  expect(out).toContain('spec.profile');
});

test('--cluster: an empty file is an empty cluster; facts of another shape are refused', async () => {
  const file = folder.write('good2.yaml', good);
  expect((await cli(['validate', file, '--cluster', folder.write('cluster.yaml', '')])).code).toBe(0);
  const { code, err } = await cli(['validate', file, '--cluster', folder.write('wrong.yaml', 'Secret: []\n')]);
  expect(code).toBe(1);
  expect(err).toMatch(/does not hold cluster facts.*Secret/);
});

test('the status of the stored resource counts: an installed older version has to be upgraded first', async () => {
  const stored = folder.write('stored.yaml', `${good}status: {state: Ready, version: 1.7.0}\n`);
  const after = folder.write('change.yaml', verrazzano('{profile: dev, components: {velero: {enabled: true}}}'));
  const { code, out } = await cli(['validate', after, '--previous', stored]);
  expect(code).toBe(1);
  expect(out).toContain('(update.upgrade-required)');
});

describe('what is expected, and what is printed', () => {
  const needsLogin = verrazzano('{components: {fluentd: {opensearchSecret: login}}}');
  const path = 'spec.components.fluentd.opensearchSecret';

  test('--expect names what will exist, with and without facts', async () => {
    const file = folder.write('login.yaml', needsLogin);
    const empty = folder.write('empty-cluster.yaml', '');
    const expected = ['--expect', 'secret:verrazzano-install/login'];
    expect((await cli(['validate', file, '--cluster', empty])).code).toBe(1);
    expect((await cli(['validate', file, '--cluster', empty, ...expected])).code).toBe(0);
    expect((await cli(['validate', file])).out).toContain(path);
    expect((await cli(['validate', file, ...expected])).out).not.toContain(path);
  });

  test('--expect of another form is refused', async () => {
    const { code, err } = await cli(['validate', folder.write('login.yaml', needsLogin), '--expect', 'login']);
    expect(code).toBe(1);
    expect(err).toContain('secret:NAMESPACE/NAME');
  });

  test('--severity and --quiet change what is printed and not the exit code', async () => {
    const file = folder.write('bad.yaml', bad);
    const { code, out } = await cli(['validate', file, '--severity', 'error']);
    expect(code).toBe(1);
    expect(out).not.toMatch(/^(warning|assumption) /m);
    expect(await cli(['validate', file, '--quiet'])).toEqual({ code: 1, out: '', err: '' });
    expect((await cli(['validate', folder.write('login.yaml', needsLogin), '--severity', 'error'])).out).toBe('');
  });
});
