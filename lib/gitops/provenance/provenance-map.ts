import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { IConstruct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import type { DeliveryProps } from '../argo/settings';
import { DeliveryUnit } from '../delivery-unit';
import type { OutputFile } from '../output/output-file';
import { sha256 } from '../output/sums';
import { commonOrigins } from './common-origins';
import { originsOf, type FieldOrigin } from './field-origin';
import { fileOf, placeFrom } from './frames';
import { createdAt } from './trace';

/** Version of the format. */
export const MAP_VERSION = 2;

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
  /** Hashes of the files of the program, by path seen from the output folder: the lines are those of these files. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What a map is made of. */
export interface MapInput {
  /** The app. */
  readonly root: IConstruct;
  /** Options of the app, as the program states them. */
  readonly props: DeliveryProps;
  /** The output folder, absolute. */
  readonly outdir: string;
  /** The files, by path. */
  readonly files: ReadonlyMap<string, OutputFile>;
  /** Path of the construct of each file. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * Where each field of an output comes from.
 * @param input - the app and its output
 */
export function provenanceMap({ root, props, outdir, files, origins }: MapInput): ProvenanceMap {
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
  for (const [file, { content: text }] of files) {
    const construct = byPath.get(origins.get(file) ?? '') ?? root;
    construct.node.scopes.forEach(add);
    const unit = construct.node.scopes.reverse().find((scope) => DeliveryUnit.isDeliveryUnit(scope));
    const found = documentsOf(file, text)
      .flatMap((content, index) => {
        const { path } = construct.node;
        const creator = creators.get(path) ?? path;
        const document = { content, index, file, creator, unit: unit?.unitName };
        return [...originsOf(construct, document), ...commonOrigins(construct, document, props)].filter(
          ({ at }) => valueAtPath(content, at) !== undefined,
        );
      })
      .map((origin) =>
        origin.call === undefined ? origin : { ...origin, call: origin.call.map((line) => placeFrom(line, outdir)) },
      );
    for (const { of } of found) {
      const other = of === undefined ? undefined : byPath.get(of);
      if (other !== undefined) add(other);
    }
    mapped[file] = { sha256: sha256(text), construct: construct.node.path, origins: distinct(found) };
  }
  return { version: MAP_VERSION, constructs, files: mapped, sources: sourcesOf(constructs, outdir) };
}

/** A source that cannot be read, such as one that a bundle was made of, has no hash. */
function sourcesOf(constructs: Readonly<Record<string, MappedConstruct>>, outdir: string): Record<string, string> {
  const files = new Set(Object.values(constructs).flatMap(({ program }) => program.map(fileOf)));
  const hashes: Record<string, string> = {};
  for (const file of [...files].sort()) {
    const path = join(outdir, file);
    if (existsSync(path)) hashes[file] = sha256(readFileSync(path, 'utf8'));
  }
  return hashes;
}

/**
 * The construct that has made each one: that which was created first when the same line of the program ran, since a line makes the others
 * through it. A line that runs again creates a construct of the same class first.
 */
function creatorsOf(constructs: Iterable<IConstruct>): ReadonlyMap<string, string> {
  const traced = [...constructs].flatMap((construct) => {
    const { lines, order } = createdAt(construct) ?? {};
    return lines === undefined || order === undefined ? [] : [{ construct, key: lines.join('\n'), order }];
  });
  const running = new Map<string, IConstruct>();
  const creators = new Map<string, string>();
  for (const { construct, key } of traced.sort((a, b) => a.order - b.order)) {
    const before = running.get(key);
    const isAgain =
      before !== undefined &&
      construct.constructor === before.constructor &&
      !construct.node.path.startsWith(`${before.node.path}/`);
    const creator = before === undefined || isAgain ? construct : before;
    running.set(key, creator);
    creators.set(construct.node.path, creator.node.path);
  }
  return creators;
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
    creator: creators.get(construct.node.path) ?? construct.node.path,
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

/** The documents of a YAML file; those that are not maps, and other files, have no fields. */
function documentsOf(file: string, text: string): JsonObject[] {
  if (!file.endsWith('.yaml')) return [];
  return parseAllDocuments(text).map((document) => {
    const content: unknown = document.toJS();
    return isJsonObject(content) ? content : {};
  });
}
