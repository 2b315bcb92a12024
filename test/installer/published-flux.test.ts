import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';
import { AdminCluster, ChartSource, Cni, Dns, GitOpsApp, Installer, ProdProfile } from '../../lib';
import { sample } from '../support/sample';

const FILES = 'platform-operator/helm_config/overrides';

/** The files of a cluster that Flux delivers, with Keycloak from a published chart. */
function delivered(directory: string | undefined): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, delivery: 'flux' });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
  new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts(directory === undefined ? {} : { directory }),
    dns: Dns.external('apps.example.com'),
    components: { keycloak: { chart: ChartSource.maintained({ step: 'closest' }) } },
  });
  return app.render();
}

describe('a published chart that takes values files of the release, delivered by Flux', () => {
  const directory = mkdtempSync(join(tmpdir(), 'published-flux-'));
  mkdirSync(join(directory, FILES), { recursive: true });
  const text = 'proxy:\n  mode: edge # as upstream has it\n';
  writeFileSync(join(directory, FILES, 'keycloak-values.yaml'), text);
  afterAll(() => rmSync(directory, { recursive: true }));

  test('has them in a ConfigMap, below its own values', () => {
    const files = delivered(directory);
    const map = parse(files.get('test/charts/keycloak/ConfigMap.charts-keycloak-values.yaml') ?? '') as object;
    expect(map).toMatchObject({
      metadata: { name: 'charts-keycloak-values', namespace: 'flux-system' },
      data: { 'keycloak-values.yaml': text },
    });
    const release = files.get('test/charts/keycloak/HelmRelease.helm.toolkit.fluxcd.io.charts-keycloak.yaml') ?? '';
    expect(parse(release)).toMatchObject({
      spec: {
        chart: { spec: { chart: 'keycloakx', version: '2.1.0', sourceRef: { kind: 'HelmRepository' } } },
        valuesFrom: [{ kind: 'ConfigMap', name: 'charts-keycloak-values', valuesKey: 'keycloak-values.yaml' }],
        values: { fullnameOverride: 'keycloak' },
      },
    });
    expect(release).not.toContain('valuesFiles');
  });

  const broken: ReadonlyArray<readonly [string, string | Buffer]> = [
    ['not YAML', 'proxy: [edge'],
    ['a list', '- edge\n'],
    ['not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff])],
  ];
  test.each(sample(broken, 1))('is refused where a file is %s', (_, content) => {
    const other = mkdtempSync(join(tmpdir(), 'published-flux-'));
    mkdirSync(join(other, FILES), { recursive: true });
    writeFileSync(join(other, FILES, 'keycloak-values.yaml'), content);
    try {
      expect(() => delivered(other)).toThrow(
        /\[test\/verrazzano\] a values file of the release is no map in YAML; got ".*keycloak-values.yaml"; state the folder/,
      );
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test('is refused where synthesis does not see them', () => {
    expect(() => delivered(undefined)).toThrow(
      /Flux takes values files from the source of the chart only; state the folder/,
    );
    expect(() => delivered(tmpdir())).toThrow(
      /directory lacks a values file of the release; got ".*keycloak-values.yaml"/,
    );
  });
});
