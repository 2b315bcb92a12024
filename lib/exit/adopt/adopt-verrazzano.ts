import { VERRAZZANO_GROUP, VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { secretsInObject } from '../../gitops/secrets';
import { toV1beta1 } from '../../resource/convert';
import { MergeError, type VerrazzanoResource } from '../../resource/merge';
import { isLower } from '../../resource/rules/semver';
import { isJsonObject, type JsonValue } from '../../values/json';
import { InputError } from '../../values/input-error';
import { describeObject, type Dump, type DumpObject } from '../dump/dump';
import type { AdoptFinding } from './adopt-finding';
import { REDACTED } from '../dump/redacted';

/** A Verrazzano resource of a dump. */
export interface FoundVerrazzano {
  /** The resource as it was read, with its status. */
  readonly resource: VerrazzanoResource;
  /** What only the cluster knows: its uid and finalizers. */
  readonly uid: string | undefined;
  readonly finalizers: readonly string[];
  /** State that the platform operator reports, such as `Ready`. */
  readonly state: string | undefined;
  readonly findings: readonly AdoptFinding[];
}

/** The first release with version v1beta1 of the resource. */
const FIRST_V1BETA1 = '1.4.0';

/** Keys of `spec.components` that only one version of the resource has. */
const ONLY_V1ALPHA1 = ['elasticsearch', 'kibana', 'ingress'];

/** Metadata that an API server writes. */
const RUN_TIME_METADATA = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'uid',
  'ownerReferences',
];

/**
 * The Verrazzano resource of a dump.
 * @param dump - the dump
 * @returns undefined when the dump has none
 * @throws InputError when it has several, since a cluster has one
 */
export function foundVerrazzano(dump: Dump): FoundVerrazzano | undefined {
  const [first, ...others] = dump.list('Verrazzano', VERRAZZANO_GROUP);
  if (first === undefined) return undefined;
  const other = dump.superseded.find(({ object, isOther }) => isOther && object === describeObject(first));
  if (others.length > 0 || other !== undefined) {
    throw new InputError({
      at: 'dump',
      what: 'holds several Verrazzano resources, and a cluster has one',
      got: [first, ...others, ...(other === undefined ? [] : [first])].map(
        (one) => `${textAt(one, 'metadata', 'namespace')}/${textAt(one, 'metadata', 'name')}`,
      ),
      fix: 'pass the dump of one cluster, and adopt each cluster on its own',
    });
  }
  const finalizers = listAt(first, 'metadata', 'finalizers').filter((one) => typeof one === 'string');
  const resource = resourceOf(first);
  return {
    resource,
    uid: textAt(first, 'metadata', 'uid'),
    finalizers,
    state: textAt(first, 'status', 'state'),
    findings: [...versionFindings(first, resource), ...secretFindings(resource), ...redactions(resource)],
  };
}

/**
 * The resource as v1beta1.
 * @param found - the resource of a dump
 * @returns the resource; a finding in place of one that cannot be converted
 */
export function convertedResource({ resource }: FoundVerrazzano): VerrazzanoResource | AdoptFinding[] {
  try {
    return toV1beta1(resource);
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return error.problems.map((problem) => ({ severity: 'error', ...problem, at: `Verrazzano: ${problem.at ?? ''}` }));
  }
}

function resourceOf(object: DumpObject): VerrazzanoResource {
  const { metadata, spec, status } = object;
  const own = Object.entries(isJsonObject(metadata) ? metadata : {}).filter(
    ([key]) => !RUN_TIME_METADATA.includes(key),
  );
  const plain = own.filter(([, value]) => !isJsonObject(value) || Object.keys(value).length > 0);
  return {
    apiVersion: apiVersionOf(object),
    kind: 'Verrazzano',
    metadata: Object.fromEntries(plain),
    ...(isJsonObject(spec) && { spec }),
    ...(status !== undefined && { status }),
  };
}

/** A list without kinds comes from a typed client: v1alpha1 before release 1.4, and v1beta1 since. */
function apiVersionOf(object: DumpObject): string {
  const components = Object.keys(objectAt(object, 'spec', 'components'));
  if (components.some((key) => ONLY_V1ALPHA1.includes(key))) return VERRAZZANO_V1ALPHA1;
  const version = textAt(object, 'status', 'version');
  const isOld = version !== undefined && isLower(version, FIRST_V1BETA1);
  if (isOld || object.apiVersion === VERRAZZANO_V1ALPHA1) return VERRAZZANO_V1ALPHA1;
  return VERRAZZANO_V1BETA1;
}

function versionFindings(object: DumpObject, resource: VerrazzanoResource): AdoptFinding[] {
  const at = 'Verrazzano';
  const findings: AdoptFinding[] = [];
  if (!isJsonObject(object.spec) && object.spec !== undefined && object.spec !== null) {
    findings.push({ severity: 'error', at, what: 'has a spec of the wrong type', got: typeof object.spec });
  }
  if (!isJsonObject(object.spec)) {
    const what = 'the dump does not hold its spec; the program has the settings of profile prod';
    findings.push({ severity: 'warning', at, what, fix: 'add what `kubectl get verrazzano -A -o yaml` prints' });
  }
  if (object.apiVersion !== resource.apiVersion) {
    const what = `is read as ${resource.apiVersion}`;
    findings.push({ severity: 'note', at, what, got: object.apiVersion });
  }
  return findings;
}

function secretFindings(resource: VerrazzanoResource): AdoptFinding[] {
  const hidden = paths(resource.spec ?? {}, 'spec', (value) => value.includes('(hidden)'));
  const found = secretsInObject(resource.spec ?? {}, { kind: 'Verrazzano', name: '' });
  return [
    ...hidden.map((path): AdoptFinding => {
      const what = 'holds a credential, which is not written';
      return {
        severity: 'error',
        at: `Verrazzano: ${path}`,
        what,
        fix: 'put it into a Secret and name that in overrides',
      };
    }),
    ...found.map(({ at, what }): AdoptFinding => ({ severity: 'error', at: `Verrazzano: spec${at}`, what })),
  ];
}

function redactions(resource: VerrazzanoResource): AdoptFinding[] {
  const named = { metadata: resource.metadata ?? {}, spec: resource.spec ?? {} };
  return Object.entries(named).flatMap(([key, value]) =>
    paths(value, key, (text) => REDACTED.test(text)).map((path): AdoptFinding => {
      const what = 'is redacted in the dump';
      return { severity: 'error', at: `Verrazzano: ${path}`, what, fix: 'write the value into the program' };
    }),
  );
}

function paths(value: JsonValue, path: string, isMeant: (text: string) => boolean): string[] {
  if (typeof value === 'string') return isMeant(value) ? [path] : [];
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item, index) => paths(item, `${path}[${index}]`, isMeant));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner ?? null, `${path}.${key}`, isMeant));
}
