import { kindText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { CheckRule, Found } from '../finding';
import type { JsonObject } from '../../values/json';
import { pathText, valueAtPath, type Path } from '../../values/path';
import { kindKey, metadataSchema, type CustomKind, nativeKinds, nativeSchema } from '../schema/known-kinds';
import type { SchemaNode } from '../schema/schema-node';
import type { SchemaProblem, SchemaProblemCode } from '../schema/schema-problem';
import { validate } from '../schema/validate';
import { isEncrypted } from '../sops';

const RULES: Readonly<Record<SchemaProblemCode, CheckRule>> = {
  'unknown-field': 'unknown-field',
  type: 'invalid-value',
  value: 'invalid-value',
  wide: 'invalid-value',
  alternative: 'invalid-value',
  'duplicate-item': 'invalid-value',
  'null-item': 'invalid-value',
  required: 'missing-field',
};

const FIXES: Readonly<Record<SchemaProblemCode, string>> = {
  'unknown-field': 'correct the name or the indentation, or remove it',
  type: 'correct the value',
  value: 'correct the value',
  wide: 'correct the value, or the format in the definition: programs that read 32 bits fail at the object',
  alternative: 'correct the fields of this object',
  'duplicate-item': 'keep one of them',
  'null-item': 'remove it, or write what is meant',
  required: 'add it',
};

/** Fields that published schemas require and the API server does without, by `group/Kind`. Source: validation of Kubernetes, `pkg/apis`. */
const NOT_REQUIRED: ReadonlyArray<readonly [kinds: RegExp, field: RegExp]> = [
  [/^apps\/StatefulSet$/, /^spec\.serviceName$/],
  [/^networking\.k8s\.io\/NetworkPolicy$/, /^spec\.podSelector$/],
  [/^\/LimitRange$/, /^spec\.limits$/],
  [/^scheduling\.k8s\.io\/PriorityClass$/, /^value$/],
  // It is dropped then, of which there is a finding.
  [/^\/PersistentVolumeClaim$/, /^spec\.dataSource\.(?:kind|name)$/],
  [/^rbac\.authorization\.k8s\.io\/(?:Cluster)?RoleBinding$/, /^roleRef\.apiGroup$/],
  [/^discovery\.k8s\.io\/EndpointSlice$/, /^endpoints(?:\[\d+\]\.hints\.forZones\[\d+\]\.name)?$/],
  [/^storage\.k8s\.io\/CSI(?:Driver|Node)$/, /^spec(?:\.drivers)?$/],
  [/^storage\.k8s\.io\/CSIDriver$/, /^spec\.tokenRequests\[\d+\]\.audience$/],
  [/^apiextensions\.k8s\.io\/CustomResourceDefinition$/, /^spec\.versions\[\d+\]\.served$/],
  [/^batch\//, /podFailurePolicy\.(?:rules|rules\[\d+\]\.onPodConditions\[\d+\]\.status)$/],
  [
    /^(?:\/|apps\/|batch\/)/,
    /(?:\.sysctls\[\d+\]\.value|\.httpHeaders\[\d+\]\.value|nodeAffinity\.preferred\w+\[\d+\]\.preference)$/,
  ],
];

/** What the schemas of the oldest and the newest version of Kubernetes refuse. */
export function schemaFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => findingsOf(object, context));
}

function findingsOf(object: CheckedObject, context: CheckContext): Found[] {
  const { group, version, kind } = object;
  const key = kindKey(group, version, kind);
  if (nativeKinds().has(key)) return nativeFindings(object, key, context);
  const all = context.inventory.custom.all(group, version, kind);
  if (all.length === 0) return unknownKind(object, context);
  const { custom, problems } = fittingKind(object, all, context);
  return problems.map((problem) => {
    const found = foundOf(object, problem);
    // Another version of the product may have more fields than the definition that is known here.
    if (custom.given || problem.code !== 'unknown-field' || problem.path[0] === 'metadata') return found;
    return {
      ...found,
      severity: 'warning',
      fix: `${found.fix}; with a newer version of ${group}, pass its CustomResourceDefinitions`,
    };
  });
}

/** A definition, and what its schema refuses of an object. */
interface Fit {
  readonly custom: CustomKind;
  readonly problems: readonly SchemaProblem[];
}

const fits = new WeakMap<CheckedObject, Fit>();

/**
 * Of several definitions of a kind, which an input holds for several versions of a product, the one that takes an object; or the one with the
 * fewest problems.
 * @param object - the object
 * @param all - the definitions, at least one
 * @param context - what is known besides
 */
export function fittingKind(object: CheckedObject, all: readonly CustomKind[], context: CheckContext): Fit {
  const known = fits.get(object);
  if (known !== undefined) return known;
  let best: Fit | undefined;
  for (const custom of all) {
    const problems = customProblems(object, custom, context);
    if (best === undefined || problems.length < best.problems.length) best = { custom, problems };
    if (problems.length === 0) break;
  }
  const found = best as Fit;
  fits.set(object, found);
  return found;
}

function customProblems(object: CheckedObject, custom: CustomKind, { minors }: CheckContext): readonly SchemaProblem[] {
  const metadata = metadataSchema(minors.newest);
  const problems = validate(object.object, custom.schema, { metadata, native: false }).filter(
    ({ code, path }) => !isOfStatus(path) || !custom.hasStatus || code === 'unknown-field',
  );
  return [...problems, ...replicasProblems(object.object, custom)].filter((problem) => !isOfSops(object, problem));
}

/** The most replicas that a scale has: 32 bits. */
const MOST_REPLICAS = 2 ** 31 - 1;

/** What can be scaled has a number of replicas, if any. Source: apiextensions, `pkg/registry/customresource/validator.go`. */
function replicasProblems(object: JsonObject, { replicas }: CustomKind): SchemaProblem[] {
  const got = replicas === undefined ? undefined : valueAtPath(object, replicas);
  if (replicas === undefined || typeof got !== 'number' || !Number.isInteger(got)) return [];
  if (got >= 0 && got <= MOST_REPLICAS) return [];
  const allowed = `0 to ${MOST_REPLICAS}`;
  return [{ code: 'value', path: replicas, what: 'is not a number of replicas', got, allowed }];
}

function nativeFindings(object: CheckedObject, key: string, { minors }: CheckContext): Found[] {
  const versions = [...new Set([minors.oldest, minors.newest])].flatMap((minor) => {
    const schema = nativeSchema(key, minor);
    return schema === undefined ? [] : [{ minor, schema }];
  });
  const found = new Map<string, { readonly problem: SchemaProblem; readonly minors: number[] }>();
  for (const { minor, schema } of versions) {
    for (const problem of problemsIn(object, schema, minor)) {
      const id = `${problem.code} ${pathText(problem.path)}`;
      const known = found.get(id);
      if (known === undefined) found.set(id, { problem, minors: [minor] });
      else known.minors.push(minor);
    }
  }
  return [...found.values()].map(({ problem, minors: in_ }) => {
    const base = nativeFound(object, problem);
    if (in_.length === versions.length) return base;
    const severity = problem.code === 'unknown-field' ? 'warning' : base.severity;
    return { ...base, severity, message: `${base.message} in Kubernetes 1.${in_.join(' and 1.')}` };
  });
}

/** Two items of one key are not refused at once: the last one counts, until the object is applied by the server. */
function nativeFound(object: CheckedObject, problem: SchemaProblem): Found {
  const found = foundOf(object, problem);
  if (problem.code === 'null-item') return { ...found, severity: 'warning' };
  if (problem.code !== 'duplicate-item') return found;
  return { ...found, severity: 'warning', message: `${found.message}, which server-side apply refuses` };
}

function problemsIn(object: CheckedObject, schema: SchemaNode, minor: number): SchemaProblem[] {
  const kind = `${object.group}/${object.kind}`;
  const lenient = NOT_REQUIRED.filter(([kinds]) => kinds.test(kind));
  return validate(object.object, schema, { metadata: metadataSchema(minor), native: true }).filter(
    (problem) =>
      !isOfSops(object, problem) &&
      (!isOfStatus(problem.path) || ['type', 'unknown-field'].includes(problem.code)) &&
      (problem.code !== 'required' || !lenient.some(([, field]) => field.test(pathText(problem.path)))),
  );
}

/** The API server reads a status, and drops it before it looks at values. Source: a dry run of Kubernetes 1.28. */
function isOfStatus(path: Path): boolean {
  return path.length > 1 && path[0] === 'status';
}

/** What SOPS adds is gone before the object is applied. */
function isOfSops({ object }: CheckedObject, { path }: SchemaProblem): boolean {
  return path[0] === 'sops' && isEncrypted(object);
}

function foundOf(object: CheckedObject, problem: SchemaProblem): Found {
  const { code, path, what, got, allowed } = problem;
  return {
    rule: RULES[code],
    severity: code === 'wide' ? 'warning' : 'error',
    at: object,
    path,
    message: what,
    fix: FIXES[code],
    ...(got !== undefined && { got }),
    ...(allowed !== undefined && { allowed }),
  };
}

/** A version that the definition in the input does not serve is refused; a kind without definition cannot be checked. */
function unknownKind(object: CheckedObject, { inventory }: CheckContext): Found[] {
  const { group, version, kind } = object;
  const served = inventory.custom.versionsOf(group, kind);
  const base = { at: object, path: ['apiVersion'], got: `${group}/${version}` } as const;
  if (served.length > 0) {
    const message = `is a version of ${kindText(group, kind)} that its CustomResourceDefinition does not serve`;
    const allowed = served.map((each) => `${group}/${each}`).join(', ');
    return [
      { ...base, rule: 'removed-api', severity: 'error', message, allowed, fix: 'write a version that is served' },
    ];
  }
  const isNative = group === '' || !group.includes('.') || /(?:^|\.)k8s\.io$/.test(group);
  if (isNative) return [];
  const message = `has a kind without a known schema, so that its fields are not checked`;
  return [{ ...base, rule: 'unknown-kind', severity: 'info', message, fix: 'pass its CustomResourceDefinition' }];
}
