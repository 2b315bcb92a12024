import { dirname, join, normalize } from 'path';
import { listAt, textAt } from '../../../connectivity/manifest';
import { groupVersion, type SourceObject } from '../../../checks/checked-object';
import { nativeScope } from '../../../checks/inventory';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { pathText, type Path } from '../../../values/path';
import { isComponent, RESOURCES, type Kustomization } from '../kustomizations';
import { annotated } from './annotations';
import { changed, idOf, uncertain, type BuiltObject } from './built-object';
import {
  configurationOf,
  withConfiguredNames,
  withNamespaces,
  type Configuration,
  type FieldSpec,
} from './configurations';
import { withGenerated, type ReadFile } from './generators';
import { unhashedNames } from './hashed-names';
import { withImages } from './images';
import { labelled } from './labels';
import { affixed, inNamespaceOf, withRenamed, type IsNamespaced } from './names';
import { patched, type PatchOptions, type ReadValues } from './patches';
import { withReplicas } from './replicas';
import { withReplacement } from './replacements';
import { withVariableFields, withVariables } from './variables';

/** What kustomizations are built of. */
export interface BuildInput {
  readonly kustomizations: readonly Kustomization[];
  /** The objects of a file. */
  readonly objectsOf: (file: string) => readonly SourceObject[];
  readonly readValues: ReadValues;
  readonly readFile: ReadFile;
  readonly isNamespaced: IsNamespaced;
  /** Whether there is a file or folder. */
  readonly has: (path: string) => boolean;
  /** Whether files of the input are below a path. */
  readonly isFolder: (path: string) => boolean;
}

/** Why a kustomization cannot be built. */
export interface BuildProblem {
  readonly kustomization: Kustomization;
  /** Where it says so. */
  readonly path: Path;
  readonly rule: 'dangling-reference' | 'duplicate-object';
  readonly message: string;
  readonly got: string;
}

/** How much is done at most, in objects that a kustomization or a patch looks at; what comes after that is read as it is written. */
const MAX_STEPS = 500_000;

/** How deep kustomizations may lie in each other. */
const MAX_DEPTH = 50;

/** Builds kustomizations as kustomize does, as far as it decides which names, labels, ports and keys there are. */
export class KustomizeBuilder {
  private readonly byFolder: ReadonlyMap<string, Kustomization>;
  private readonly known = new Map<Kustomization, readonly BuiltObject[]>();
  private readonly found = new Map<string, BuildProblem>();
  private count = 0;

  constructor(private readonly input: BuildInput) {
    this.byFolder = new Map(input.kustomizations.map((each) => [normalize(dirname(each.file)), each]));
  }

  /**
   * What a kustomization makes.
   * @param root - the kustomization
   * @returns nothing when it contains itself, or there are too many objects
   */
  build(root: Kustomization): readonly BuiltObject[] | undefined {
    try {
      const objects = this.resolved(root, this.accumulated(root, [], []));
      for (const { file, path, name, message } of unhashedNames(objects, this.input.isNamespaced)) {
        const maker = this.byFolder.get(normalize(dirname(file)));
        if (maker !== undefined) this.report(maker, { path, rule: 'dangling-reference', message, got: name });
      }
      return objects;
    } catch (error) {
      if (error instanceof NotBuilt) return undefined;
      throw error;
    }
  }

  /** Why kustomizations that were built here cannot be built. */
  get problems(): readonly BuildProblem[] {
    return [...this.found.values()];
  }

  private report(kustomization: Kustomization, problem: Omit<BuildProblem, 'kustomization'>): void {
    this.found.set(`${kustomization.file} ${pathText(problem.path)}`, { kustomization, ...problem });
  }

  /** What only the outermost kustomization does: names and variables in the fields that the configurations of all of them name. */
  private resolved(root: Kustomization, objects: readonly BuiltObject[]): readonly BuiltObject[] {
    const configurations = [...this.broughtBy(root).kustomizations].map((each) => this.configurationOf(each));
    const named = withConfiguredNames(
      objects,
      configurations.flatMap(({ names }) => names),
    );
    return withVariables(
      named,
      configurations.flatMap(({ variables }) => variables),
    );
  }

  /** Fields beside the usual ones that have the namespace of a kustomization. */
  private namespacesOf(kustomization: Kustomization): readonly FieldSpec[] {
    if (kustomization.object.namespace === undefined) return [];
    return [...this.broughtBy(kustomization).kustomizations].flatMap((each) => this.configurationOf(each).namespaces);
  }

  private readonly configurations = new Map<Kustomization, Configuration>();

  private configurationOf(kustomization: Kustomization): Configuration {
    const known = this.configurations.get(kustomization);
    if (known !== undefined) return known;
    const folder = dirname(kustomization.file);
    const made = configurationOf(kustomization.object, (name) =>
      this.input.readValues({ file: normalize(join(folder, name)) }),
    );
    this.configurations.set(kustomization, made);
    return made;
  }

  private accumulated(
    kustomization: Kustomization,
    inherited: readonly BuiltObject[],
    above: readonly Kustomization[],
  ): readonly BuiltObject[] {
    if (above.includes(kustomization) || above.length > MAX_DEPTH) throw new NotBuilt();
    const known = this.known.get(kustomization);
    if (known !== undefined && inherited.length === 0) return this.counted(known);
    const inside = [...above, kustomization];
    const { file } = kustomization;
    const resources = this.resources(kustomization, inside);
    const place = { file, document: 0, root: dirname(file), apart: false };
    const generated = withGenerated([...inherited, ...resources], kustomization, place, this.input.readFile);
    const whole = this.entries(kustomization, 'components').reduce((all, { folder }) => {
      const component = this.byFolder.get(folder);
      return component === undefined ? all : this.accumulated(component, all, inside);
    }, generated);
    const transformed = this.transformed(whole, kustomization);
    if (inherited.length === 0) this.known.set(kustomization, transformed);
    return transformed;
  }

  /**
   * The kustomizations that one brings, itself included, and the files.
   * @param root - the kustomization
   */
  broughtBy(root: Kustomization): {
    readonly kustomizations: ReadonlySet<Kustomization>;
    readonly files: ReadonlySet<string>;
  } {
    const [kustomizations, files] = [new Set([root]), new Set<string>()];
    // The set grows while it is read.
    for (const each of kustomizations) {
      for (const { folder } of RESOURCES.flatMap((field) => entriesOf(each, field))) {
        const inner = this.byFolder.get(folder);
        if (inner === undefined) files.add(folder);
        else kustomizations.add(inner);
      }
    }
    return { kustomizations, files };
  }

  /** What a kustomization names in a field; what is not there is a problem. */
  private entries(kustomization: Kustomization, field: string): readonly Entry[] {
    return entriesOf(kustomization, field).filter(({ folder, path, text }) => {
      if (isRemote(text) || this.byFolder.has(folder) || this.input.objectsOf(folder).length > 0) return true;
      const isThere = this.input.has(folder);
      if (isThere && !this.input.isFolder(folder)) return true;
      const message = isThere ? 'names a folder without a kustomization, so that it cannot be built' : MISSING;
      this.report(kustomization, { path, rule: 'dangling-reference', message, got: text });
      return false;
    });
  }

  /** Resources; what is brought twice under one name counts once. */
  private resources(kustomization: Kustomization, inside: readonly Kustomization[]): readonly BuiltObject[] {
    const known = new Map<string, BuiltObject>();
    const entries = ['resources', 'bases'].flatMap((field) => this.entries(kustomization, field));
    return entries.flatMap(({ folder, path, text }) =>
      this.resourcesAt(folder, inside).filter((each) => {
        const { group, kind, namespace = '', name } = idOf(each);
        const key = [group, kind, namespace, name].join('\u0000');
        const other = known.get(key);
        if (other === undefined) known.set(key, each);
        if (other?.source !== each.source) return true;
        const message = `brings ${kind} ${name} of ${each.source.file} a second time, so that it cannot be built`;
        this.report(kustomization, { path, rule: 'duplicate-object', message, got: text });
        return false;
      }),
    );
  }

  private resourcesAt(path: string, above: readonly Kustomization[]): readonly BuiltObject[] {
    const inner = this.byFolder.get(path);
    if (inner !== undefined) return this.accumulated(inner, [], above);
    return this.counted(this.input.objectsOf(path).map((source) => ({ source, object: source.object, earlier: [] })));
  }

  private counted(objects: readonly BuiltObject[], times = 1): readonly BuiltObject[] {
    // A kustomization takes time, too, if it has no objects.
    this.count += 10 + objects.length * times;
    if (this.count > MAX_STEPS) throw new NotBuilt();
    return objects;
  }

  private transformed(objects: readonly BuiltObject[], kustomization: Kustomization): readonly BuiltObject[] {
    const { object } = kustomization;
    const { readValues, isNamespaced } = this.input;
    const changes = CHANGES.reduce((sum, field) => sum + listAt(object, field).length, 0);
    this.counted(objects, 10 + changes);
    const patches: PatchOptions = {
      read: readValues,
      onUnmatched: (path, { kind, name }) => {
        if (this.isOpen(kustomization)) return;
        const message = `has a patch for ${kind} ${name}, which it does not bring, so that it cannot be built`;
        this.report(kustomization, { path, rule: 'dangling-reference', message, got: name });
      },
    };
    this.checkFiles(kustomization);
    const namespaces = this.namespacesOf(kustomization);
    const named = patched(objects, kustomization, 'first', patches)
      .map((each) => withNamespaces(inNamespaceOf(each, object, isNamespaced), object, namespaces))
      .map((each) => affixed(each, object))
      .map((each) => changed(each, annotated(labelled(each.object, object), object)));
    const whole = withReplicas(patched(named, kustomization, 'last', patches), object, (index, name) => {
      if (this.isOpen(kustomization)) return;
      const message = `has replicas for ${name}, which it does not bring, so that it cannot be built`;
      this.report(kustomization, { path: ['replicas', index], rule: 'dangling-reference', message, got: name });
    }).map((each) => changed(each, withImages(each.object, object)));
    const replaced = this.replacements(kustomization).reduce(withReplacement, withRenamed(whole, isNamespaced));
    const marked = withVariableFields(replaced, object, (index, { name, kind, object: other }) => {
      if (this.isOpen(kustomization)) return;
      const message = `has the variable ${name} for ${kind} ${other}, which it does not bring, so that it cannot be built`;
      this.report(kustomization, { path: ['vars', index], rule: 'dangling-reference', message, got: name });
    });
    return this.unapplied(kustomization).reduce((all, mark) => all.map(mark), marked);
  }

  /** Patches and settings in files that are not there. */
  private checkFiles({ file, object }: Kustomization): void {
    for (const field of FILE_FIELDS) {
      for (const [index, each] of listAt(object, field).entries()) {
        const text = typeof each === 'string' ? each : textAt(each, 'path');
        if (text === undefined || text.includes('\n') || isRemote(text)) continue;
        if (this.input.has(normalize(join(dirname(file), text)))) continue;
        this.report(
          { file, object },
          { path: [field, index], rule: 'dangling-reference', message: MISSING, got: text },
        );
      }
    }
  }

  private readonly open = new Map<Kustomization, boolean>();

  /** Whether a kustomization may bring more than the input has. */
  private isOpen(kustomization: Kustomization): boolean {
    const known = this.open.get(kustomization) ?? this.findOpen(kustomization);
    this.open.set(kustomization, known);
    return known;
  }

  private findOpen(kustomization: Kustomization): boolean {
    const { kustomizations } = this.broughtBy(kustomization);
    return [...kustomizations].some(
      (each) =>
        isComponent(each) ||
        OPENING.some((field) => listAt(each.object, field).length > 0) ||
        RESOURCES.flatMap((field) => entriesOf(each, field)).some(
          ({ text, folder }) => isRemote(text) || !this.input.has(folder),
        ) ||
        RESOURCES.flatMap((field) => entriesOf(each, field)).some(
          ({ folder }) => this.input.objectsOf(folder).length === 0 && !this.byFolder.has(folder),
        ),
    );
  }

  private replacements({ file, object }: Kustomization): Array<JsonObject | undefined> {
    return listAt(object, 'replacements').flatMap((each) => {
      const path = textAt(each, 'path');
      if (path === undefined) return isJsonObject(each) ? [each] : [];
      const values = this.input.readValues({ file: normalize(join(dirname(file), path)) });
      if (values === undefined) return [undefined];
      return values
        .flatMap((value) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]))
        .filter(isJsonObject);
    });
  }

  /** What changes objects and is not applied here. */
  private unapplied(kustomization: Kustomization): Array<(built: BuiltObject) => BuiltObject> {
    const kinds = this.configurationOf(kustomization).openKinds;
    const mayBe = (each: BuiltObject): boolean =>
      kinds === 'all' || isCustom(each) || kinds.has(textAt(each.object, 'kind') ?? '');
    return [
      ...(this.transforms(kustomization) ? [(each: BuiltObject) => uncertain(each, 'that a transformer changes')] : []),
      ...(kinds === 'all' || kinds.size > 0
        ? [(each: BuiltObject) => (mayBe(each) ? uncertain(each, 'that a configured transformer may change') : each)]
        : []),
    ];
  }

  /** Whether there are transformers of other kinds than those that change no names, labels, ports or keys. */
  private transforms(kustomization: Kustomization): boolean {
    const values = listAt(kustomization.object, 'transformers').map((each) =>
      typeof each !== 'string'
        ? undefined
        : this.input.readValues(
            each.includes('\n') ? { text: each } : { file: normalize(join(dirname(kustomization.file), each)) },
          ),
    );
    return values.some(
      (each) => each === undefined || !each.every((value) => HARMLESS.includes(textAt(value, 'kind') ?? '')),
    );
  }
}

/** Built-in transformers that change nothing which `check` compares. */
const HARMLESS: readonly string[] = ['AnnotationsTransformer'];

function isCustom({ object }: BuiltObject): boolean {
  const [group] = groupVersion(object);
  return nativeScope(group, textAt(object, 'kind') ?? '') === undefined;
}

class NotBuilt extends Error {}

/** Fields with what is compared with all objects. */
const CHANGES: readonly string[] = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'replicas',
  'images',
];

const MISSING = 'names a file or folder that does not exist, so that it cannot be built';

/** Fields with patches and settings that are in files. */
const FILE_FIELDS: readonly string[] = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'configurations',
];

/** What brings objects that are not in the input. */
const OPENING: readonly string[] = ['helmCharts', 'generators', 'helmChartInflationGenerator'];

/** A file or folder that a kustomization names. */
interface Entry {
  readonly folder: string;
  readonly path: Path;
  readonly text: string;
}

/** Whether a name is that of something in another repository. */
export function isRemote(text: string): boolean {
  return /:\/\/|^git@|^[\w-]+\.[\w.-]+\/[\w.-]+\/|\?/.test(text) && !text.startsWith('.');
}

/** The files and folders that a field of a kustomization names. */
function entriesOf({ file, object }: Kustomization, field: string): Entry[] {
  return listAt(object, field).flatMap((entry, index) =>
    typeof entry !== 'string' || entry.includes('\n')
      ? []
      : [{ folder: normalize(join(dirname(file), entry)).replace(/[/\\]$/, ''), path: [field, index], text: entry }],
  );
}

/**
 * The kustomizations that no other one of the input brings; a component is nothing by itself.
 * @param kustomizations - all of them
 */
export function rootsOf(kustomizations: readonly Kustomization[]): readonly Kustomization[] {
  const brought = new Set(
    kustomizations.flatMap((each) => RESOURCES.flatMap((field) => entriesOf(each, field).map(({ folder }) => folder))),
  );
  return kustomizations.filter((each) => !isComponent(each) && !brought.has(normalize(dirname(each.file))));
}
