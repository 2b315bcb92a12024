import { ApiObject } from 'cdk8s';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  GitOpsApp,
  Installer,
  IstioMesh,
  Profile,
  DevProfile,
  ManagedClusterProfile,
  NoneProfile,
  ProdProfile,
  type ProfileProps,
} from '../../lib';
import type { OwnedObject } from '../../lib/definition/owned-objects';
import { GitOpsCluster } from '../../lib/gitops/gitops-cluster';
import { everything } from '../network/policies/platforms';
import { kubernetes, PlainCluster } from '../support/profiles';
import { evaluateFolder } from '../support/programs';
import { inCi, sample } from '../support/sample';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

const idOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }, name: string, namespace?: string): string =>
  [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, namespace ?? '', name].join('/');

const ownedId = (object: OwnedObject): string => idOf(object, object.name, object.namespace);

/** The id of an object in its text; only the head is parsed. */
function idIn(text: string): string {
  const head = text.match(/^(?:(?:apiVersion|kind): .*|metadata:(?:\n .*)*)$/gm) ?? [];
  const { metadata, ...type } = parse(head.join('\n')) as {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  };
  return idOf(type, metadata.name, metadata.namespace);
}

/** What an app writes for each of its clusters, and the profiles in it. */
function clustersOf(
  app: GitOpsApp,
): ReadonlyArray<{ readonly path: string; readonly profile: Profile; readonly emitted: readonly string[] }> {
  const files = [...app.render()];
  const profiles = app.node.findAll().filter((construct): construct is Profile => construct instanceof Profile);
  return profiles.map((profile) => {
    const folder = `${GitOpsCluster.of(profile)?.clusterName}/`;
    const emitted = files
      .filter(([path]) => path.startsWith(folder) && path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
      .map(([, text]) => idIn(text));
    return { path: profile.node.path, profile, emitted };
  });
}

function single(
  type: new (scope: PlainCluster, id: string, props: ProfileProps) => Profile,
  props: ProfileProps = {},
): GitOpsApp {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  new type(new PlainCluster(app, 'test', { kubernetes }), 'verrazzano', props);
  return app;
}

/** The app of an example, which is handed over in place of being written. */
function exampleApp(name: string): GitOpsApp {
  const apps: GitOpsApp[] = [];
  const synth = jest.spyOn(GitOpsApp.prototype, 'synth').mockImplementation(function (this: GitOpsApp) {
    apps.push(this);
    return { outdir: this.outdir, written: [], changed: [], removed: [], kept: [], notices: [], clusters: [] };
  });
  evaluateFolder(join(EXAMPLES, name));
  synth.mockRestore();
  const [app] = apps;
  if (app === undefined) throw new Error(`example ${name} writes nothing`);
  return app;
}

const examples = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const authorization = { namespaces: ['keycloak', 'verrazzano-system'] } as const;
const APPS: ReadonlyArray<readonly [string, () => GitOpsApp]> = [
  ['prod with everything', () => single(ProdProfile, { components: { ...everything } })],
  ['dev', () => single(DevProfile)],
  ['prod', () => single(ProdProfile)],
  ['managed-cluster', () => single(ManagedClusterProfile)],
  ['none', () => single(NoneProfile)],
  ['prod with AuthorizationPolicies', () => single(ProdProfile, { authorization, mesh: IstioMesh.of() })],
  ...examples.map((name) => [`example ${name}`, () => exampleApp(name)] as const),
];

describe.each(sample(APPS, 2))('%s', (_, make) => {
  const clusters = clustersOf(make());

  test.each(clusters.map((one) => [one.path, one] as const))(
    '%s: the library emits nothing that is owned',
    (__, { profile, emitted }) => {
      const owned = profile.ownedByOperator.map(ownedId);
      expect(emitted.length).toBeGreaterThan(0);
      expect(emitted.filter((id) => owned.includes(id))).toEqual([]);
    },
  );

  test.each(clusters.map(({ path, profile }) => [path, profile] as const))(
    '%s: each object is listed once',
    (__, profile) => {
      const owned = profile.ownedByOperator.map(ownedId);
      expect(new Set(owned).size).toBe(owned.length);
    },
  );
});

describe('the list', () => {
  const [prod] = clustersOf(single(ProdProfile));
  const ids = new Set(prod?.profile.ownedByOperator.map(ownedId));

  test.each([
    '/Namespace//keycloak',
    'apps/StatefulSet/keycloak/keycloak',
    '/Service/istio-system/istio-ingressgateway',
    '/Service/istio-system/istio-egressgateway',
    'networking.k8s.io/Ingress/keycloak/keycloak',
    'networking.k8s.io/Ingress/verrazzano-system/vmi-system-grafana',
    'networking.k8s.io/NetworkPolicy/keycloak/keycloak',
    'security.istio.io/PeerAuthentication/istio-system/default',
    'networking.istio.io/EnvoyFilter/istio-system/server-header-filter',
    'security.istio.io/AuthorizationPolicy/verrazzano-monitoring/vmi-system-prometheus-authzpol',
    'cert-manager.io/ClusterIssuer//verrazzano-cluster-issuer',
    'cert-manager.io/Certificate/cert-manager/verrazzano-ca-certificate',
    'monitoring.coreos.com/PodMonitor/verrazzano-monitoring/envoy-stats',
    'monitoring.coreos.com/ServiceMonitor/verrazzano-monitoring/verrazzano-platform-operator',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration//cert-manager-webhook',
    'apiextensions.k8s.io/CustomResourceDefinition//certificates.cert-manager.io',
  ])('has %s', (id) => {
    expect(ids).toContain(id);
  });

  test('has nothing of a component that is off, and nothing of the manifest that is delivered from Git', () => {
    const components = new Set(prod?.profile.ownedByOperator.map(({ component }) => component));
    expect(components).not.toContain('velero');
    expect(ids).not.toContain('apps/Deployment/verrazzano-install/verrazzano-platform-operator');
    expect(ids).not.toContain('apiextensions.k8s.io/CustomResourceDefinition//verrazzanos.install.verrazzano.io');
  });

  test('says who makes an object, and whether it may be absent', () => {
    const owned = prod?.profile.ownedByOperator ?? [];
    const find = (kind: string, name: string): OwnedObject | undefined =>
      owned.find((one) => one.kind === kind && one.name === name);
    expect(find('StatefulSet', 'keycloak')).toMatchObject({
      component: 'keycloak',
      createdBy: 'chart',
      optional: false,
    });
    expect(find('PeerAuthentication', 'default')).toMatchObject({ component: 'istio', createdBy: 'operator' });
    expect(find('Ingress', 'vmi-system-prometheus')).toMatchObject({ createdBy: 'operator' });
  });
});

describe('an object that is owned', () => {
  const problems = (
    objects: ReadonlyArray<readonly [string, string, string, string?]>,
    props: ProfileProps = {},
  ): string[] => {
    const app = single(ProdProfile, props);
    const cluster = app.node.findAll().find((one): one is GitOpsCluster => one instanceof GitOpsCluster);
    const unit = cluster?.unit('mine', { wave: 40, namespace: 'verrazzano-system' });
    for (const [apiVersion, kind, name, namespace] of objects) {
      if (unit !== undefined) new ApiObject(unit, name, { apiVersion, kind, metadata: { name, namespace } });
    }
    try {
      app.render();
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').slice(1);
    }
  };

  test('is refused when the program emits it, whatever its version', () => {
    const stated = problems([
      ['v1', 'Service', 'verrazzano-authproxy'],
      ['apps/v1beta2', 'StatefulSet', 'keycloak', 'keycloak'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'certificates.cert-manager.io'],
      ['security.istio.io/v1beta1', 'PeerAuthentication', 'default', 'istio-system'],
    ]);
    expect(stated.flatMap((line) => / is made by (.*?);/.exec(line)?.[1] ?? []).sort()).toEqual([
      'the chart of keycloak',
      'the chart of verrazzano-authproxy',
      'the platform operator',
      'the platform operator',
    ]);
  });

  inCi('is not refused elsewhere, with charts as installer, or where it only gets labels', () => {
    const other = ['v1', 'Service', 'verrazzano-authproxy', 'shop'] as const;
    expect(problems([other, ['v1', 'Namespace', 'keycloak'], ['v1', 'Service', 'mine']])).toEqual([]);
    expect(problems([['v1', 'Service', 'grafana-mine']], { installer: Installer.charts() })).not.toContainEqual(
      expect.stringContaining('is made by'),
    );
    const off = { authProxy: { enabled: false } } as ProfileProps['components'];
    expect(problems([['v1', 'Service', 'verrazzano-authproxy']], { components: off })).not.toContainEqual(
      expect.stringContaining('is made by'),
    );
  });
});

test('a cluster has one profile', () => {
  const app = single(ProdProfile);
  const cluster = app.node.findAll().find((one): one is GitOpsCluster => one instanceof GitOpsCluster);
  if (cluster === undefined) throw new Error('there is no cluster');
  expect(() => new DevProfile(cluster, 'second')).toThrow(
    `[${cluster.node.path}/second] the cluster ${cluster.clusterName} has a profile already; got "a second one beside `,
  );
});
