import { VERRAZZANO_VERSION } from '../../definition/chart';
import { toV1beta1 } from '../../resource/convert';
import type { VerrazzanoResource } from '../../resource/merge';
import { profileFindings } from '../../profile/profile-findings';
import { requiredSecrets } from '../../profile/required-secrets';
import { isSameVersion } from '../../resource/rules/semver';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { readResources } from '../input/read-resources';
import { construct, json, name, object, type Expression } from './expression';
import { setStringNotes } from './set-string';
import type { Importer, Imported, ImportTarget } from './importer';
import { withoutIdleSections } from './idle-sections';
import { storedResource } from './known-fields';
import { importedMetadata, type ImportedMetadata, type Note } from './metadata';
import { withJoinedGroups } from './node-groups';
import { profileProgram } from './profile-program';

/** Verrazzano resources, v1beta1 and v1alpha1: each becomes a profile in a chart or cluster of its own. */
export const verrazzanoImporter: Importer = {
  kind: 'Verrazzano',
  read: (file) => readResources(file).map(({ resource }) => importedVerrazzano(resource)),
};

/** A Verrazzano resource as a program makes it, in the parts of its statement. */
export interface ImportedVerrazzano extends Imported {
  /** Class of the cluster of a `GitOpsApp` that it is in. */
  readonly clusterClass: string;
  /**
   * The profile alone.
   * @param scope - its scope
   * @param facts - whether it states the cluster facts itself, as outside of a cluster
   * @param more - options that the resource does not say
   */
  profile(scope: Expression, facts: boolean, more?: ReadonlyMap<string, Expression>): Expression;
}

/**
 * A Verrazzano resource as a program makes it.
 * @param read - the resource with its status, without what an API server writes
 * @param simplified - what is left out of it, where the platform operator makes the same of the rest
 * @throws MergeError when it cannot be converted
 */
export function importedVerrazzano(
  read: VerrazzanoResource,
  simplified: (resource: VerrazzanoResource) => VerrazzanoResource = withoutIdleSections,
): ImportedVerrazzano {
  const { status, ...found } = read;
  const [inMetadata, grouped]: [Note[], Note[]] = [[], []];
  const metadata = importedMetadata(found, inMetadata);
  const own = storedResource(found);
  const converted = storedResource(toV1beta1(own.resource));
  const resource = withJoinedGroups(converted.resource, grouped);
  const { className, props, patch } = profileProgram(simplified(resource), metadata);
  const refused = refusals(resource, metadata);
  const notes = [
    ...inMetadata,
    ...own.dropped.map((path) => ({ path, text: 'is not a field of the resource; it is left out' })),
    ...converted.dropped.map((path) => ({ path, text: 'is lost in the conversion to v1beta1, as upstream does it' })),
    ...setStringNotes(own.resource),
    ...grouped,
    ...versionNotes(resource.spec?.version, status),
    ...patchedPaths(patch).map((path) => ({ path, text: 'has no typed option; it is under patch' })),
    ...refused.notes,
  ];
  const profile = (scope: Expression, facts: boolean, more?: ReadonlyMap<string, Expression>): Expression => {
    const installed = refused.installed ? [['installed', json(true)] as const] : [];
    const all = new Map([
      ...(facts ? [FACTS] : []),
      ...installed,
      ...props,
      ...[...(more ?? [])].filter(([key]) => !props.has(key)),
    ]);
    return construct(className, scope, json('verrazzano'), ...(all.size === 0 ? [] : [object(all)]));
  };
  return {
    id: metadata.namespace === 'default' ? metadata.name : `${metadata.namespace}-${metadata.name}`,
    notes,
    clusterClass: scopeClass('cluster', className),
    profile,
    statement: (target, id) => {
      const scope = construct(scopeClass(target, className), name('app'), json(id), ...scopeProps(target, className));
      return profile(scope, !hasFacts(target, className));
    },
  };
}

/** The version is always written, since an upgrade waits for it. */
function versionNotes(version: JsonValue | undefined, status: JsonValue | undefined): Note[] {
  if (version !== undefined) return [];
  const running = isJsonObject(status) ? status.version : undefined;
  const text = `is not set; the program sets ${VERRAZZANO_VERSION}`;
  const upgrades = typeof running === 'string' && running !== '' && !isSameVersion(running, VERRAZZANO_VERSION);
  return [
    { path: 'spec.version', text: upgrades ? `${text}, and applying it starts an upgrade from ${running}` : text },
  ];
}

const FACTS = ['kubernetes', name('kubernetes')] as const;

/** Classes of clusters by the profile; one that enables nothing fits neither role. */
const CLUSTERS: Readonly<Record<string, string>> = {
  ManagedClusterProfile: 'ManagedCluster',
  NoneProfile: 'GitOpsCluster',
};

function scopeClass(target: ImportTarget, className: string): string {
  return target === 'chart' ? 'Chart' : (CLUSTERS[className] ?? 'AdminCluster');
}

/** Whether the scope takes the facts about the cluster. */
function hasFacts(target: ImportTarget, className: string): boolean {
  return scopeClass(target, className).endsWith('Cluster') && className !== 'NoneProfile';
}

function scopeProps(target: ImportTarget, className: string) {
  return hasFacts(target, className) ? [object(new Map([FACTS]))] : [];
}

/** Fields of a patch: of `spec`, and of each component. */
function patchedPaths({ components, ...spec }: JsonObject): string[] {
  const sections = isJsonObject(components) ? Object.entries(components) : [];
  return [
    ...Object.keys(spec).map((key) => `spec.${key}`),
    ...sections.flatMap(([key, section]) => {
      const fields = isJsonObject(section) ? Object.keys(section) : [];
      return fields.length === 0
        ? [`spec.components.${key}`]
        : fields.map((field) => `spec.components.${key}.${field}`);
    }),
  ];
}

/** Why a program will not synthesize, or only for a platform that is installed already. */
interface Refusals {
  readonly installed: boolean;
  readonly notes: readonly Note[];
}

/** What the profile of the program will be refused for at synthesis. */
function refusals({ apiVersion, kind, spec = {} }: VerrazzanoResource, metadata: ImportedMetadata): Refusals {
  const manifest = { apiVersion, kind, metadata, spec };
  const errors = (installed: boolean) =>
    profileFindings(manifest, requiredSecrets(manifest, undefined), undefined, installed).filter(
      ({ severity }) => severity === 'error',
    );
  const [asNew, asInstalled] = [errors(false), errors(true)];
  const installed = asNew.length > 0 && asInstalled.length === 0;
  if (installed) {
    const text = 'is refused for a new resource but not for a stored one; the program sets installed';
    return { installed, notes: asNew.map(({ path, rule }) => ({ path, text: `${text} (${rule})` })) };
  }
  const notes = asNew.map(({ path, message, fix, rule }) => ({
    path,
    text: `is refused at synthesis: ${message}; ${fix} (${rule})`,
  }));
  return { installed, notes };
}
