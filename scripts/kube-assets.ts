/**
 * Gets the programs that `npm run test:cluster` needs and prints their folder, which is what `KUBEBUILDER_ASSETS` takes:
 * kube-apiserver, kube-controller-manager and kubeadm built from their Go modules, and etcd of the system or of Debian's package
 * `etcd-server`. For machines that cannot download the archives of `setup-envtest`. Needs Go; several minutes of CPU the first time.
 *
 *     node -r ts-node/register scripts/kube-assets.ts
 */
import { execFileSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { tmpdir } from 'os';
import { builtAssets, KUBERNETES_VERSION } from '../test/cluster/kube-assets';

const MODULE = 'k8s.io/kubernetes';
const PROGRAMS = ['kube-apiserver', 'kube-controller-manager', 'kubeadm'];

/** The part of `go mod edit -json` that is read here. */
interface GoMod {
  readonly Replace?: readonly { readonly Old: { readonly Path: string }; readonly New: { readonly Path: string } }[];
}

const folder = builtAssets();
const work = mkdtempSync(join(tmpdir(), 'kube-assets-'));
try {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'etcd'))) copyFileSync(findEtcd(), join(folder, 'etcd'));
  const wanted = PROGRAMS.filter((program) => !existsSync(join(folder, program)));
  if (wanted.length > 0) build(wanted);
  console.log(folder);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/**
 * Kubernetes as a module of its own cannot be built from outside: it replaces its libraries by folders of its repository.
 * A module around it names the published versions of these libraries instead; which they are, its own go.mod says.
 */
function build(programs: readonly string[]): void {
  const version = `v${KUBERNETES_VERSION}`;
  writeFileSync(join(work, 'go.mod'), 'module assets\n');
  const { GoMod: path } = JSON.parse(go('mod', 'download', '-json', `${MODULE}@${version}`)) as { GoMod: string };
  const { Replace: replaced = [] } = JSON.parse(go('mod', 'edit', '-json', path)) as GoMod;
  const staging = replaced.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => Old.Path);
  const published = version.replace(/^v1\./, 'v0.');
  const replace = staging.map((name) => `-replace=${name}=${name}@${published}`);
  go('mod', 'edit', `-require=${MODULE}@${version}`, ...replace);
  const imports = programs.map((program) => `import _ "${MODULE}/cmd/${program}"\n`).join('');
  writeFileSync(join(work, 'tools.go'), `//go:build tools\n\npackage assets\n\n${imports}`);
  go('mod', 'tidy', '-e');
  const [major = '', minor = ''] = KUBERNETES_VERSION.split('.');
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor };
  const linked = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  for (const program of programs) {
    go('build', '-ldflags', ['-s', '-w', ...linked].join(' '), '-o', join(folder, program), `${MODULE}/cmd/${program}`);
  }
}

function go(...args: string[]): string {
  return execFileSync('go', args, {
    cwd: work,
    env: { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
}

function findEtcd(): string {
  const installed = (process.env.PATH ?? '')
    .split(delimiter)
    .map((path) => join(path, 'etcd'))
    .find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  const inherit = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  execFileSync('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'etcd-server'], inherit);
  const archive = readdirSync(work).find((name) => name.startsWith('etcd-server_'));
  if (archive === undefined) throw new Error('apt-get download etcd-server left no archive');
  execFileSync('dpkg-deb', ['--extract', archive, 'etcd'], inherit);
  return join(work, 'etcd', 'usr', 'bin', 'etcd');
}
