import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..', '..');
const WORKFLOWS = join(ROOT, '.github', 'workflows');
/** Licences that let the package be used with any other. */
const LICENCES = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Python-2.0'];
/** Scripts that npm runs on a user's machine when the package is installed. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
}
interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}
interface Job {
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const manifest = json('package.json') as { readonly scripts: Record<string, string>; readonly files: string[] };
const locked = Object.entries((json('package-lock.json') as { packages: Record<string, Locked> }).packages).filter(
  ([path]) => path !== '',
);
const shipped = locked.filter(([, { dev, peer }]) => dev !== true && peer !== true);

test('installing the package runs no script, of it or of what it brings', () => {
  expect(INSTALL_SCRIPTS.filter((script) => script in manifest.scripts)).toEqual([]);
  expect(shipped.length).toBeGreaterThan(0);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
});

test('what it brings has a permissive licence', () => {
  expect(shipped.filter(([, { license }]) => !LICENCES.includes(license ?? ''))).toEqual([]);
});

test('what the build puts into its files has a permissive licence', () => {
  const security = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  for (const name of ['@marcbachmann/cel-js', 'cytoscape', '@dagrejs/dagre', '@dagrejs/graphlib']) {
    expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].license).toBe('MIT');
    expect(security).toContain(`\`${name}\``);
  }
});

test('everything in the lock file has a hash', () => {
  expect(locked.filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true)).toEqual([]);
});

describe.each(readdirSync(WORKFLOWS))('workflow %s', (file) => {
  const text = readFileSync(join(WORKFLOWS, file), 'utf8');
  const { permissions, jobs } = parse(text) as {
    readonly permissions: unknown;
    readonly jobs: Record<string, Job>;
  };
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('has the right to read only, unless a job asks for more', () =>
    expect(permissions).toEqual({ contents: 'read' }));

  test('pins every action by digest and names its version', () => {
    const used = [...text.matchAll(/^ +(?:- )?uses: (.*)$/gm)].map(([, use = '']) => use);
    expect(used.filter((use) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([]);
  });

  test('runs no code of dependencies in a job that may publish', () => {
    const publishing = Object.values(jobs).filter((job) => job.permissions?.['id-token'] === 'write');
    expect(publishing).toHaveLength(file === 'publish.yml' ? 1 : 0);
    const commands = publishing.flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
    expect(commands.filter((run) => !/^npm publish \S+\.tgz --ignore-scripts /.test(run))).toEqual([]);
  });

  test('keeps no credentials in the clone', () => {
    const clones = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(clones.length).toBeGreaterThan(0);
    expect(clones.map((step) => step.with?.['persist-credentials'])).toEqual(clones.map(() => false));
  });
});
