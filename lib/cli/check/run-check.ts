import { dirname, join, normalize } from 'path';
import type { JsonObject, JsonValue } from '../../values/json';
import { withoutSecrets } from '../../gitops/secrets';
import { checkObjects, compareFindings } from '../../checks/check';
import type { CheckFinding } from '../../checks/finding';
import type { Minors } from '../../checks/context';
import type { KustomizationFile } from '../../checks/kustomization-file';
import { scopeText, type Inventory } from '../../checks/inventory';
import type { ExternalObject, OpensNamespaces } from '../../checks/references/provided';
import type { Allowance } from '../../checks/allow-list';
import { withoutAllowed } from '../../checks/allow-list';
import { deliveryOf } from '../../checks/scopes';
import { authorityRule } from './authorities';
import { lineFinder } from './lines';
import { textAt } from '../../connectivity/manifest';
import type { Kustomization } from './kustomizations';
import { builtSources } from './kustomize/built-sources';
import { FILE_SYSTEM, type Files, type Readme, type Sources } from './read-sources';

/** What is known besides the files. */
export interface RunOptions {
  readonly minors: Minors;
  readonly externals: readonly ExternalObject[];
  readonly definitions: readonly JsonObject[];
  readonly allow?: { readonly file: string; readonly list: readonly Allowance[] };
  readonly files?: Files;
}

/**
 * Checks what was read.
 * @param sources - the objects
 * @param options - what is known besides
 * @returns findings by file and line; no credential is in them
 */
export async function runCheck(sources: Sources, options: RunOptions): Promise<CheckFinding[]> {
  const { minors, externals, definitions, allow, files = FILE_SYSTEM } = options;
  const { objects, built, findings } = builtSources(sources, files);
  const found = checkObjects(objects, {
    minors,
    definitions,
    externals: [...externals, ...sources.readmes.flatMap(declaredIn)],
    opens: [...openedByReadmes(sources), openedByVirtualClusters, ...(await openedByPlatform(sources))],
    kustomizations: (inventory) => kustomizationsOf(sources, inventory, built),
    rules: [authorityRule],
    lineOf: lineFinder(files),
  });
  const all = [...sources.unreadable, ...findings, ...found]
    .filter((finding) => !isDeclared(finding, sources))
    .map(withHidden);
  const left = allow === undefined ? all : withoutAllowed(allow.file, all, allow.list);
  return left.sort(compareFindings);
}

/** What the README of a cluster says to be no secret. */
function isDeclared({ rule, object, field }: CheckFinding, { readmes }: Sources): boolean {
  if (rule !== 'secret') return false;
  return readmes.some(({ allowed }) =>
    allowed.some(({ kind, name, field: only }) => {
      const isObject =
        object.startsWith(kind) && object.split(' ')[0]?.split('.')[0] === kind && object.endsWith(`/${name}`);
      return (
        isObject &&
        (only === undefined
          ? kind !== 'Secret' || field === ''
          : only === field || (only.endsWith('*') && field.startsWith(only.slice(0, -1))))
      );
    }),
  );
}

function declaredIn({ secrets, objects }: Readme): ExternalObject[] {
  return [...secrets.map((each) => ({ kind: 'Secret', ...each })), ...objects];
}

/** Namespaces that others create hold what these bring, and so do those in which charts are to be installed by hand. */
function openedByReadmes({ readmes }: Sources): OpensNamespaces[] {
  const names = readmes.flatMap(({ namespaces, text }) => [
    ...namespaces.map(({ name }) => name),
    ...[...text.matchAll(/^- `[^`]+` in `([^`]+)`: chart /gm)].map(([, name = '']) => name),
  ]);
  return names.length === 0 ? [] : [() => names];
}

/** A virtual cluster brings the pods of its users, and its certificates, into its namespace. Source: vCluster, `pkg/syncer`. */
const openedByVirtualClusters: OpensNamespaces = (object) => {
  const isControlPlane = object.kind === 'Deployment' || object.kind === 'StatefulSet';
  const namespace = textAt(object, 'metadata', 'namespace');
  if (!isControlPlane || namespace === undefined) return [];
  return textAt(object, 'metadata', 'labels', 'app') === 'vcluster' ? [namespace] : [];
};

/** The platform that a Verrazzano resource installs has objects in its own namespaces. */
async function openedByPlatform({ objects }: Sources): Promise<OpensNamespaces[]> {
  const isPlatform = (object: JsonObject): boolean =>
    object.kind === 'Verrazzano' && textAt(object, 'apiVersion')?.startsWith('install.verrazzano.io/') === true;
  if (!objects.some(({ object }) => isPlatform(object))) return [];
  const { PLATFORM_NAMESPACES } = await import('./platform-namespaces');
  return [(object) => (isPlatform(object) ? PLATFORM_NAMESPACES : [])];
}

function kustomizationsOf(
  { kustomizations, files }: Sources,
  { deliveries, objects }: Inventory,
  built: ReadonlySet<Kustomization>,
): KustomizationFile[] {
  const known = new Set(files.map((file) => normalize(file)));
  return kustomizations.map((kustomization) => {
    const { file, object } = kustomization;
    const folder = dirname(file);
    const isHere = (resource: string): boolean => {
      const path = normalize(join(folder, resource)).replace(/\/$/, '');
      return known.has(path) || [...known].some((each) => each.startsWith(`${path}/`));
    };
    const cluster = deliveryOf(file, deliveries)?.cluster ?? '';
    const near = objects.find((each) => each.apart && file.startsWith(`${each.root}/`));
    return {
      object,
      isHere,
      isBuilt: built.has(kustomization),
      scope: scopeText(near ?? { apart: false, root: '' }, cluster),
    };
  });
}

/** A value may be a credential, which belongs in no log. */
function withHidden(finding: CheckFinding): CheckFinding {
  if (finding.got === undefined) return finding;
  return { ...finding, got: withoutSecrets(finding.field, finding.got) as JsonValue };
}
