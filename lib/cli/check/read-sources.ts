import { existsSync } from 'fs';
import { basename, dirname, join, normalize } from 'path';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { InputError } from '../../values/input-error';
import type { Problem } from '../../values/problem';
import { inheritedFrom, listAt } from '../../connectivity/manifest';
import { isLocal, type SourceObject } from '../../checks/checked-object';
import type { CheckFinding } from '../../checks/finding';
import { clusterFolder } from '../../checks/folder-clusters';
import { readmeFacts, type ReadmeFacts } from '../../gitops/output/read-readme';
import { isClusterReadme } from '../../gitops/output/readme';
import { SUMS_FILE } from '../../gitops/output/sums';
import { isOfChart } from '../input/chart-files';
import { documentsOf } from '../input/read-manifests-documents';
import { manifestFiles, type Refuse } from '../input/read-manifests-files';
import { readText } from '../input/read-text';
import { TOTALS } from '../input/totals';
import { kustomized, otherFiles, unusedPatches, type Kustomization } from './kustomizations';

/** What a folder holds. */
export interface Sources {
  readonly objects: readonly SourceObject[];
  /** Findings about files and folders that cannot be read; each names one in `file`. Everything else is there without them. */
  readonly unreadable: readonly CheckFinding[];
  /** Kustomizations, with the folder that each is in. */
  readonly kustomizations: readonly Kustomization[];
  /** What the README files of clusters declare. */
  readonly readmes: readonly Readme[];
  /** All files with manifests. */
  readonly files: readonly string[];
  /** How many values are not Kubernetes objects. */
  readonly others: number;
  /** Objects as they are written, with those that only change others. */
  readonly all: readonly SourceObject[];
  /** The values of each file that was read. */
  readonly values: ReadonlyMap<string, readonly JsonValue[]>;
}

/** What the README of a cluster declares, and its text. */
export interface Readme extends ReadmeFacts {
  readonly text: string;
}

/** A reader of files: those of a folder, and the text of one. */
export interface Files {
  /** The YAML and JSON files of a path; `refuse` is told what in it cannot be listed. @throws InputError when it has none of these files */
  list(path: string, refuse: Refuse): readonly string[];
  /** The text of a file. @throws InputError when it cannot be read */
  read(file: string): string;
  /** Whether there is a file. */
  has(file: string): boolean;
}

/** The files of the file system. */
export const FILE_SYSTEM: Files = {
  list: manifestFiles,
  read: (file) => readText(file, TOTALS.bytes),
  has: existsSync,
};

/**
 * Reads every object of folders and files. What cannot be read is a finding, and the rest is checked.
 * @param paths - folders and files
 * @param files - where they are
 * @param known - the values of texts, which grows; texts that two sides of a comparison have are read once
 * @throws InputError when a path is a folder without manifests
 */
export function readSources(
  paths: readonly string[],
  files: Files = FILE_SYSTEM,
  known: Map<string, readonly JsonValue[]> = new Map(),
): Sources {
  const reader = new Reader(files, known);
  for (const path of paths) {
    for (const file of files.list(path, (error) => reader.refuse(error))) reader.add(file, path);
  }
  return reader.kustomized();
}

class Reader implements Sources {
  readonly objects: SourceObject[] = [];
  readonly unreadable: CheckFinding[] = [];
  readonly kustomizations: Kustomization[] = [];
  readonly readmes: Readme[] = [];
  readonly files: string[] = [];
  readonly values = new Map<string, readonly JsonValue[]>();
  others = 0;
  private bytes = 0;
  private readonly roots = new Map<string, string | undefined>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly source: Files,
    private readonly known: Map<string, readonly JsonValue[]>,
  ) {}

  add(file: string, path: string): void {
    if (this.seen.has(normalize(file)) || isOfChart(file, (each) => this.source.has(each))) return;
    this.seen.add(normalize(file));
    this.files.push(file);
    let documents: readonly JsonValue[];
    try {
      const text = this.source.read(file);
      this.bytes += Buffer.byteLength(text);
      if (this.bytes > TOTALS.bytes) throw tooMuch(file);
      documents = this.known.get(text) ?? documentsOf(file, text);
      this.known.set(text, documents);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.refuse(error, file);
      return;
    }
    this.values.set(normalize(file), documents);
    const realm = this.realmOf(dirname(file));
    const place = { file, root: realm ?? path, apart: realm !== undefined };
    documents.forEach((value, document) => this.addValue(value, { ...place, document, item: [] }));
  }

  /** Reports what cannot be read. */
  refuse({ problem }: InputError, file = problem.at ?? ''): void {
    this.unreadable.push(unreadable(file, problem));
  }

  /**
   * What was read, as the kustomizations make it: without their patches, which are parts of objects, and other files that they use. What
   * different kustomizations hold are no duplicates of each other: they are layers, or alternatives.
   */
  kustomized(): Sources {
    const { kustomizations } = this;
    const unapplied = new Set([...kustomizations.flatMap(otherFiles), ...unusedPatches(this.files, kustomizations)]);
    const layers = new Layers(this.kustomizations);
    const objects = this.objects
      .filter(({ file, object }) => !unapplied.has(normalize(file)) && object.$patch === undefined)
      .map((each) => {
        const layer = each.apart ? undefined : layers.of(each.file);
        const own = layer ?? (each.apart ? undefined : clusterFolder(each.file));
        return own === undefined ? each : { ...each, root: own };
      });
    return {
      objects: kustomized(objects, this.kustomizations),
      unreadable: this.unreadable.filter(({ file }) => !unapplied.has(normalize(file))),
      kustomizations: this.kustomizations,
      readmes: this.readmes,
      files: this.files,
      others: this.others,
      all: this.objects,
      values: this.values,
    };
  }

  get all(): readonly SourceObject[] {
    return this.objects;
  }

  private addValue(value: JsonValue, place: Omit<SourceObject, 'object'>): void {
    if (!isJsonObject(value)) {
      this.others++;
      return;
    }
    const { kind, apiVersion } = value;
    if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(value.items)) {
      const inherited = inheritedFrom(value);
      listAt(value, 'items').forEach((item, index) => {
        const own = isJsonObject(item) ? { ...inherited, ...item } : item;
        this.addValue(own, { ...place, item: [...place.item, 'items', index] });
      });
      return;
    }
    const isNamed = typeof kind === 'string' && kind !== '' && typeof apiVersion === 'string' && apiVersion !== '';
    if (!isNamed) {
      this.addUnnamed(value, place);
    } else if (isLocal(value)) {
      if (apiVersion.startsWith('kustomize.config.k8s.io/'))
        this.kustomizations.push({ file: place.file, object: value });
    } else this.objects.push({ ...place, object: value });
  }

  /** A kustomization may leave out what it is; other values are objects only when they say at least one half of it. */
  private addUnnamed(value: JsonObject, { file }: { readonly file: string }): void {
    if (/^kustomization\.ya?ml$/i.test(basename(file))) {
      this.kustomizations.push({ file, object: value });
      return;
    }
    const isHalf =
      (typeof value.kind === 'string' || typeof value.apiVersion === 'string') && isJsonObject(value.metadata);
    if (!isHalf) {
      this.others++;
      return;
    }
    const missing = typeof value.kind === 'string' && value.kind !== '' ? 'apiVersion' : 'kind';
    const base = { rule: 'unreadable-file', severity: 'error', file, object: '', field: missing } as const;
    this.unreadable.push({ ...base, message: 'is required and missing', fix: 'add it' });
  }

  /** An output of `GitOpsApp` has its root Application and checksums in `argocd`, and a README for each cluster. */
  private realmOf(folder: string): string | undefined {
    if (this.roots.has(folder)) return this.roots.get(folder);
    this.addReadme(folder);
    const above = dirname(folder);
    const isRealm = this.source.has(join(folder, 'argocd', SUMS_FILE)) && !this.source.has(join(folder, SUMS_FILE));
    const realm = isRealm ? folder : above === folder ? undefined : this.realmOf(above);
    this.roots.set(folder, realm);
    return realm;
  }

  private addReadme(folder: string): void {
    const file = join(folder, 'README.md');
    if (!this.source.has(join(folder, SUMS_FILE)) || !this.source.has(file)) return;
    try {
      const text = this.source.read(file);
      if (isClusterReadme(text, basename(folder))) this.readmes.push({ ...readmeFacts(text), text });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
}

/** Folders of kustomizations. */
class Layers {
  private readonly folders: ReadonlySet<string>;
  private readonly known = new Map<string, string | undefined>();

  constructor(kustomizations: readonly Kustomization[]) {
    this.folders = new Set(kustomizations.map(({ file }) => normalize(dirname(file))));
  }

  /** The nearest folder above a file that has a kustomization. */
  of(file: string): string | undefined {
    return this.at(normalize(dirname(file)));
  }

  private at(folder: string): string | undefined {
    if (this.folders.has(folder)) return folder;
    if (this.known.has(folder)) return this.known.get(folder);
    const above = dirname(folder);
    const found = above === folder ? undefined : this.at(above);
    this.known.set(folder, found);
    return found;
  }
}

function unreadable(file: string, { what, got, allowed, fix = 'correct the file' }: Problem): CheckFinding {
  return {
    rule: 'unreadable-file',
    severity: 'error',
    file,
    object: '',
    field: '',
    message: what,
    fix,
    ...(got !== undefined && { got: typeof got === 'number' || typeof got === 'string' ? got : 'something else' }),
    ...(allowed !== undefined && { allowed }),
    ...lineIn(typeof got === 'string' ? got : ''),
  };
}

/** The place that messages about syntax have. */
function lineIn(text: string): { readonly line?: number } {
  const [, line] = /\bline (\d+)/.exec(text) ?? [];
  return line === undefined ? {} : { line: Number(line) };
}

function tooMuch(file: string): InputError {
  return new InputError({
    at: file,
    what: 'exceeds the limit of one run, together with what was read before',
    got: `more than ${TOTALS.bytes} bytes`,
    allowed: `at most ${TOTALS.bytes}`,
    fix: 'name fewer files',
  });
}
