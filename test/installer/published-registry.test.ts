import { parse } from 'yaml';
import {
  AdminCluster,
  ChartSource,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  Override,
  ProdProfile,
  Registry,
  type ComponentsProps,
} from '../../lib';
import type { MaintainedChartsProps } from '../../lib/installer/chart-source';
import type { JsonObject } from '../../lib/values/json';
import { inCi } from '../support/sample';

const TITLE = 'Bring images of published charts into the private registry';
const registry = Registry.private({ registry: 'registry.example.com:5000', repository: 'vz' });

function platform(components: MaintainedChartsProps['components'], own: ComponentsProps = {}, mirror = registry) {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts({ source: ChartSource.maintained({ step: 'release', components: components! }) }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    registry: mirror,
    components: own,
  });
  return { profile, errors: profile.node.validate(), files: app.render.bind(app) };
}

function valuesOf(files: ReadonlyMap<string, string>, component: string): JsonObject {
  const text = files.get(`test/argocd/Application.argoproj.io.test-charts-${component}.yaml`) ?? '';
  const { spec } = parse(text) as Record<'spec', { source?: object; sources?: object[] }>;
  const [source] = spec.sources ?? [spec.source];
  return (source as { helm: { valuesObject: JsonObject } }).helm.valuesObject;
}

test('images of published charts come from the private registry, by the values of their charts', () => {
  const { profile, files } = platform({
    keycloak: 'newest',
    'mysql-operator': 'newest',
    mysql: 'newest',
    rancher: 'newest',
    istio: 'newest',
    'kube-state-metrics': 'newest',
    grafana: 'closest',
    'coherence-operator': 'newest',
  });
  const rendered = files();
  const at = (component: string): JsonObject => valuesOf(rendered, component);
  expect(at('keycloak')).toMatchObject({ image: { repository: 'registry.example.com:5000/vz/keycloak/keycloak' } });
  expect(at('mysql-operator')).toMatchObject({
    image: { registry: 'registry.example.com:5000', repository: 'vz/mysql' },
  });
  expect(at('rancher')).toMatchObject({
    rancherImage: 'registry.example.com:5000/vz/rancher/rancher',
    systemDefaultRegistry: 'registry.example.com:5000/vz',
  });
  expect(at('istiod')).toMatchObject({ pilot: { image: 'registry.example.com:5000/vz/istio/pilot:1.30.3' } });
  expect(at('kube-state-metrics')).toMatchObject({
    image: { registry: 'registry.example.com:5000', repository: 'vz/kube-state-metrics/kube-state-metrics' },
  });
  expect(at('coherence-operator')).toMatchObject({
    image: 'registry.example.com:5000/vz/oracle/coherence-operator:3.5.14',
  });
  expect(rendered.get('test/objects/mysql/keycloak/InnoDBCluster.mysql.oracle.com.mysql.yaml')).toContain(
    'imageRepository: registry.example.com:5000/vz/mysql\n',
  );
  expect(profile.images.filter((image) => !image.startsWith('registry.example.com:5000/vz/'))).toEqual([]);
  expect(rendered.get('test/README.md')).not.toContain(TITLE);
});

inCi('images that a private registry does not reach are named before they are pulled', () => {
  const page = platform({ 'jaeger-operator': '2.57.0' }, { jaegerOperator: { enabled: true } })
    .files()
    .get('test/README.md');
  const listed = page?.split(TITLE)[1]?.split('\n#')[0] ?? '';
  expect(listed.match(/^- .+$/gm)).toEqual([
    '- `docker.io/jaegertracing/jaeger-collector:1.61.0`',
    '- `docker.io/jaegertracing/jaeger-es-index-cleaner:1.61.0`',
    '- `docker.io/jaegertracing/jaeger-query:1.61.0`',
  ]);
});

inCi('an override of an image reaches the published chart, or says that it is lost', () => {
  const stated = { repository: 'own.example.com/keycloak', tag: '26.0.1', pullPolicy: 'Always' };
  const keycloak = { overrides: [Override.values({ image: stated })] };
  const { profile, files } = platform({ keycloak: 'newest' }, { keycloak });
  expect(valuesOf(files(), 'keycloak')).toMatchObject({ image: stated });
  expect(profile.images).toContain('own.example.com/keycloak:26.0.1');
  const container = { operator: { container: { repository: 'own.example.com/fluent-operator' } } };
  const fluentOperator = { enabled: true, overrides: [Override.values(container)] };
  const lost = /operator.container.repository is lost: chart fluent-operator 4.3.0 does not take that of the release/;
  expect(platform({ 'fluent-operator': 'newest' }, { fluentOperator }).errors.join()).toMatch(lost);
  const mysql = { overrides: [Override.values({ image: { repository: 'own.example.com/mysql' } })] };
  expect(platform({ mysql: 'newest' }, { keycloak: { mysql } }).errors.join()).toMatch(
    /image.repository is lost: chart/,
  );
});

test('credentials of a private registry reach pods of published charts, or a step says whose pods they do not reach', () => {
  const secret = 'verrazzano-container-registry';
  const on = { enabled: true };
  const kiali = { overrides: [Override.values({ deployment: { image_pull_secrets: ['own'] } })] };
  const rendered = platform(
    {
      argocd: 'newest',
      grafana: 'closest',
      'kiali-server': 'newest',
      fluentd: 'newest',
      rancher: 'newest',
      'rancher-backup': 'newest',
      'opensearch-operator': 'closest',
      'jaeger-operator': 'newest',
    },
    { argoCD: on, rancherBackup: on, jaegerOperator: on, kiali },
  ).files();
  const at = (component: string): JsonObject => valuesOf(rendered, component);
  expect(at('argocd')).toMatchObject({ global: { imagePullSecrets: [{ name: secret }] } });
  expect(at('grafana')).toMatchObject({ image: { pullSecrets: [secret] } });
  expect(at('kiali-server')).toMatchObject({ deployment: { image_pull_secrets: ['own'] } });
  expect(at('fluentd')).toMatchObject({ imagePullSecrets: [{ name: secret }] });
  expect(at('rancher-backup')).toMatchObject({ imagePullSecrets: [{ name: secret }] });
  expect(at('jaeger-operator')).toMatchObject({ jaeger: { image: { pullSecrets: [secret] } } });
  const page = rendered.get('test/README.md') ?? '';
  const steps = [...page.matchAll(/^#+ Let pods of (\S+) pull their images$/gm)].map(([, component]) => component);
  expect(steps.sort()).toEqual(['mysql-operator', 'opensearch-operator', 'rancher', 'rancher-backup']);
  expect(page).toContain('-n verrazzano-logging patch serviceaccount opensearch-operator-controller-manager -p');
});
