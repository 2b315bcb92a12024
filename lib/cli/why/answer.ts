import { HOSTS_FOLDER } from '../../gitops/names';
import { join, relative, resolve } from 'path';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import type { MappedConstruct, MappedFile, ProvenanceMap } from '../../gitops/provenance/provenance-map';
import { sha256 } from '../../gitops/output/sums';
import { InputError } from '../input/input-error';
import { readText } from '../input/read-text';
import { pathText } from '../../values/path';
import { fieldAt, parsedFile, type FieldAt, type ParsedFile } from './field-at';
import { optionLine, valueLine } from './option-line';
import { Program } from './program/program';
import { findMap, type GivenMap } from './read-map';

/** A construct around what a file holds. */
export interface WhyConstruct {
  /** Path in the tree; empty for the app. */
  readonly path: string;
  /** Name of its class. */
  readonly type: string;
  /** Lines of the program that create it, from the inside to the outside, as seen from the current folder. */
  readonly program: readonly string[];
  /** The construct whose creation these lines are, where it is another one, such as `ProdProfile prod/verrazzano`. */
  readonly creator: string | undefined;
}

/** A cause of a field. */
export interface WhyCause extends Omit<FieldOrigin, 'at' | 'document' | 'option' | 'call'> {
  /** The field that it is the cause of: the one asked for, or one around it. */
  readonly field: string;
  /**
   * Lines of the program: first the one that states the option, where it is found; otherwise, and behind it, those that create the
   * construct whose option it is.
   */
  readonly program: readonly string[];
  /** The option as far as the first line states it; undefined where that line is not found. */
  readonly stated: string | undefined;
}

/** Where a field comes from. */
export interface WhyAnswer {
  /** The file, as it was named. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** What the document is, such as `Ingress keycloak/keycloak`. */
  readonly object: string;
  /** The field; empty for a file without fields. */
  readonly field: string;
  /** Its value. */
  readonly value: unknown;
  /** Causes of the field itself or, where none is known, of the nearest field around it; the nearest cause first. */
  readonly causes: readonly WhyCause[];
  /** Whether the causes are of the field itself, or of what it belongs to. */
  readonly isExact: boolean;
  /** Whether the program states the object itself, field by field. */
  readonly isDirect: boolean;
  /** The line of the program that has the value among the options of the construct, where only one has it and no cause says more. */
  readonly stated: string | undefined;
  /** Files of the program that have changed since: lines in them are those of then. */
  readonly changed: readonly string[];
  /** The construct that made the file, and those around it, from the inside to the outside. */
  readonly constructs: readonly WhyConstruct[];
}

/** A file of an output with what is known of it. */
export interface ExplainedFile {
  /** The file, as it was named. */
  readonly file: string;
  /** Number of its lines. */
  readonly lines: number;
  /** Its documents; undefined where it is not YAML. */
  readonly parsed: ParsedFile | undefined;
  /** What the map says of it. */
  readonly entry: MappedFile;
  /** Whether the program states its object itself. */
  readonly isDirect: boolean;
  /** The constructs. */
  readonly places: Places;
}

/**
 * Reads a file of an output, for any number of lines.
 * @param file - the file
 * @param given - the map and its output folder, where they are not at their usual places
 * @throws InputError when there is no map, or it does not know the file as it is
 */
export function explainedFile(file: string, given: GivenMap | undefined): ExplainedFile {
  const text = readText(file);
  const { map, outdir, path } = findMap(file, given);
  const entry = Object.hasOwn(map.files, path) ? map.files[path] : undefined;
  if (entry === undefined) {
    throw new InputError({ at: file, what: 'the map does not know the file: no synthesis has written it', got: path });
  }
  if (entry.sha256 !== sha256(text)) {
    const what = 'has changed since the map was written';
    throw new InputError({ at: file, what, fix: 'synthesize again with CDK8S_VERRAZZANO_PROVENANCE=1' });
  }
  return {
    file,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    parsed: file.endsWith('.yaml') ? parsedFile(text) : undefined,
    entry,
    isDirect: map.constructs[entry.construct]?.isDirect === true && !path.startsWith(`${HOSTS_FOLDER}/`),
    places: new Places(map, outdir),
  };
}

/**
 * Where a line of an output comes from.
 * @param of - the file
 * @param line - the line, from 1
 * @throws InputError when the file has no such line
 */
export function whyLine({ file, lines, parsed, entry, isDirect, places }: ExplainedFile, line: number): WhyAnswer {
  if (line > lines) throw new InputError({ at: file, what: 'has no such line', got: line, allowed: `1 to ${lines}` });
  const field = parsed && fieldAt(parsed, line);
  const { origins, isExact } = causesOf(entry.origins, field);
  return {
    file,
    line,
    object: field?.title ?? '',
    field: field === undefined ? '' : pathText(field.path),
    value: field?.value,
    causes: origins.map((origin) => causeOf(origin, field?.value, places)),
    isExact,
    isDirect,
    stated: isExact || field === undefined ? undefined : places.statedLine(entry.construct, field, isDirect),
    changed: places.changed,
    constructs: places.around(entry.construct),
  };
}

function causeOf(origin: FieldOrigin, value: unknown, places: Places): WhyCause {
  const { at, document: _document, option: _option, call, ...cause } = origin;
  const { line, stated } = places.optionOf(origin, value);
  const created = origin.of === undefined ? [] : places.programOf(origin.of);
  return {
    ...cause,
    field: pathText(at),
    program: call === undefined ? [...(line === undefined ? [] : [line]), ...created] : places.seen(call),
    stated,
  };
}

/** Looks up constructs, with their lines as seen from the current folder. */
class Places {
  private readonly program: Program;

  constructor(
    private readonly map: ProvenanceMap,
    private readonly outdir: string,
  ) {
    const hashes = new Map(Object.entries(map.sources).map(([file, hash]) => [resolve(join(outdir, file)), hash]));
    this.program = new Program((file) => hashes.get(file));
  }

  /** Files of the program that have changed since the output was made, as far as they were looked at. */
  get changed(): readonly string[] {
    return this.program.changed.map((file) => relative('.', file));
  }

  programOf(path: string): readonly string[] {
    return this.seen(this.construct(path)?.program ?? []);
  }

  seen(lines: readonly string[]): readonly string[] {
    return this.absolute(lines).map((line) => relative('.', line));
  }

  /** The line of the program that states an option. */
  optionOf(
    { option, of }: FieldOrigin,
    value: unknown,
  ): { readonly line: string | undefined; readonly stated: string | undefined } {
    const found =
      option === undefined || of === undefined
        ? undefined
        : optionLine(this.program, this.absolute(this.construct(of)?.program ?? []), option, value);
    return { line: found && relative('.', found.line), stated: found && found.stated.join('.') };
  }

  /** The line that has a field of an object that the program states itself, or the value among the options of its construct. */
  statedLine(path: string, { path: field, value }: FieldAt, isDirect: boolean): string | undefined {
    const construct = this.construct(path);
    const { program = [], creator = path } = construct ?? {};
    const lines = this.absolute(creator === path ? program : (this.construct(creator)?.program ?? program));
    const exact = isDirect ? optionLine(this.program, lines, field.map(String), value) : undefined;
    const found = exact?.line ?? valueLine(this.program, lines, value);
    return found && relative('.', found);
  }

  private absolute(lines: readonly string[]): readonly string[] {
    return lines.map((line) => resolve(join(this.outdir, line)));
  }

  around(path: string): WhyConstruct[] {
    const { type = '', creator = path } = this.construct(path) ?? {};
    const other = creator === path ? undefined : `${this.construct(creator)?.type ?? ''} ${creator}`;
    const own = { path, type, program: this.programOf(path), creator: other };
    if (path === '') return [own];
    return [own, ...this.around(this.outer(path))];
  }

  /** Ids of constructs may hold slashes as delivery units do, so that the path is cut until a construct is known. */
  private outer(path: string): string {
    const shorter = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return shorter === '' || this.construct(shorter) !== undefined ? shorter : this.outer(shorter);
  }

  private construct(path: string): MappedConstruct | undefined {
    return Object.hasOwn(this.map.constructs, path) ? this.map.constructs[path] : undefined;
  }
}

/** Origins of the innermost field that has any, among the field and those around it; or of fields below it, where it has none. */
function causesOf(
  all: readonly FieldOrigin[],
  field: FieldAt | undefined,
): { readonly origins: readonly FieldOrigin[]; readonly isExact: boolean } {
  if (field === undefined) return { origins: [], isExact: false };
  const own = all.filter(({ document = 0 }) => document === field.document);
  const around = own.filter(({ at }) => isBelow(field.path, at));
  const longest = around.reduce((length, { at }) => Math.max(length, at.length), -1);
  const origins = around.filter(({ at }) => at.length === longest);
  const below = longest <= 0 ? own.filter(({ at }) => at.length > field.path.length && isBelow(at, field.path)) : [];
  if (below.length > 0 && field.path.length > 0) return { origins: [...below, ...origins], isExact: true };
  return { origins, isExact: longest > 0 };
}

function isBelow(path: FieldPath, at: FieldPath): boolean {
  return at.length <= path.length && at.every((key, index) => key === path[index]);
}
