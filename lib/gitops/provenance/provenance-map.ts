import type { IConstruct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../values/json';
import { DeliveryUnit } from '../delivery-unit';
import { sha256 } from '../output/sums';
import { commonOrigins } from './common-origins';
import { originsOf, type FieldOrigin } from './field-origin';
import { placeFrom } from './frames';
import { createdAt } from './trace';

/** Version of the format. */
export const MAP_VERSION = 1;

/** A construct, as the map has it. */
export interface MappedConstruct {
  /** Name of its class. */
  readonly type: string;
  /** Lines of the program that create it, from the inside to the outside, as `<file>:<line>:<column>`, seen from the folder of the output. */
  readonly program: readonly string[];
  /** Path of the construct whose creation these lines are: itself, or one of this package that has made it. */
  readonly creator: string;
  /** Whether the program creates it itself, and not a construct of this package. */
  readonly isDirect: boolean;
}

/** A file of the output, as the map has it. */
export interface MappedFile {
  /** Hash of its content, by which a map of another synthesis is found out. */
  readonly sha256: string;
  /** Path of the construct that made it. */
  readonly construct: string;
  /** Origins of its fields. */
  readonly origins: readonly FieldOrigin[];
}

/** Where everything in an output comes from. */
export interface ProvenanceMap {
  /** {@link MAP_VERSION}. */
  readonly version: number;
  /** Constructs by path: those of files, and those around them. */
  readonly constructs: Readonly<Record<string, MappedConstruct>>;
  /** Files by path below the output folder. */
  readonly files: Readonly<Record<string, MappedFile>>;
}

/** What a map is made of. */
export interface MapInput {
  /** The app. */
  readonly root: IConstruct;
  /** The output folder, absolute. */
  readonly outdir: string;
  /** Content of the files, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Path of the construct of each file. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * Where each field of an output comes from.
 * @param input - the app and its output
 */
export function provenanceMap({ root, outdir, files, origins }: MapInput): ProvenanceMap {
  const byPath = new Map(root.node.findAll().map((construct) => [construct.node.path, construct]));
  const creators = creatorsOf(byPath.values());
  const constructs: Record<string, MappedConstruct> = {};
  const add = (construct: IConstruct): void => {
    const { path } = construct.node;
    const known = constructs[path];
    constructs[path] = known ?? mappedConstruct(construct, outdir, creators);
    const creator = byPath.get(constructs[path].creator);
    if (known === undefined && creator !== undefined) add(creator);
  };
  const mapped: Record<string, MappedFile> = {};
  for (const [file, text] of files) {
    const construct = byPath.get(origins.get(file) ?? '') ?? root;
    construct.node.scopes.forEach(add);
    const unit = construct.node.scopes.reverse().find((scope) => DeliveryUnit.isDeliveryUnit(scope));
    const found = documentsOf(file, text).flatMap((content, index) => {
      const document = { content, index, file, unit: unit?.unitName };
      return [...originsOf(construct, document), ...commonOrigins(construct, document)];
    });
    for (const { of } of found) {
      const other = of === undefined ? undefined : byPath.get(of);
      if (other !== undefined) add(other);
    }
    mapped[file] = { sha256: sha256(text), construct: construct.node.path, origins: distinct(found) };
  }
  return { version: MAP_VERSION, constructs, files: mapped };
}

/** The construct that was created first by a line of the program: it has made the others that the line is behind. */
function creatorsOf(constructs: Iterable<IConstruct>): ReadonlyMap<string, string> {
  const first = new Map<string, { readonly order: number; readonly path: string }>();
  for (const construct of constructs) {
    const { lines = [], order = 0 } = createdAt(construct) ?? {};
    const key = lines.join('\n');
    const before = first.get(key);
    if (before === undefined || order < before.order) first.set(key, { order, path: construct.node.path });
  }
  return new Map([...first].map(([key, { path }]) => [key, path]));
}

function mappedConstruct(
  construct: IConstruct,
  outdir: string,
  creators: ReadonlyMap<string, string>,
): MappedConstruct {
  const { lines = [], isDirect = false } = createdAt(construct) ?? {};
  return {
    type: construct.constructor.name,
    program: lines.map((line) => placeFrom(line, outdir)),
    creator: creators.get(lines.join('\n')) ?? construct.node.path,
    isDirect,
  };
}

function distinct(origins: readonly FieldOrigin[]): FieldOrigin[] {
  const seen = new Set<string>();
  return origins.filter((origin) => {
    const key = JSON.stringify(origin);
    return !seen.has(key) && seen.add(key);
  });
}

/** The documents of a YAML file; those that are no maps, and other files, have no fields. */
function documentsOf(file: string, text: string): JsonObject[] {
  if (!file.endsWith('.yaml')) return [];
  return parseAllDocuments(text).map((document) => {
    const content: unknown = document.toJS();
    return isJsonObject(content) ? content : {};
  });
}
