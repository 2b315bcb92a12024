import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, Override, ProdProfile } from '../../lib';
import type { JsonObject } from '../../lib/values/json';

function problemsOf(step: string, values: JsonObject): string {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({
      source: ChartSource.maintained({ components: { keycloak: step }, step: 'release' }),
    }),
    dns: Dns.external('apps.example.com'),
    components: { keycloak: { overrides: [Override.values(values)] } },
  });
  return profile.node.validate().join('\n');
}

test('an override that a published chart takes away, or sets to keep names, is an error that names it', () => {
  expect(problemsOf('7.1.11', { command: ['/start'], nameOverride: 'kc' })).toMatch(
    /command is lost: chart keycloakx 7.1.11 keeps what runs by another value; got \["\/start"\][^]*ChartSource.release/,
  );
  expect(problemsOf('7.1.11', { nameOverride: 'kc' })).toMatch(
    /components.keycloak.overrides\] nameOverride is lost: [^]* keeps what runs by another value; got "kc"; allowed "keycloak"/,
  );
});

test('others stay, and so does the chart of the release', () => {
  expect(problemsOf('7.1.11', { replicas: 3, nameOverride: 'keycloak' })).toBe('');
  expect(problemsOf('2.1.0', { image: { tag: '20.0.1' } })).toBe('');
  expect(problemsOf('release', { image: { tag: '20.0.1' }, command: ['/start'] })).toBe('');
});
