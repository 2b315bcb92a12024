import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { helmApplicationSource, helmRepositories } from '../../lib/gitops/helm-source';
import { ChartSource, type GitChartsProps, type ReleaseChart } from '../../lib/installer/chart-source';
import { folderChecksum } from '../../lib/installer/vendored-charts';

const output = { url: 'https://git.example.com/platform.git', revision: 'main' };
const keycloak: ReleaseChart = {
  component: 'keycloak',
  project: 'verrazzano',
  path: 'platform-operator/thirdparty/charts/keycloak',
  name: 'keycloakx',
  version: '2.1.0',
  valuesFiles: ['platform-operator/helm_config/overrides/keycloak-values.yaml'],
};
const istiod: ReleaseChart = {
  component: 'istio',
  project: 'istio',
  path: 'manifests/charts/istio-control/istio-discovery',
  name: 'istiod',
  version: '1.19.3',
  valuesFiles: [],
};

const applicationOf = (source: ChartSource, chart: ReleaseChart): object =>
  helmApplicationSource({ ...source.locate(chart, output), release: 'r', values: {} });

test('the release is two public repositories', () => {
  expect(applicationOf(ChartSource.release(), keycloak)).toEqual({
    source: {
      repoURL: 'https://github.com/verrazzano/verrazzano.git',
      targetRevision: 'v1.7.2',
      path: keycloak.path,
      helm: { releaseName: 'r', valueFiles: ['../../../helm_config/overrides/keycloak-values.yaml'] },
    },
  });
  expect(ChartSource.release().locate(istiod, output)).toMatchObject({
    repository: 'https://github.com/istio/istio.git',
    revision: '1.19.3',
    path: istiod.path,
  });
});

test('mirrors of both repositories, in folders', () => {
  const istio = { url: 'https://git.example.com/istio.git', revision: 'r1', path: 'copy' };
  const source = ChartSource.git({ url: 'git@example.com:vz/mirror.git', revision: 'main', path: 'a/b', istio });
  expect(source.locate(keycloak, output)).toEqual({
    repository: 'git@example.com:vz/mirror.git',
    revision: 'main',
    path: `a/b/${keycloak.path}`,
    valueFiles: ['../../../helm_config/overrides/keycloak-values.yaml'],
  });
  expect(source.locate(istiod, output)).toMatchObject({
    repository: istio.url,
    revision: 'r1',
    path: `copy/${istiod.path}`,
  });
  expect(source.pathOf('platform-operator')).toBe('a/b/platform-operator');
  expect(source.unknownRevisions).toEqual([
    'git@example.com:vz/mirror.git at main in place of v1.7.2',
    'https://git.example.com/istio.git at r1 in place of 1.19.3',
  ]);
  expect(ChartSource.release().unknownRevisions).toEqual([]);
});

test('packaged charts take their values files from a second source', () => {
  const valuesFiles = { url: 'https://git.example.com/mirror.git', revision: 'v', path: 'vz' };
  const expected = {
    sources: [
      {
        targetRevision: '2.1.0',
        chart: 'keycloakx',
        helm: {
          releaseName: 'r',
          valueFiles: ['$values/vz/platform-operator/helm_config/overrides/keycloak-values.yaml'],
        },
      },
      { repoURL: 'https://git.example.com/mirror.git', targetRevision: 'v', ref: 'values' },
    ],
  };
  const helm = ChartSource.helm({ url: 'https://charts.example.com/vz', valuesFiles });
  expect(applicationOf(helm, keycloak)).toMatchObject(expected);
  const oci = ChartSource.oci({ url: 'oci://registry.example.com:5000/charts/', valuesFiles });
  expect(applicationOf(oci, keycloak)).toMatchObject(expected);
  expect(helmRepositories({ ...oci.locate(keycloak, output), release: 'r', values: {} })).toEqual([
    'registry.example.com:5000/charts',
    'https://git.example.com/mirror.git',
  ]);
  expect(applicationOf(oci, istiod)).toEqual({
    source: {
      repoURL: 'registry.example.com:5000/charts',
      targetRevision: '1.19.3',
      chart: 'istiod',
      helm: { releaseName: 'r' },
    },
  });
});

describe('a vendored copy', () => {
  const directory = mkdtempSync(join(tmpdir(), 'charts-'));
  mkdirSync(join(directory, 'platform-operator', 'B'), { recursive: true });
  writeFileSync(join(directory, 'platform-operator', 'B', 'Chart.yaml'), 'name: b\n');
  writeFileSync(join(directory, 'platform-operator', 'a.yaml'), 'ä: 1\n');
  const sha256 = folderChecksum(directory);
  afterAll(() => rmSync(directory, { recursive: true }));

  test('has the checksum that the documented command prints', () => {
    const command = 'find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum';
    const printed = execFileSync('sh', ['-c', command], { cwd: directory, encoding: 'utf8' });
    expect(printed.split(' ')[0]).toBe(sha256);
  });

  test('comes from the repository of the output', () => {
    const source = ChartSource.vendored({ directory, sha256, path: './charts' });
    expect(source.locate(keycloak, output)).toMatchObject({
      repository: output.url,
      revision: 'main',
      path: `charts/${keycloak.path}`,
    });
    expect(source.directory).toBe(directory);
  });

  test('is refused when a byte of it changed, or it is elsewhere', () => {
    expect(() => ChartSource.vendored({ directory, sha256: 'a'.repeat(64), path: 'c' })).toThrow(
      new RegExp(`another checksum; got "${sha256}"; allowed a{64}; restore the copy`),
    );
    expect(() => ChartSource.vendored({ directory: 'no-such-folder', sha256 })).toThrow('holds no copy of the charts');
    expect(() => ChartSource.vendored({ directory, sha256: 'ABC', path: 'c' })).toThrow('sha256 is not a checksum');
    expect(() => ChartSource.vendored({ directory, sha256 })).toThrow('path is not a folder of the repository');
    expect(() => ChartSource.vendored({ directory, sha256, path: '../c' })).toThrow('path is not a folder of the');
  });
});

const refused: readonly (readonly [GitChartsProps, string])[] = [
  [{ url: 'nope' }, 'url is not the address of a repository'],
  [{ url: 'https://user:pw@git.example.com/a.git' }, 'url holds credentials'],
  [{ url: 'https://git.example.com/a.git', revision: ' ' }, 'revision is empty'],
  [{ url: 'https://git.example.com/a.git', path: '../a' }, 'path is not a folder of the repository'],
  [{ url: 'https://git.example.com/a.git', istio: { url: 'x y' } }, 'istio.url is not the address of a repository'],
];

test.each(refused)('refuses %j', (props, message) => {
  expect(() => ChartSource.git(props)).toThrow(`[ChartSource.git] ${message}`);
  expect(() => ChartSource.helm({ url: 'https://charts.example.com', valuesFiles: props })).toThrow(message);
});

test('refuses addresses of packaged charts that are none', () => {
  expect(() => ChartSource.helm({ url: 'oci://registry.example.com' })).toThrow('url is not an address of charts');
  expect(() => ChartSource.helm({ url: 'https://a:b@charts.example.com' })).toThrow('url holds credentials');
  expect(() => ChartSource.oci({ url: 'https://registry.example.com/charts' })).toThrow('url is not an address');
  expect(() => ChartSource.oci({ url: 'a:b@registry.example.com/charts' })).toThrow('url holds credentials');
});
