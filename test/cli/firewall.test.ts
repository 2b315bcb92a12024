import { ManagedClusterProfile, ProdProfile } from '../../lib';
import { firewallOf, toCsv } from '../../lib/network/firewall';
import { cluster } from '../support/profiles';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

test('as a table, a line for each row', async () => {
  const rows = firewallOf(new ProdProfile(cluster(), 'verrazzano'));
  const { code, out, err } = await cli(['firewall']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^DIRECTION +FROM +TO +PORTS +REASON +HOSTS$/);
  expect(lines).toHaveLength(1 + rows.length);
  expect(out).toMatch(/^out +nodes +registry of images +443\/TCP +pulls images +ghcr\.io$/m);
});

/** Rows as the command names hosts while nothing states how names are resolved. */
const named = (text: string): string => text.replaceAll('<domain>', 'default.<address>.nip.io');

test('as CSV', async () => {
  const { out } = await cli(['firewall', '--profile', 'managed-cluster', '-o', 'csv']);
  expect(out).toBe(named(toCsv(firewallOf(new ManagedClusterProfile(cluster(), 'verrazzano')))));
});

test('names the hosts of a file', async () => {
  const spec = '{profile: prod, environmentName: blue, components: {dns: {external: {suffix: corp.example.com}}}}';
  const { out } = await cli(['firewall', folder.write('names.yaml', verrazzano(spec)), '-o', 'csv']);
  expect(out).toContain('keycloak.blue.corp.example.com');
  expect(out).not.toContain('<domain>');
});

test('as JSON, with the role', async () => {
  const rows = firewallOf(new ProdProfile(cluster(), 'verrazzano'));
  const { out } = await cli(['firewall', '--output', 'json']);
  expect(JSON.parse(out)).toEqual({ role: 'admin', rows: JSON.parse(named(JSON.stringify(rows))) });
});

test('--role says which kind of cluster a profile is on', async () => {
  const managed = await cli(['firewall', '--role', 'managed']);
  expect(managed.out).toMatch(/^in +admin cluster /m);
  expect(managed.out).not.toMatch(/^in +managed clusters /m);
  const admin = await cli(['firewall']);
  expect(admin.out).toMatch(/^in +managed clusters /m);
  expect(admin.out).not.toMatch(/^in +admin cluster /m);
});

test('of a file', async () => {
  const file = folder.write('a.yaml', verrazzano('{profile: prod, components: {rancher: {enabled: false}}}'));
  const { code, out } = await cli(['firewall', file]);
  expect(code).toBe(0);
  expect(out).not.toContain('rancher/rancher');
  expect((await cli(['firewall'])).out).toContain('rancher/rancher');
});

test('a file that is refused', async () => {
  const file = folder.write('b.yaml', verrazzano('{profile: nope}'));
  const { code, out, err } = await cli(['firewall', file, '-o', 'json']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(`[${file}: spec.profile] there is no profile "nope"`);
});

test.each([[['--role', 'both']], [['--output', 'mermaid']], [['--profile', 'x']], [['a.yaml', '--profile', 'dev']]])(
  '%j is wrong usage',
  async (args) => {
    const { code, out, err } = await cli(['firewall', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^\[firewall\] /);
  },
);

test.each([['steps'], ['firewall', '--multicluster'], ['connectivity', '--multicluster']])(
  'a file in place of a folder is refused: %s %s',
  async (...command) => {
    const { code, err } = await cli([...command.filter(Boolean), folder.write('file.yaml', 'a: 1\n')]);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/file\.yaml\] is not a folder; allowed folders with [^\n]+\n$/) as string,
    });
  },
);
