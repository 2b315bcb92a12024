import { readFileSync } from 'fs';
import { parse } from 'yaml';
import { AdminCluster, GitOpsApp, Installer, ManagedCluster, ManagedClusterProfile, ProdProfile } from '../../../lib';
import { ExternalSecrets } from '../../../lib/cluster/registration/external-secrets';
import { MANAGED_CLUSTER_HEALTH } from '../../../lib/cluster/registration/managed-cluster-health';
import type { OwnedObject } from '../../../lib/definition/owned-objects';
import { luaHealth } from '../../support/lua';
import { kubernetes } from '../../support/profiles';
import { describeShared, sharedPath } from '../../support/shared';
import { estate, type Estate, type Way } from '../estate';

const VMC = 'verrazzano-mc/VerrazzanoManagedCluster.clusters.verrazzano.io.eu-1.yaml';

const rendered = new Map<Way, ReadonlyMap<string, string>>();

/** Output of an estate with one managed cluster; each is made once. */
function filesOf(way: Way): ReadonlyMap<string, string> {
  const files = rendered.get(way) ?? estate({ way }).app.render();
  rendered.set(way, files);
  return files;
}

/** Paths of the output that a registration adds, outside of Argo CD's. */
function halves(way: Way, props?: object): string[] {
  const files = props === undefined ? filesOf(way) : estate({ way, props }).app.render();
  const isHalf = /^(prod\/(registrations|multicluster)|eu-1\/registration)\//;
  return [...files.keys()].filter((path) => isHalf.test(path));
}

describe('the halves of a registration', () => {
  it('with Rancher are the VerrazzanoManagedCluster alone', () => {
    expect(halves('rancher')).toEqual([`prod/registrations/eu-1/${VMC}`]);
    expect(parse(filesOf('rancher').get(`prod/registrations/eu-1/${VMC}`) ?? '')).toEqual({
      apiVersion: 'clusters.verrazzano.io/v1alpha1',
      kind: 'VerrazzanoManagedCluster',
      metadata: {
        name: 'eu-1',
        namespace: 'verrazzano-mc',
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,SkipDryRunOnMissingResource=true',
          'argocd.argoproj.io/sync-wave': '1',
        },
      },
      // The operator writes `caSecret` itself then.
      spec: { description: 'Managed cluster eu-1' },
    });
  });

  it('without Rancher are that, with the Secret of its authority, and the address of the admin cluster', () => {
    expect(halves('secrets')).toEqual([
      'prod/multicluster/verrazzano-mc/ConfigMap.verrazzano-admin-cluster.yaml',
      `prod/registrations/eu-1/${VMC}`,
    ]);
    const { prod, clusters } = estate({ way: 'secrets' });
    expect(filesOf('secrets').get(`prod/registrations/eu-1/${VMC}`)).toContain('caSecret: ca-secret-eu-1');
    expect(prod.requiredSecrets.map(({ name }) => name)).toContain('ca-secret-eu-1');
    expect(clusters[0]?.requiredSecrets.map(({ name }) => name)).toEqual([
      'verrazzano-cluster-registration',
      'verrazzano-cluster-agent',
    ]);
  });

  it('need no authority where it is public', () => {
    const { app, prod } = estate({ way: 'secrets', props: { registration: { certificateAuthority: 'public' } } });
    expect(app.render().get(`prod/registrations/eu-1/${VMC}`)).not.toContain('caSecret');
    expect(prod.requiredSecrets.map(({ name }) => name)).not.toContain('ca-secret-eu-1');
  });

  it('carried by External Secrets have one for Argo CD only where the admin cluster has Argo CD', () => {
    const registration = { secrets: ExternalSecrets.of({ store: 'vault' }) };
    const made = (components = {}): Estate => estate({ way: 'secrets', props: { registration }, components });
    const secret = 'prod/registrations/eu-1/argocd/ExternalSecret.external-secrets.io.eu-1-argocd-cluster-secret.yaml';
    const text = ({ app }: Estate): string => app.render().get('eu-1/README.md') ?? '';
    expect([...made().app.render().keys()]).toContain(secret);
    expect(text(made())).not.toContain('Register the cluster with Argo CD');
    const without = made({ argoCD: { enabled: false } });
    expect([...without.app.render().keys()]).not.toContain(secret);
    expect(text(without)).toContain('Register the cluster with Argo CD');
    expect(text(without)).not.toContain('Argo CD finds the cluster by key');
  });

  it('names the namespace of registrations in the README of the cluster that waits for them', () => {
    expect(estate().app.render().get('eu-1/README.md')).toMatch(
      /^\| verrazzano-mc in cluster prod \| the platform operator[^|]* \| registrations\/eu-1 \|$/m,
    );
  });

  it('carried by External Secrets are made once, and kept', () => {
    const registration = { secrets: ExternalSecrets.of({ store: 'vault' }) };
    const { app, clusters } = estate({ way: 'secrets', props: { registration } });
    const files = app.render();
    const made = ['agent', 'registration'].map((half) =>
      parse(
        files.get(
          `eu-1/registration/verrazzano-system/ExternalSecret.external-secrets.io.verrazzano-cluster-${half}.yaml`,
        ) ?? '',
      ),
    );
    for (const { spec } of made) {
      expect(spec).toMatchObject({
        refreshInterval: '0',
        target: { creationPolicy: 'Orphan', deletionPolicy: 'Retain' },
      });
    }
    // The registration is there before the agent starts, and no Secret without a token is carried.
    expect(made.map(({ metadata }) => metadata.annotations['argocd.argoproj.io/sync-wave'])).toEqual(['1', '0']);
    expect(made[0].spec.target.template.data['admin-kubeconfig']).toContain('fail');
    expect(clusters[0]?.requiredSecrets).toEqual([]);
    expect([...files.keys()].filter((path) => path.includes('PushSecret'))).toHaveLength(2);
    expect(clusters[0]?.removalSteps.map(({ title }) => title)).toContain('Delete what would create the Secrets again');
  });

  it('without operators are what would follow from a VerrazzanoManagedCluster', () => {
    expect(halves('declared')).toEqual([
      'prod/multicluster/verrazzano-monitoring/Secret.additional-scrape-configs.yaml',
    ]);
    const text = filesOf('declared').get(
      'prod/multicluster/verrazzano-monitoring/Secret.additional-scrape-configs.yaml',
    );
    const [job] = parse(parse(text ?? '').stringData.jobs);
    expect(job).toMatchObject({
      job_name: 'eu-1',
      metrics_path: '/federate',
      static_configs: [{ targets: ['prometheus.vmi.system.eu-1.example.com'] }],
      tls_config: { ca_file: '/etc/prometheus/managed-cluster-ca-certs/ca-eu-1' },
    });
    expect(JSON.stringify(job)).not.toMatch(/"password"/);
    const thanos = { registration: { metrics: 'thanos' as const } };
    expect(halves('declared', thanos)).toEqual([
      'prod/multicluster/verrazzano-monitoring/ConfigMap.verrazzano-thanos-endpoints.yaml',
      'prod/registrations/eu-1/verrazzano-monitoring/DestinationRule.networking.istio.io.eu-1.yaml',
      'prod/registrations/eu-1/verrazzano-monitoring/ServiceEntry.networking.istio.io.eu-1.yaml',
    ]);
    // The chart of Thanos makes the ConfigMap, and one Application owns it.
    const components = { thanos: { enabled: true } };
    const both = estate({ way: 'declared', names: ['eu-1', 'eu-2'], components, managedComponents: components });
    expect([...both.app.render().keys()].filter((path) => path.includes('verrazzano-thanos-endpoints'))).toEqual([]);
    const [step] = both.prod.remainingSteps.filter(({ title }) => title === 'List the managed clusters for Thanos');
    const [, patch = ''] =
      /configmap verrazzano-thanos-endpoints --type merge --patch '(.*)'/.exec(step?.instructions ?? '') ?? [];
    const { data } = JSON.parse(patch) as { readonly data: Readonly<Record<string, string>> };
    expect(parse(data['servicediscovery.yml'] ?? '')).toEqual(
      ['eu-1', 'eu-2'].map((name) => ({
        targets: [`thanos-query-store.${name}.example.com:443`],
        labels: { verrazzano_cluster: name },
      })),
    );
    const { prod, clusters } = estate({ way: 'declared' });
    expect(prod.remainingSteps.map(({ title }) => title)).not.toContain('List the managed clusters for Thanos');
    expect([prod.ownedByOperator, clusters[0]?.ownedByOperator]).toEqual([[], []]);
  });

  it('do not depend on the order of construction', () => {
    const made = (first: 'admin' | 'managed'): Map<string, string> => {
      const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
      const prod = new AdminCluster(app, 'prod', { kubernetes, apiServer: 'https://api:6443' });
      const eu = new ManagedCluster(app, 'eu-1', { kubernetes, admin: prod });
      const steps = {
        admin: () => new ProdProfile(prod, 'vz', { components: { rancher: { enabled: false } } }),
        managed: () => new ManagedClusterProfile(eu, 'vz'),
      };
      app.node.findAll();
      steps[first]();
      app.node.findAll();
      steps[first === 'admin' ? 'managed' : 'admin']();
      return new Map(app.render());
    };
    expect(made('managed')).toEqual(made('admin'));
  });
});

describe('the managed cluster', () => {
  it('waits for its half on the admin cluster, and for no other cluster', () => {
    const files = estate({ names: ['eu-1', 'eu-2'] }).app.render();
    const applications = [...files.keys()].filter(
      (path) => /argocd\/Application\./.test(path) && path.includes('registrations'),
    );
    expect(applications).toEqual([
      'eu-1/argocd/Application.argoproj.io.prod-registrations-eu-1.yaml',
      'eu-2/argocd/Application.argoproj.io.prod-registrations-eu-2.yaml',
    ]);
  });

  it.each<[Way, readonly string[]]>([
    ['rancher', ['Apply the manifest of Rancher', 'Wait for the first contact']],
    [
      'secrets',
      ['Register the cluster with Argo CD', 'Copy the two Secrets of the registration', 'Wait for the first contact'],
    ],
    ['declared', ['Register the cluster with Argo CD', 'Check that logs and metrics arrive']],
  ])('registered by way of %s has these steps, in order', (way, titles) => {
    const { clusters, app } = estate({ way });
    expect(clusters[0]?.registration?.steps.map(({ title }) => title)).toEqual(titles);
    const readme = app.render().get('eu-1/README.md') ?? '';
    const places = titles.map((title) => readme.indexOf(`### ${title}`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
  });
});

it('the name of the Secret for logs is never stated, since any name counts as one of the user', () => {
  const one = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const prod = new AdminCluster(one, 'prod', { kubernetes });
  new ProdProfile(prod, 'vz', {
    installer: Installer.platformOperator({ resource: 'everything' }),
    components: { fluentd: { opensearchSecret: 'verrazzano-es-internal' } },
  });
  const resource = one.render().get('prod/platform/default/Verrazzano.install.verrazzano.io.verrazzano.yaml');
  expect(resource).toContain('opensearchURL');
  expect(resource).not.toContain('opensearchSecret');
});

describe('the health check', () => {
  const ready = { type: 'Ready', status: 'True' };
  const check = (status: object, metadata: object = {}): unknown =>
    luaHealth(MANAGED_CLUSTER_HEALTH.lua, { metadata, status });

  it.each<[string, object, string]>([
    ['nothing yet', {}, 'Progressing'],
    ['ready, without contact', { conditions: [ready] }, 'Healthy'],
    ['ready, first contact', { conditions: [ready], state: 'Pending', lastAgentConnectTime: 't' }, 'Healthy'],
    ['active', { conditions: [ready], state: 'Active', lastAgentConnectTime: 't' }, 'Healthy'],
    ['between two contacts', { conditions: [ready], state: 'Inactive', lastAgentConnectTime: 't' }, 'Healthy'],
    ['not ready', { conditions: [{ ...ready, status: 'False', message: 'no' }] }, 'Degraded'],
    ['refused by Rancher', { conditions: [ready], rancherRegistration: { status: 'Failed' } }, 'Degraded'],
    ['failed in Cluster API', { conditions: [ready], state: 'Failed' }, 'Degraded'],
    [
      'waiting for Rancher',
      { conditions: [ready], argoCDRegistration: { status: 'PendingRancherClusterRegistration' } },
      'Healthy',
    ],
  ])('%s', (_, status, expected) => {
    expect(check(status)).toMatchObject({ status: expected });
  });

  it('is Progressing while it is deleted', () => {
    expect(check({ conditions: [ready] }, { deletionTimestamp: 't' })).toMatchObject({ status: 'Progressing' });
  });
});

describe('bad input', () => {
  const app = (): GitOpsApp => new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });

  it('is refused all at once', () => {
    const one = app();
    const bare = new AdminCluster(one, 'bare', { kubernetes });
    new ManagedCluster(one, 'eu-1', { kubernetes, admin: bare });
    new ManagedCluster(one, 'local', { kubernetes });
    const foreign = new AdminCluster(app(), 'foreign', { kubernetes });
    new ProdProfile(foreign, 'vz');
    new ManagedCluster(one, 'eu-4', { kubernetes, admin: foreign });
    const message = ((): string => {
      try {
        one.render();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    })();
    expect(message).toContain('[eu-1] the admin cluster has no profile');
    expect(message).toContain('[local] the name is reserved for a cluster that is not registered');
    expect(message).toContain('[eu-4] the admin cluster is in another app');
  });

  it('is an admin that is no admin cluster', () => {
    const one = app();
    const admin = new ManagedCluster(one, 'eu-2', { kubernetes }) as unknown as AdminCluster;
    expect(() => new ManagedCluster(one, 'eu-3', { kubernetes, admin })).toThrow(
      '[eu-3] admin is of the wrong type; got a ManagedCluster; allowed an AdminCluster',
    );
  });

  it('is a missing address of the API server without Rancher', () => {
    const one = app();
    const prod = new AdminCluster(one, 'prod', { kubernetes });
    new ProdProfile(prod, 'vz', { components: { rancher: { enabled: false } } });
    new ManagedCluster(one, 'eu-1', { kubernetes, admin: prod });
    expect(() => one.render()).toThrow(
      '[prod] Rancher is off, and managed clusters need the address of the API server',
    );
  });

  it.each([
    '10.0.0.1:6443',
    'api.example.com',
    '',
    'http://api:6443',
    'https://',
    'https://a/b',
    'https://u:p@a',
    'https://a:70000',
  ])('is an API server %j', (apiServer) => {
    expect(() => new AdminCluster(app(), 'prod', { kubernetes, apiServer })).toThrow('apiServer is not an address');
  });

  it.each(['https://api.example.com', 'https://10.0.0.1:6443', 'https://[fd00::1]:6443'])('is not %j', (apiServer) => {
    expect(new AdminCluster(app(), 'prod', { kubernetes, apiServer }).apiServer).toBe(apiServer);
  });
});

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly expected: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<string | VectorObject>>>>>;
  readonly input: { readonly admin: readonly VectorObject[] };
}

interface VectorObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly data?: object;
  readonly stringData?: object;
}

describeShared('what the operators do when they are run', () => {
  const vectors = (
    JSON.parse(readFileSync(sharedPath('upstream', 'multicluster', 'vectors.json'), 'utf8')) as Vector[]
  ).filter(
    ({ id }) => (id.startsWith('vmc/') && id !== 'vmc/sync-on') || id === 'agent/first' || id === 'agent/vmc-gone',
  );
  let objects: ReturnType<typeof parse>[] | undefined;
  const emitted = (): ReturnType<typeof parse>[] =>
    (objects ??= [...estate({ way: 'secrets', names: ['managed1'] }).app.render()]
      .filter(([path]) => /^prod\/(registrations|multicluster)\//.test(path))
      .map(([, text]) => parse(text)));
  const OTHERS = /^(VerrazzanoProject|VerrazzanoManagedCluster)$/;

  it.each(vectors.map((vector) => [vector.id, vector] as const))(
    '%s: every object is listed',
    (id, { input, expected }) => {
      const labels = input.admin.find(({ kind }) => kind === 'VerrazzanoManagedCluster')?.metadata.labels;
      const { prod, clusters } = estate({
        way: /push|argo/.test(id) ? 'rancher' : 'secrets',
        names: ['managed1'],
        props: { registration: { metrics: id === 'vmc/thanos' ? 'thanos' : 'federation', ...(labels && { labels }) } },
      });
      const owned = { admin: prod.ownedByOperator, managed: clusters[0]?.ownedByOperator ?? [] };
      for (const side of ['admin', 'managed'] as const) {
        for (const object of ['created', 'changed'].flatMap((how) => expected[side]?.[how] ?? [])) {
          if (typeof object === 'string' || OTHERS.test(object.kind)) continue;
          const found = owned[side].find((one) => isSame(one, object));
          expect([side, object.kind, object.metadata.name, found !== undefined]).toEqual([
            side,
            object.kind,
            object.metadata.name,
            true,
          ]);
          const keys = Object.keys({ ...object.data, ...object.stringData });
          if (object.kind === 'Secret' && !keys.includes('extra'))
            expect(found?.keys).toEqual(expect.arrayContaining(keys));
          if (object.metadata.labels) expect(found?.labels).toEqual(object.metadata.labels);
          expect(Object.keys(found?.annotations ?? {})).toEqual(
            expect.arrayContaining(Object.keys(object.metadata.annotations ?? {})),
          );
        }
      }
    },
  );

  it.each(vectors.map((vector) => [vector.id, vector] as const))(
    '%s: nothing that is emitted is changed or deleted',
    (_, { expected }) => {
      for (const object of [...(expected.admin?.changed ?? []), ...(expected.admin?.created ?? [])]) {
        if (typeof object === 'string') continue;
        const own = emitted().find((one) => isSame(one, object));
        // The operator adds fields to the resource; those that Git has stay.
        if (own?.kind === 'VerrazzanoManagedCluster') expect(Object.keys(own.spec)).not.toContain('serviceAccount');
        else expect(own).toBeUndefined();
      }
    },
  );
});

function isSame(one: Pick<OwnedObject, 'kind' | 'name'> | VectorObject, { kind, metadata }: VectorObject): boolean {
  const { name, namespace } = 'metadata' in one ? one.metadata : (one as OwnedObject);
  const text = (value = ''): string => value.replace('<id of the cluster in Rancher>', 'c-m-managed1');
  return one.kind === kind && text(name) === metadata.name && text(namespace) === (metadata.namespace ?? '');
}
