/** @batch compiler */
import { existsSync, readFileSync, readdirSync } from 'fs';
import { dirname, join } from 'path';
import { COMPONENTS } from '../../lib/components';
import { VALUE_PATHS } from '../../lib/cli/import/value-paths';
import { generatedFiles, PAGES, ROOT, stalePages } from '../../scripts/docs/generated-files';
import type { Option, Shape } from '../../scripts/docs/options';
import { readSources } from '../../scripts/docs/options';
import { optionsIn } from '../../scripts/docs/value-paths';
import { compilerMessages } from '../support/programs';
import { inCi } from '../support/sample';

const files = readdirSync(join(ROOT, PAGES)).map((file) => `${PAGES}/${file}`);
const read = (file: string): string => (existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '');

// The types of all options are inferred from the sources of the package, which takes as long as the other tests of docs together.
describe('what npm run docs writes', () => {
  let generated: ReadonlyMap<string, string>;

  beforeAll(async () => {
    generated = await generatedFiles();
  }, 60_000);

  inCi('is current', () => {
    const outdated = [...generated].filter(([file, text]) => read(file) !== text).map(([file]) => file);
    expect({ outdated, fix: 'npm run docs' }).toEqual({ outdated: [], fix: 'npm run docs' });
  });

  inCi('has a page for every component, and no other', () => {
    const names = [...COMPONENTS.map(({ name }) => name), 'verrazzano-platform-operator', 'rancher-agent', 'README'];
    expect([...files].sort()).toEqual(names.map((name) => `${PAGES}/${name}.md`).sort());
    expect(stalePages(generated)).toEqual([]);
  });

  inCi('a page of no component is stale', () => {
    const others = new Map([...generated].filter(([file]) => file !== `${PAGES}/grafana.md`));
    expect(stalePages(others)).toEqual([`${PAGES}/grafana.md`]);
  });
});

describe('pages', () => {
  test.each([...files, 'README.md'])('links in %s resolve', (file) => {
    const text = read(file);
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
    const relative = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(relative).not.toEqual([]);
    expect(relative.filter((link) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([]);
  });

  test('sections are in one order', () => {
    const order = [
      'Facts',
      'Example',
      'Options',
      'Workloads',
      'Services',
      'How it is exposed',
      'Incoming traffic',
      'Outgoing traffic',
      'Certificates',
      'Webhooks',
      'Scrape targets',
      'Custom resource definitions',
      'Images',
    ];
    for (const file of files.filter((name) => !name.endsWith('README.md'))) {
      const titles = [...read(file).matchAll(/^## (.*)$/gm)].map(([, title]) => title ?? '');
      expect(titles).toEqual(order.filter((title) => titles.includes(title)));
      expect(titles[0]).toBe('Facts');
    }
  });

  test('say what definitions and docstrings say', () => {
    const page = read(`${PAGES}/grafana.md`);
    expect(page).toContain('# grafana\n\nDashboards over the metrics of Prometheus.\n');
    expect(page).toContain('| on in | `dev`, `prod` |');
    expect(page).toContain('| `smtp.enabled` | `boolean` | `false` | Whether Grafana sends mail. |');
    expect(page).toContain('`grafana.vmi.system.<environment>.<DNS suffix>` | auth proxy |');
    expect(read(`${PAGES}/argocd.md`)).toMatch(/\| past its end of life \| Argo CD 2\.8 since \[2024-05-07\]\(https:/);
    expect(page).toContain(
      '| `vmi-system-grafana` | [prometheus](prometheus.md) `prometheus-prometheus-operator-kube-p-prometheus` | `9090` |',
    );
    expect(page).toMatch(/\| `vmi-system-grafana` \|.*\| yes \| grafana `3000` \|/);
  });

  inCi(
    'examples compile',
    () => {
      const examples = files.flatMap((file) =>
        [...read(file).matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text ?? ''),
      );
      expect(examples).toHaveLength(COMPONENTS.filter(({ specKey }) => specKey !== undefined).length);
      expect(compilerMessages(new Map(examples.map((text, index) => [`${index}.ts`, text])))).toEqual([]);
    },
    60_000,
  );
});

describe('options', () => {
  inCi('every option has a description', () => {
    const without = [...readSources().options].flatMap(([key, stated]) =>
      stated.flatMap((option) => undescribed(key, option)),
    );
    expect(without).toEqual([]);
  });

  inCi('every definition has a docstring', () => {
    const { docstrings } = readSources();
    expect([...docstrings.values()].filter((text) => text === '')).toEqual([]);
    expect(docstrings.size).toBe(COMPONENTS.length + 2);
  });

  inCi('of the Verrazzano resource are those that profiles take', () => {
    const keys = COMPONENTS.flatMap(({ specKey }) => specKey ?? []);
    expect([...readSources().options.keys()]).toEqual([...keys].sort());
  });

  inCi('that exclude each other say so', () => {
    const excludes = Object.fromEntries(
      (readSources().options.get('dns') ?? []).map((one) => [one.name, one.excludes]),
    );
    expect(excludes).toMatchObject({ wildcard: ['oci', 'external'], oci: ['wildcard', 'external'] });
  });
});

describe('paths of typed chart values', () => {
  const paths = Object.entries(VALUE_PATHS).flatMap(([key, list]) => list.map((path) => `${key}: ${path}`));

  test('are sorted, each once', () => {
    expect(Object.keys(VALUE_PATHS)).toEqual(Object.keys(VALUE_PATHS).sort());
    for (const list of Object.values(VALUE_PATHS)) expect(list).toEqual([...new Set(list)].sort());
  });

  test('write lists, maps, quoted keys, free parts and types', () => {
    expect(paths).toContain('istio: spec.components.ingressGateways[].name!: string');
    expect(paths).toContain('argoCD: global.podLabels{}: string');
    expect(paths).toContain('certManager: resources.limits{}: number | string');
    expect(paths).toContain('prometheusOperator: alertmanager.config.*');
    expect(paths.filter((path) => path.includes('annotations."service.beta.kubernetes.io/'))).not.toEqual([]);
  });

  test('of a part with its own chart are under its own key', () => {
    expect(VALUE_PATHS['keycloak.mysql']).toContain('serverInstances: number');
  });
});

/** Paths of the options without a description; an open key of a map needs none. */
function undescribed(parent: string, option: Option): string[] {
  const path = `${parent}.${option.name}`;
  const below = option.shapes.flatMap((shape) => undescribedBelow(path, shape));
  return option.description === '' && option.name !== '' ? [path, ...below] : below;
}

function undescribedBelow(path: string, shape: Shape): string[] {
  if (shape.kind === 'object') return optionsIn(shape).flatMap((option) => undescribed(path, option));
  return 'of' in shape ? shape.of.flatMap((of) => undescribedBelow(path, of)) : [];
}
