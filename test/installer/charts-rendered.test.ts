import { parse } from 'yaml';
import type { Certificates } from '../../lib';
import {
  AdminCluster,
  Cni,
  DevProfile,
  Dns,
  GitOpsApp,
  GitOpsCluster,
  Installer,
  ManagedClusterProfile,
  ProdProfile,
  type Profile,
} from '../../lib';
import { groupOf, kindName } from '../../lib/gitops/kinds/kind-scope';
import { chartGrants } from '../../lib/installer/chart-grants';
import type { JsonObject } from '../../lib/values/json';
import { renderedObjects } from '../support/rendered';
import { flowDifferences } from '../support/rendered-flows';
import { describeCharts, HELM_VERSION, RELEASE_CHARTS } from '../support/release-charts';
import { OCI_ZONE, OPTIONAL_COMPONENTS } from '../support/profiles';

interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: JsonObject };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly webhooks?: ReadonlyArray<{ readonly name: string; readonly clientConfig: { readonly service?: object } }>;
}

interface Pod {
  readonly metadata?: { readonly labels?: object };
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly initContainers?: readonly Container[];
    readonly containers: readonly Container[];
  };
}

interface Container {
  readonly image: string;
  readonly ports?: ReadonlyArray<{ readonly name?: string; readonly containerPort: number }>;
}

const on = { enabled: true };
const EVERYTHING = {
  ...OPTIONAL_COMPONENTS,
  fluentbitOpensearchOutput: on,
};

const NIP = Dns.wildcard('nip.io', { address: '10.0.0.1' });
function synthesized(
  type: typeof ProdProfile | typeof DevProfile | typeof ManagedClusterProfile,
  components: object,
  names: { dns: Dns; certificates?: Certificates } = { dns: NIP },
): { profile: Profile; objects: Map<string, Rendered> } {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.26', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  // An admin cluster has no profile without consoles.
  const isAdmin = type !== ManagedClusterProfile;
  const cluster = isAdmin ? new AdminCluster(app, 'test', { kubernetes }) : new GitOpsCluster(app, 'test');
  const profile = new type(cluster, 'verrazzano', {
    installer: Installer.charts({ render: 'git', directory: RELEASE_CHARTS, helmVersion: HELM_VERSION ?? '' }),
    ...(!isAdmin && { kubernetes }),
    ...names,
    components: components,
  });
  const files = [...app.render()].filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path));
  return { profile, objects: new Map(files.map(([path, text]) => [path, parse(text) as Rendered])) };
}

/** Components that are off in prod need more than a switch: Dex excludes the delivery of the auth proxy, and external-dns needs a zone. */
const CASES: ReadonlyArray<readonly [string, Parameters<typeof synthesized>, ReadonlyArray<string>]> = [
  ['prod', [ProdProfile, {}], []],
  ['everything', [ProdProfile, EVERYTHING], []],
  ['everything in an OCI zone', [ProdProfile, EVERYTHING, OCI_ZONE], ['external-dns', 'cert-manager-webhook-oci']],
  ['dex', [ProdProfile, { dex: on }], ['dex']],
  ['dev', [DevProfile, {}], []],
  ['managed-cluster', [ManagedClusterProfile, {}], []],
];

const COMPARED =
  /^(Deployment|StatefulSet|DaemonSet|Job|Service|ServiceAccount|Ingress|(Validating|Mutating)WebhookConfiguration)$/;

/** An object as text, without contents that were not recorded, bundles of authorities, and what tells Argo CD how to apply it. */
function comparable(object: Rendered): string {
  const isUnknown = (key: string): boolean =>
    key === 'caBundle' || key.startsWith('argocd.argoproj.io/') || (object.kind === 'Secret' && key === 'data');
  const text = JSON.stringify(sorted(object), (key, value: unknown) => (isUnknown(key) ? undefined : value));
  return text.replace('"annotations":{},', '');
}

/** The unit of a file that holds a rendered chart, or the providers of Cluster API. */
function unitOf(path: string): string | undefined {
  return /^test\/(?:charts\/|objects\/(?=cluster-api\/))([^/]+)\//.exec(path)?.[1];
}

/** Installations of components for an OCI zone have names in it, and all others in a wildcard domain. */
function inOneDomain(text: string | undefined): string | undefined {
  return text?.replaceAll('default.example.com', 'default.10.0.0.1.nip.io');
}

/** What must be equal: labels, selectors, ports, images, accounts, hosts. */
function signature({ kind, metadata, spec = {}, webhooks = [] }: Rendered): unknown {
  const { labels = {} } = metadata;
  if (kind === 'Service') return { labels, selector: spec.selector, ports: spec.ports, type: spec.type };
  if (kind === 'Ingress') return { labels, rules: spec.rules, tls: spec.tls, class: spec.ingressClassName };
  if (webhooks.length > 0)
    return { labels, hooks: webhooks.map(({ name, clientConfig }) => [name, clientConfig.service]) };
  const pod = spec.template as Pod | undefined;
  if (pod === undefined) return { labels };
  const { initContainers = [], containers, serviceAccountName } = pod.spec;
  return {
    labels,
    selector: spec.selector,
    pod: pod.metadata?.labels,
    serviceAccountName,
    images: [...initContainers, ...containers].map(({ image }) => image),
    ports: containers.flatMap(({ ports = [] }) => ports.map(({ name, containerPort }) => [name, containerPort])),
  };
}

/** Compares what Helm makes of the charts with an installation by the platform operator. */
describeCharts('charts rendered by Helm', () => {
  describe.each(CASES)('%s', (_, args, expected) => {
    let profile: Profile;
    let objects: Map<string, Rendered>;
    beforeAll(() => {
      ({ profile, objects } = synthesized(...args));
    });

    test('workloads, Services, ServiceAccounts, webhooks and Ingresses are those of an installation', () => {
      const differences: unknown[] = [];
      let compared = 0;
      const names = new Set([...objects.keys()].flatMap((path) => unitOf(path) ?? []));
      for (const name of names) {
        const theirs = renderedObjects<Rendered>(`${name}.yaml`).filter(({ kind }) => COMPARED.test(kind));
        const ours = [...objects].flatMap(([path, object]) =>
          unitOf(path) === name && COMPARED.test(object.kind) ? [object] : [],
        );
        if (theirs.length === 0) continue;
        const key = ({ kind, metadata }: Rendered): string => `${kind}/${metadata.name}`;
        for (const each of new Set([...theirs, ...ours].map(key))) {
          const [a, b] = [ours.find((one) => key(one) === each), theirs.find((one) => key(one) === each)];
          compared += 1;
          const [mine, release] = [a && signature(a), b && signature(b)].map((one) =>
            inOneDomain(JSON.stringify(sorted(one))),
          );
          if (mine !== release) differences.push({ name, each, mine, release });
        }
      }
      expect([...names]).toEqual(expect.arrayContaining(expected));
      expect(compared).toBeGreaterThan(70);
      expect(differences).toEqual([]);
    });

    test('the providers of Cluster API are those that clusterctl makes', () => {
      const ours = [...objects].flatMap(([path, object]) => (unitOf(path) === 'cluster-api' ? [object] : []));
      const theirs = renderedObjects<Rendered>('cluster-api.yaml');
      if (!profile.isEnabled('cluster-api') || theirs.length === 0) return;
      const own = ours.filter(({ kind }) => kind !== 'CustomResourceDefinition').map(comparable);
      expect(own.sort()).toEqual(theirs.map(comparable).sort());
    });

    test('what charts hold is granted', () => {
      const missing = [...objects].flatMap(([path, { apiVersion, kind, metadata }]) => {
        const unit = /^test\/charts\/([^/]+)\//.exec(path)?.[1];
        if (unit === undefined) return [];
        const component = /^istio/.test(unit) ? 'istio' : unit;
        const namespace = profile.enabledComponents.find(({ name }) => name === component)?.namespace ?? '';
        const {
          clusterScoped = [],
          namespaced = [],
          namespaces = [],
        } = chartGrants(component, namespace, profile.isEnabled('fluent-operator'));
        const own = metadata.namespace;
        const name = kindName({ group: groupOf(apiVersion), kind });
        const kinds = own === undefined ? clusterScoped : namespaced;
        const isGranted =
          kinds.some((each) => kindName(each) === name) && (own === undefined || namespaces.includes(own));
        return isGranted ? [] : [`${component}: ${name} in ${own ?? 'no namespace'}`];
      });
      expect([...new Set(missing)].sort()).toEqual([]);
    });

    test('every flow between rendered workloads is open, and nothing else', () => {
      const { wanted, closed, opened } = flowDifferences(profile, [...objects.values()] as unknown as JsonObject[]);
      expect(wanted).toBeGreaterThan(20);
      expect([closed, opened]).toEqual([[], []]);
    });
  });

  test('a second render of everything is the same, to the byte, and makes no other Secret', () => {
    const texts = [synthesized(ProdProfile, EVERYTHING, OCI_ZONE), synthesized(ProdProfile, EVERYTHING, OCI_ZONE)].map(
      ({ objects }) => JSON.stringify([...objects]),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // The API server stores no null, such as `nodePort` in the chart of Thanos, and the output leaves it out.
  const entries = Object.entries(value as Record<string, unknown>).filter(([, inner]) => (inner ?? null) !== null);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
