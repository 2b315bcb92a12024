import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile, Registry } from '../../lib';

const TITLE = 'Bring images of published charts into the private registry';

function readme(source: ChartSource, registry: Registry | undefined): string {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
  new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    ...(registry !== undefined && { registry }),
  });
  return app.render().get('test/README.md') ?? '';
}

test('images that a private registry does not reach are named before they are pulled', () => {
  const registry = Registry.private({ registry: 'registry.example.com' });
  const published = ChartSource.maintained({
    step: 'release',
    components: { keycloak: 'closest', grafana: 'closest' },
  });
  const page = readme(published, registry);
  expect(page).toContain(TITLE);
  const listed = page.split(TITLE)[1]?.split('\n#')[0] ?? '';
  expect(listed.match(/^- .+$/gm)).toEqual([
    '- `docker.io/grafana/grafana:7.5.17`',
    '- `quay.io/kiwigrid/k8s-sidecar:1.15.0`',
  ]);
  expect(readme(published, undefined)).not.toContain(TITLE);
  expect(readme(ChartSource.release(), registry)).not.toContain(TITLE);
});
