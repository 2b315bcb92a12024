import { existsSync, readFileSync } from 'fs';
import { parseAllDocuments, stringify } from 'yaml';
import { sharedPath } from '../support/shared';
import type { ApiServer } from './api-server';
import type { Manifest } from './output';
import { yamlFiles } from './output';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };

/**
 * Fields of Rook 1.17 that its definition at hand, an older one, lacks. Source: rook/rook v1.17.7, deploy/examples/crds.yaml.
 */
const ROOK_1_17: Readonly<Record<string, Schema>> = {
  'csi.readAffinity.enabled': { type: 'boolean' },
  'monitoring.exporter.perfCountersPrioLimit': { type: 'integer', format: 'int64' },
  'monitoring.exporter.statsPeriodSeconds': { type: 'integer', format: 'int64' },
  'storage.allowDeviceClassUpdate': { type: 'boolean' },
  'storage.allowOsdCrushWeightUpdate': { type: 'boolean' },
  'storage.scheduleAlways': { type: 'boolean' },
  upgradeOSDRequiresHealthyPGs: { type: 'boolean' },
};

/** A CustomResourceDefinition as far as it is read here. */
interface Definition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: ReadonlyArray<{ readonly schema: { readonly openAPIV3Schema: Schema } }>;
    readonly conversion?: { readonly strategy: string };
  };
}

/** Groups that every API server serves. */
const BUILT_IN = /(^|\.)k8s\.io$/;

/**
 * Gives the API server the CustomResourceDefinitions of upstream without their schemas, for objects of which only names and metadata matter.
 */
export function applyNames(server: ApiServer, objects: readonly Manifest[]): void {
  const folder = sharedPath('crds');
  const upstream = existsSync(folder) ? upstreamDefinitions(folder).map(withoutSchema) : [];
  const known = new Set(upstream.map(kindOf));
  const made = madeDefinitions(objects).filter((definition) => !known.has(kindOf(definition)));
  apply(server, [...upstream, ...made]);
}

/**
 * Gives the API server the CustomResourceDefinitions of everything in the output: upstream's with their schemas where they are at
 * hand, or else definitions without a schema, made from the objects themselves.
 *
 * @returns what was used, in words
 */
export function applyDefinitions(server: ApiServer, objects: readonly Manifest[]): string {
  const folder = sharedPath('crds');
  const upstream = existsSync(folder) ? upstreamDefinitions(folder) : [];
  const known = new Set(upstream.map(kindOf));
  const made = madeDefinitions(objects).filter((definition) => !known.has(kindOf(definition)));
  apply(server, [...upstream, ...made]);
  const without = made.map((definition) => definition.metadata.name).join(', ') || 'none';
  return `${upstream.length} definitions of upstream, with schemas; definitions without schemas: ${without}`;
}

function apply(server: ApiServer, definitions: readonly Definition[]): void {
  const text = definitions.map((definition) => stringify(definition)).join('---\n');
  server.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], text);
  server.kubectl(['wait', '--for=condition=Established', '--timeout=120s', 'crd', '--all']);
}

const ANYTHING = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };

function withoutSchema(definition: Definition): Definition {
  const versions = definition.spec.versions.map((version) => ({ ...version, schema: ANYTHING }));
  return { ...definition, spec: { ...definition.spec, versions, conversion: { strategy: 'None' } } };
}

function upstreamDefinitions(folder: string): readonly Definition[] {
  return yamlFiles(folder)
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document) => document.toJS() as Manifest | null)
    .filter((object): object is Definition => object?.kind === 'CustomResourceDefinition')
    .map((object) => (object.metadata.name === 'cephclusters.ceph.rook.io' ? withRookFields(object) : object));
}

function kindOf({ spec: { group, names } }: Definition): string {
  return `${names.kind}.${group}`;
}

function withRookFields(definition: Definition): Definition {
  for (const { schema } of definition.spec.versions) {
    const spec = schema.openAPIV3Schema.properties?.spec;
    if (spec) for (const [path, field] of Object.entries(ROOK_1_17)) addField(spec, path.split('.'), field);
  }
  return definition;
}

function addField(schema: Schema, [key = '', ...rest]: readonly string[], field: Schema): void {
  schema.properties ??= {};
  const own = (schema.properties[key] ??= rest.length === 0 ? field : { type: 'object' });
  if (rest.length > 0) addField(own, rest, field);
}

function madeDefinitions(objects: readonly Manifest[]): readonly Definition[] {
  const byKind = new Map<string, unknown>();
  for (const { apiVersion, kind, metadata } of objects) {
    const [group = '', version = ''] = apiVersion.split('/');
    if (!group.includes('.') || BUILT_IN.test(group)) continue;
    const plural = `${kind.toLowerCase()}s`;
    byKind.set(`${plural}.${group}`, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        scope: metadata.namespace === undefined ? 'Cluster' : 'Namespaced',
        versions: [{ name: version, served: true, storage: true, schema: ANYTHING }],
      },
    });
  }
  return [...byKind.values()] as Definition[];
}
