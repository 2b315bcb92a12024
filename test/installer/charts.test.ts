import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  Certificates,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  Installer,
  ManagedClusterProfile,
  NoneProfile,
  ProdProfile,
  type Profile,
  type ProfileProps,
} from '../../lib';
import { describeSharedInCi } from '../support/shared';
import { crdErrors } from '../conformance/crds';
import { PlainCluster } from '../support/profiles';
import { inCi, sample } from '../support/sample';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

interface Rendered {
  readonly profile: Profile;
  readonly files: ReadonlyMap<string, string>;
  /** Objects of the cluster, by path. */
  readonly objects: ReadonlyMap<string, Manifest>;
}

const dns = Dns.external('apps.example.com');
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
type ProfileType = new (scope: PlainCluster, id: string, props: ProfileProps) => Profile;

function synthesized(type: ProfileType, props: ProfileProps = {}): Rendered {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new PlainCluster(app, 'test', { kubernetes });
  const profile = new type(cluster, 'verrazzano', { installer: Installer.charts(), dns, ...props });
  const files = app.render();
  const objects = [...files]
    .filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path))
    .map(([path, text]) => [path, parse(text) as Manifest] as const);
  return { profile, files, objects: new Map(objects) };
}

const ocid = 'ocid1.x.oc1..a';
const CASES: Readonly<Record<string, () => Rendered>> = {
  prod: () => synthesized(ProdProfile),
  dev: () => synthesized(DevProfile),
  'managed-cluster': () => synthesized(ManagedClusterProfile),
  none: () => synthesized(NoneProfile),
  "prod with OCI DNS and Let's Encrypt": () =>
    synthesized(ProdProfile, {
      dns: Dns.oci({ dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' }),
      certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c', environment: 'staging' }),
      components: { velero: { enabled: true }, thanos: { enabled: true }, argoCD: { enabled: true } },
    }),
};

const RENDERED = sample(Object.entries(CASES), 2).map(([name, make]) => [name, make()] as const);
const prod = RENDERED.find(([name]) => name === 'prod')?.[1];
if (prod === undefined) throw new Error('no prod');

const kindsIn = (unit: string): string[] => [
  ...new Set([...prod.objects].filter(([path]) => path.startsWith(`test/${unit}/`)).map(([, { kind }]) => kind)),
];

test('prod synthesizes every kind in its unit', () => {
  expect(kindsIn('namespaces')).toEqual(['Namespace']);
  expect(kindsIn('objects').sort()).toEqual(
    [
      'ClusterIssuer',
      'ClusterRole',
      'ConfigMap',
      'Certificate',
      'InnoDBCluster',
      'Ingress',
      'Issuer',
      'OpenSearchCluster',
      'PodMonitor',
      'ServiceAccount',
      'ServiceMonitor',
      'Setting',
      'VerrazzanoMonitoringInstance',
    ].sort(),
  );
  expect(kindsIn('policies')).toEqual(['NetworkPolicy']);
  expect(kindsIn('mesh').sort()).toEqual(['AuthorizationPolicy', 'EnvoyFilter', 'PeerAuthentication']);
});

test('there is no Verrazzano resource and no platform operator', () => {
  expect([...prod.objects.values()].filter(({ kind }) => kind === 'Verrazzano')).toEqual([]);
  expect([...prod.files.keys()].filter((path) => path.includes('operator/kustomization'))).toEqual([]);
  expect(prod.profile.ownedByOperator).toEqual([]);
});

describe.each(RENDERED)('%s', (_, { objects, profile }) => {
  const all = [...objects.values()];
  const namespaces = all.filter(({ kind }) => kind === 'Namespace');

  test('namespaces exist once, with labels, and never go by accident', () => {
    const names = namespaces.map(({ metadata }) => metadata.name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of namespaces) {
      expect(metadata.labels?.['verrazzano.io/namespace']).toBe(metadata.name);
      expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
    }
  });

  test('every object has a namespace that is made', () => {
    const made = new Set(namespaces.map(({ metadata }) => metadata.name));
    // kube-system is there, and Rancher makes fleet-default.
    const others = ['kube-system', 'fleet-default', 'default'];
    const lost = all.flatMap(({ metadata: { namespace } }) =>
      namespace === undefined || made.has(namespace) ? [] : [namespace],
    );
    expect([...new Set(lost)].filter((name) => !others.includes(name))).toEqual([]);
  });

  test('custom resources wait for their CRDs', () => {
    const custom = all.filter(
      ({ apiVersion }) => /^[a-z0-9-]+\.[a-z.]+\//.test(apiVersion) && !/k8s\.io\//.test(apiVersion),
    );
    for (const { metadata } of custom) {
      expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toContain('SkipDryRunOnMissingResource=true');
    }
  });

  test('every workload in the mesh that can have an AuthorizationPolicy has one, and none is without selector', () => {
    const policies = all.filter(({ kind }) => kind === 'AuthorizationPolicy');
    expect(policies.length > 0).toBe(profile.isEnabled('istio') && profile.enabledComponents.length > 3);
    for (const { spec } of policies) expect(spec).toHaveProperty('selector.matchLabels');
  });

  test('core objects have the shape of their kind', () => {
    for (const { kind, spec } of all) {
      if (kind === 'NetworkPolicy')
        expect(spec).toMatchObject({ podSelector: {}, policyTypes: expect.any(Array) as unknown });
      if (kind === 'Ingress') {
        expect(spec).toMatchObject({
          ingressClassName: expect.any(String) as unknown,
          rules: [
            {
              host: expect.stringMatching(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/) as unknown,
              http: {
                paths: [
                  { pathType: 'ImplementationSpecific', backend: { service: { name: expect.any(String) as unknown } } },
                ],
              },
            },
          ],
        });
      }
    }
  });
});

describeSharedInCi('what charts as installer emit is valid under the schemas of their CRDs', () => {
  test.each(RENDERED)('%s', (_, { objects }) => {
    const custom = [...objects].filter(
      // Rancher makes the definitions of its kinds at run time.
      ([, { apiVersion }]) => /\./.test(apiVersion) && !/k8s\.io\/|cattle\.io\//.test(apiVersion),
    );
    const errors = custom.flatMap(([path, object]) => crdErrors(object).map((error) => `${path}: ${error}`));
    expect(errors).toEqual([]);
  });
});

describe('what is wrong', () => {
  const inCluster = (props: ProfileProps): string[] => {
    const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
    const cluster = new PlainCluster(app, 'test', { kubernetes });
    return new ProdProfile(cluster, 'verrazzano', { installer: Installer.charts(), ...props }).node.validate();
  };

  test('an address that is known only in the cluster is reported, not guessed', () => {
    expect(inCluster({}).join('\n')).toContain('need the address of the load balancer');
    expect(inCluster({ dns: Dns.wildcard('nip.io', { address: '192.0.2.7' }) })).toEqual([]);
  });

  test('a refused merge is reported once', () => {
    const wrong = {
      components: { opensearch: { nodes: [{ name: 'es-data', replicas: 'many' }] } },
    } as unknown as ProfileProps;
    const messages = inCluster({ dns, ...wrong });
    expect(messages.length).toBeGreaterThan(0);
    expect(new Set(messages).size).toBe(messages.length);
  });

  test('a profile outside of a cluster and of a Chart is refused', () => {
    const profile = new ProdProfile(new App(), 'verrazzano', { installer: Installer.charts(), dns, kubernetes });
    expect(profile.node.validate().join('\n')).toContain('neither in a cluster nor in a Chart');
  });
});

test('a plain Chart gets everything', () => {
  const chart = new Chart(new App(), 'chart');
  new ProdProfile(chart, 'verrazzano', { installer: Installer.charts(), dns, kubernetes });
  const kinds = new Set((chart.toJson() as Manifest[]).map(({ kind }) => kind));
  for (const kind of ['Namespace', 'Ingress', 'ServiceMonitor', 'PeerAuthentication', 'AuthorizationPolicy']) {
    expect(kinds).toContain(kind);
  }
});

inCi('one more component adds files and changes only what concerns it', () => {
  const more = synthesized(ProdProfile, { components: { velero: { enabled: true } } });
  const changed = [...prod.objects].filter(
    ([path, object]) => JSON.stringify(more.objects.get(path)) !== JSON.stringify(object),
  );
  const added = [...more.objects.keys()].filter((path) => !prod.objects.has(path));
  expect(added.length).toBeGreaterThan(0);
  const own = changed.filter(([path]) => !path.startsWith('test/policies/') && !path.startsWith('test/mesh/'));
  expect(own).toEqual([]);
});
