import type { JsonValue } from '../../values/json';
import type { FieldRow } from './field-row';

const APPLICATIONS = /^argoproj\.io\/Application(?:Set)?$/;
const SETS = /^argoproj\.io\/ApplicationSet$/;
const FLUX = /^kustomize\.toolkit\.fluxcd\.io\/Kustomization$/;
const RELEASES = /^helm\.toolkit\.fluxcd\.io\/HelmRelease$/;
const DELIVERIES = /^(?:kustomize|helm)\.toolkit\.fluxcd\.io\/\w+$/;
const SOURCES = /^source\.toolkit\.fluxcd\.io\/\w+$/;

const PRUNED = 'what is no longer in Git is deleted';
const isTrue = (_: JsonValue | undefined, after: JsonValue | undefined): boolean => after === true;
const had = (before: JsonValue | undefined): boolean => before !== undefined;
const both = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  before !== undefined && after !== undefined;
const gains =
  (text: string) =>
  (before: JsonValue | undefined, after: JsonValue | undefined, path: string): boolean => {
    const inside = (value: JsonValue | undefined): boolean =>
      path.endsWith(`.${text}`) ? value === true : JSON.stringify(value ?? '').includes(`"${text}":true`);
    return inside(after) && !inside(before);
  };
/** A path in an Application, or in the template of an ApplicationSet. */
const inApplication = (rest: string): RegExp => new RegExp(String.raw`^spec\.(?:template\.spec\.)?${rest}`);

/** What Argo CD and Flux deliver, where, and what they delete. Sources: documentation of Argo CD and Flux. */
export const DELIVERY_FIELDS: readonly FieldRow[] = [
  {
    kinds: APPLICATIONS,
    path: inApplication(String.raw`(?:project|destination)\b`),
    risk: 'access',
    text: 'it delivers elsewhere, or with other rights',
    when: both,
  },
  {
    kinds: APPLICATIONS,
    path: inApplication(String.raw`syncPolicy(?:\.automated(?:\.prune)?)?$`),
    risk: 'removal',
    text: PRUNED,
    when: gains('prune'),
  },
  {
    kinds: APPLICATIONS,
    path: inApplication(String.raw`syncPolicy(?:\.automated(?:\.allowEmpty)?)?$`),
    risk: 'removal',
    text: 'everything is deleted where Git has nothing',
    when: gains('allowEmpty'),
    alone: true,
  },
  {
    kinds: APPLICATIONS,
    path: inApplication(String.raw`sources?(?:\[[^\]]*\])?(?:\.(?:targetRevision|chart|repoURL|path))?$`),
    risk: 'image',
    text: 'another version, or something else, is delivered',
  },
  {
    kinds: SETS,
    path: /^spec\.generators\b/,
    risk: 'data-loss',
    text: 'the Applications that it no longer makes are deleted, with what they deliver',
    when: had,
  },
  {
    kinds: SETS,
    path: /^spec\.syncPolicy(?:\.preserveResourcesOnDeletion)?$/,
    risk: 'data-loss',
    text: 'what its Applications deliver is deleted with them',
    when: (before, after) =>
      /^true$|"preserveResourcesOnDeletion":true/.test(JSON.stringify(before ?? '')) && after !== true,
  },
  { kinds: FLUX, path: /^spec\.prune$/, risk: 'removal', text: PRUNED, when: isTrue },
  {
    kinds: FLUX,
    path: /^spec\.(?:path|sourceRef)\b/,
    risk: 'image',
    text: 'another version, or something else, is delivered',
  },
  {
    kinds: FLUX,
    path: /^spec\.targetNamespace$/,
    risk: 'data-loss',
    text: 'objects are delivered elsewhere, and deleted where they are',
  },
  {
    kinds: FLUX,
    path: /^spec\.force$/,
    risk: 'data-loss',
    text: 'objects are deleted and created where they cannot be updated',
    when: isTrue,
  },
  {
    kinds: RELEASES,
    path: /^spec\.(?:releaseName|targetNamespace|storageNamespace)$/,
    risk: 'data-loss',
    text: 'the release is uninstalled, and installed again',
  },
  {
    kinds: DELIVERIES,
    path: /^spec\.(?:serviceAccountName|kubeConfig\b)/,
    risk: 'access',
    text: 'it delivers elsewhere, or with other rights',
  },
  {
    kinds: /^(?:kustomize|helm|source)\.toolkit\.fluxcd\.io\/\w+$/,
    path: /^spec\.suspend$/,
    risk: 'removal',
    text: 'what is in Git is no longer delivered',
    when: isTrue,
  },
  {
    kinds: SOURCES,
    path: /^spec\.(?:url|ref|path|bucketName|endpoint|chart|version)\b/,
    risk: 'image',
    text: 'another version, or something else, is delivered',
  },
];
