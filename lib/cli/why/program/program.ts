import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import type { Node, SourceFile } from 'typescript';
import { sha256 } from '../../../gitops/output/sums';
import { compilerOf, type Compiler } from './typescript';

/** A place in a program. */
export interface Place {
  /** The file, absolute. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/** A parsed file of a program. */
export interface Source {
  /** The file, absolute. */
  readonly file: string;
  /** Its syntax. */
  readonly syntax: SourceFile;
  /** The compiler that has parsed it. */
  readonly ts: Compiler;
}

/** Endings of modules that an import names without one. */
const ENDINGS = ['', '.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];

/** The files of a program, parsed when they are asked for. */
export class Program {
  /** Files that have changed since the output was made. */
  readonly changed: string[] = [];
  private readonly sources = new Map<string, Source | undefined>();

  /**
   * @param hashes - hash of a file when the output was made; undefined where none is known
   */
  constructor(private readonly hashes: (file: string) => string | undefined) {}

  /**
   * A file; undefined where it cannot be read or has changed since the output was made.
   * @param file - the file, absolute
   */
  source(file: string): Source | undefined {
    if (!this.sources.has(file)) this.sources.set(file, this.parsed(file));
    return this.sources.get(file);
  }

  /**
   * The module that an import names, where it is a file of the program.
   * @param from - the file with the import
   * @param specifier - what it imports
   */
  imported(from: string, specifier: string): Source | undefined {
    if (!specifier.startsWith('.')) return undefined;
    const base = join(dirname(from), specifier);
    const names = [...ENDINGS.map((ending) => `${base}${ending}`), base.replace(/\.([mc]?)js$/, '.$1ts')];
    const file = names.find((name) => existsSync(name) && /\.[mc]?[jt]sx?$/.test(name));
    return file === undefined ? undefined : this.source(file);
  }

  private parsed(file: string): Source | undefined {
    const ts = existsSync(file) ? compilerOf(file) : undefined;
    if (ts === undefined) return undefined;
    const text = readFileSync(file, 'utf8');
    const hash = this.hashes(file);
    if (hash !== undefined && hash !== sha256(text)) {
      this.changed.push(file);
      return undefined;
    }
    return { file, ts, syntax: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
  }
}

/**
 * Parses `<file>:<line>:<column>`.
 * @param text - the place
 */
export function placeOfText(text: string): Place | undefined {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

/**
 * Where a part of a source begins, as `<file>:<line>:<column>`.
 * @param source - the source
 * @param node - the part
 */
export function textOfPlace({ file, syntax }: Source, node: Node): string {
  const { line, character } = syntax.getLineAndCharacterOfPosition(node.getStart(syntax));
  return `${file}:${line + 1}:${character + 1}`;
}
