import { parse } from 'yaml';
import { Registry } from '../../lib';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { effectiveImages } from '../../lib/definition/effective-images';
import { servicesOf } from '../../lib/definition/service';
import { workloadsOf } from '../../lib/definition/workload';
import { imagesIn } from '../../lib/transforms';
import { imageReference } from '../../lib/values/image-reference';
import type { JsonObject } from '../../lib/values/json';
import {
  CHART_MIRRORS,
  delivered,
  publishedPlatform,
  type Delivered,
  type PublishedPlatform,
  type Rendered,
} from '../support/published-platform';
import { danglingObjects } from '../support/dangling-objects';
import { OCI_ZONE } from '../support/profiles';
import { podsWithoutPullSecret } from '../support/pull-secrets';
import { flowDifferences } from '../support/rendered-flows';
import { describeCharts } from '../support/release-charts';

const WORKLOADS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
/** The release has it, too: it admits nothing, and leaves egress open. */
const KNOWN_POLICY = 'rancher-backup-default-allow-all';
const REGISTRY = Registry.private({ registry: 'registry.example.com:5000', repository: 'vz' });
/** What pods and Services are known by, as the chart renders it. */
function theirs(objects: readonly Rendered[]): string[] {
  return objects.flatMap(({ kind, metadata: { name }, spec }) => {
    if (kind === 'NetworkPolicy') return name === KNOWN_POLICY ? [] : [`NetworkPolicy ${name}`];
    if (kind === 'Service') {
      const ports = (spec.ports ?? []).map((port) => `${port.name ?? ''}:${port.port}`);
      return [line(kind, name, ports, spec.selector ?? {})];
    }
    if (!WORKLOADS.includes(kind) || spec.template === undefined) return [];
    // Some charts still set the field by its first name.
    const { serviceAccountName, serviceAccount = 'default' } = spec.template.spec;
    const account = serviceAccountName ?? serviceAccount;
    const ports = spec.template.spec.containers.flatMap(({ ports: all = [] }) =>
      all.map((port) => `${port.containerPort}`),
    );
    return [line(kind, name, ports, spec.template.metadata.labels ?? {}, account)];
  });
}

/** The same, as the definition of the version says it; labels are those that the rendered ones must have. */
function ours(definition: ComponentDefinition, made: readonly Rendered[]): string[] {
  const labelsOf = (
    kind: string,
    name: string,
    wanted: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> => {
    const found = made.find((one) => one.kind === kind && one.metadata.name === name);
    const labels = kind === 'Service' ? found?.spec.selector : found?.spec.template?.metadata.labels;
    const same = Object.entries(wanted).every(([key, value]) => isVersion(key) || labels?.[key] === value);
    return same ? (labels ?? {}) : wanted;
  };
  const workloads = workloadsOf(definition)
    .filter(({ kind, createdBy, atRunTime }) => createdBy === 'chart' && !atRunTime && WORKLOADS.includes(kind))
    .map(({ kind, name, ports, labels, serviceAccount }) => {
      const declared = ports.filter((port) => port.declared).map(({ port }) => `${port}`);
      return line(kind, name, declared, labelsOf(kind, name, labels), serviceAccount);
    });
  const services = servicesOf(definition)
    .filter(({ createdBy }) => createdBy === 'chart')
    .map(({ name, ports, selector = {} }) =>
      line(
        'Service',
        name,
        ports.map((port) => `${port.name ?? ''}:${port.port}`),
        labelsOf('Service', name, selector),
      ),
    );
  return [...workloads, ...services];
}

/** Charts in repositories have placeholders for their versions. */
function isVersion(key: string): boolean {
  return ['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by'].includes(key);
}

function line(kind: string, name: string, ports: readonly string[], labels: object, account = ''): string {
  return JSON.stringify([kind, name, [...new Set(ports)].sort(), Object.entries(labels).sort(), account]);
}

/** Repositories of images without what a chart in Git leaves to its release: the tag, and the hub of Istio. */
function repositoriesIn(made: readonly Rendered[]): string[] {
  return made
    .flatMap((object) => imagesIn(object as unknown as JsonObject))
    .flatMap(({ value }) => (typeof value === 'string' ? [repositoryOf(value)] : []))
    .filter((name) => !/istio-testing|istio\.io\/testing|\$\{/.test(name));
}

function repositoryOf(image: string): string {
  const read = imageReference(image.replace(/:$/, ''));
  return typeof read === 'string' ? image : `${read.registry}/${read.path}`;
}

/** Renders published charts with the values of the library, and compares them with the definitions of their versions. */
describeCharts(
  'published charts rendered by Helm',
  () => {
    test.each([
      ['a wildcard domain', {}],
      ['an OCI zone', OCI_ZONE],
    ])(
      'credentials of a private registry reach every pod of charts of the release, or a step names its account, in %s',
      (_, zone) => {
        const mirrored = publishedPlatform({ step: 'release' }, { registry: REGISTRY, ...zone });
        const charts = delivered(mirrored);
        const unreached = mirrored.profile.enabledComponents.flatMap(({ unreachedAccounts = {} }) =>
          Object.keys(unreachedAccounts),
        );
        expect(podsWithoutPullSecret(mirrored, charts).sort()).toEqual(unreached.sort());
        const page = mirrored.files.get('test/README.md') ?? '';
        expect(unreached.filter((account) => !page.includes(account))).toEqual([]);
        expect(charts.length).toBeGreaterThanOrEqual(30);
      },
      300_000,
    );

    describe.each(['closest', 'newest'] as const)('%s', (step) => {
      let platform: PublishedPlatform;
      let all: readonly Delivered[];
      beforeAll(() => {
        platform = publishedPlatform({ step });
        all = delivered(platform);
      }, 300_000);

      /** Its operator makes the pods of Prometheus; the chart makes the Service. */
      const partsOf = (component: string): readonly ComponentDefinition[] =>
        platform.profile.runningComponents.filter(
          ({ name }) => name === component || (component === 'prometheus-operator' && name === 'prometheus'),
        );

      const everything = (): readonly JsonObject[] => [
        ...[...platform.files]
          .filter(([path]) => /^test\/(?!argocd\/).*\.yaml$/.test(path))
          .map(([, text]) => parse(text) as JsonObject),
        ...all.flatMap(({ made: objects }) => objects as unknown as readonly JsonObject[]),
      ];

      test('ConfigMaps that pods need, and Services that Ingresses lead to, exist', () => {
        // The auth proxy is installed by a person: its values hold a secret.
        expect(danglingObjects(everything())).toEqual(['Service verrazzano-system/verrazzano-authproxy']);
      });

      test('workloads, Services and policies are those of the definitions', () => {
        const published = all.filter(
          ({ component, source }) => component !== 'istio' && !source.repoURL.endsWith('verrazzano/verrazzano.git'),
        );
        const differences = published.flatMap(({ component, source, made }) => {
          const [chart, facts] = [theirs(made), partsOf(component).flatMap((part) => ours(part, made))];
          const name = `${component} ${source.targetRevision}`;
          return [
            ...chart.filter((one) => !facts.includes(one)).map((theirs) => ({ name, theirs })),
            ...facts.filter((one) => !chart.includes(one)).map((mine) => ({ name, mine })),
          ];
        });
        expect(differences).toEqual([]);
        expect(published.length).toBeGreaterThanOrEqual(16);
      });

      test('images are those of the definitions', () => {
        const { effective } = platform.profile;
        const unknown = all.flatMap(({ component, made }) => {
          const known = effectiveImages(partsOf(component), effective.spec).map((one) => repositoryOf(one.reference));
          return repositoriesIn(made).flatMap((name) => (known.includes(name) ? [] : [`${component}: ${name}`]));
        });
        expect([...new Set(unknown)]).toEqual([]);
      });

      test.each([
        ['a wildcard domain', {}, 30],
        ['an OCI zone', OCI_ZONE, 32],
      ])(
        'images come from a private registry, with its credentials, in %s',
        (_, zone, count) => {
          const mirrored = publishedPlatform({ step }, { registry: REGISTRY, ...zone });
          const charts = delivered(mirrored);
          const others = charts.flatMap(({ component, made }) =>
            repositoriesIn(made).flatMap((name) =>
              name.startsWith(REGISTRY.image('')) ? [] : [`${component}: ${name}`],
            ),
          );
          expect([...new Set(others)]).toEqual([]);
          const unreached = mirrored.profile.runningComponents.flatMap(({ name, unreachedAccounts = {} }) =>
            charts.some(({ component }) => component === name) ? Object.keys(unreachedAccounts) : [],
          );
          expect(podsWithoutPullSecret(mirrored, charts).sort()).toEqual(unreached.sort());
          expect(charts.length).toBeGreaterThanOrEqual(count);
        },
        300_000,
      );

      test('every flow between rendered workloads is open, and nothing else', () => {
        const { wanted, closed, opened } = flowDifferences(platform.profile, everything());
        expect([closed, opened]).toEqual([[], []]);
        expect(wanted).toBeGreaterThan(50);
      });
    });
  },
  { CHART_MIRRORS },
);
