import { readdirSync, readFileSync } from 'fs';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { sharedPath } from '../support/shared';

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly group: string;
    readonly versions: ReadonlyArray<{ readonly name: string; readonly schema: { readonly openAPIV3Schema: object } }>;
  };
}

/** A schema in which an unknown field is an error, as `kubectl apply --validate=strict` sees it. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const open = 'additionalProperties' in copy || copy['x-kubernetes-preserve-unknown-fields'] === true;
  // What a schema without `type` and with alternatives says about properties is only part of the whole.
  const whole = copy.type === 'object';
  return 'properties' in copy && whole && !open ? { ...copy, additionalProperties: false } : copy;
}

/** Texts of CRDs by group and kind; parsing all of them takes seconds, and few are asked for. */
const texts = new Map<string, string>();
const schemas = new Map<string, object>();
const compiled = new Map<string, ValidateFunction>();
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

/** What the CRD of a custom resource says against an object; one line if there is no CRD. */
export function crdErrors(object: { readonly apiVersion: string; readonly kind: string }): readonly string[] {
  const key = `${object.apiVersion}/${object.kind}`;
  const schema = schemaOf(object.apiVersion.split('/')[0] ?? '', object.kind, key);
  if (schema === undefined) return [`no schema of ${key}`];
  const validate = compiled.get(key) ?? ajv.compile(strict(schema) as object);
  compiled.set(key, validate);
  if (validate(JSON.parse(JSON.stringify(object))) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function schemaOf(group: string, kind: string, key: string): object | undefined {
  if (texts.size === 0) read();
  const text = texts.get(`${group}/${kind}`);
  if (schemas.has(key) || text === undefined) return schemas.get(key);
  const crd = parse(text) as Crd;
  for (const { name, schema } of crd.spec.versions) {
    const root = schema.openAPIV3Schema as { properties?: object };
    // The API server knows these fields itself; the schema need not repeat them.
    const known = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
    schemas.set(`${group}/${name}/${kind}`, { ...root, properties: { ...root.properties, ...known } });
  }
  return schemas.get(key);
}

function read(): void {
  for (const file of readdirSync(sharedPath('crds'))) {
    for (const text of readFileSync(sharedPath('crds', file), 'utf8').split(/^---$/m)) {
      const [, group] = /^ {2}group: (\S+)$/m.exec(text) ?? [];
      const [, kind] = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (\S+)$/m.exec(text) ?? [];
      if (group !== undefined && kind !== undefined) texts.set(`${group}/${kind}`, text);
    }
  }
}
