import { dirname, join, normalize } from 'path';
import { listAt, textAt } from '../../../connectivity/manifest';
import { groupVersion, type SourceObject } from '../../../checks/checked-object';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { isComponent, RESOURCES, type Kustomization } from '../kustomizations';
import { changed, uncertain, type BuiltObject } from './built-object';
import { withGenerated, type ReadFile } from './generators';
import { labelled } from './labels';
import { affixed, inNamespaceOf, withRenamed, type IsNamespaced } from './names';
import { patched, type ReadValues } from './patches';
import { withReplacement } from './replacements';

/** What kustomizations are built of. */
export interface BuildInput {
  readonly kustomizations: readonly Kustomization[];
  /** The objects of a file. */
  readonly objectsOf: (file: string) => readonly SourceObject[];
  readonly readValues: ReadValues;
  readonly readFile: ReadFile;
  readonly isNamespaced: IsNamespaced;
}

/** How many objects are built at most; what comes after them is read as it is written. */
const MAX_OBJECTS = 50_000;

/** How deep kustomizations may lie in each other. */
const MAX_DEPTH = 50;

/** Builds kustomizations as kustomize does, as far as it decides which names, labels, ports and keys there are. */
export class KustomizeBuilder {
  private readonly byFolder: ReadonlyMap<string, Kustomization>;
  private readonly known = new Map<Kustomization, readonly BuiltObject[]>();
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
      return this.accumulated(root, [], []);
    } catch (error) {
      if (error instanceof NotBuilt) return undefined;
      throw error;
    }
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
    const { file, object } = kustomization;
    const brought = ['resources', 'bases'].flatMap((field) => entriesOf(kustomization, field));
    const resources = brought.flatMap((path) => this.resources(path, inside));
    const place = { file, document: 0, root: dirname(file), apart: false };
    const generated = withGenerated([...inherited, ...resources], kustomization, place, this.input.readFile);
    const whole = entriesOf(kustomization, 'components').reduce((all, path) => {
      const component = this.byFolder.get(path);
      return component === undefined ? all : this.accumulated(component, all, inside);
    }, generated);
    const transformed = this.transformed(whole, { file, object });
    if (inherited.length === 0) this.known.set(kustomization, transformed);
    return transformed;
  }

  /**
   * The kustomizations that one brings, itself included, and the files.
   * @param root - the kustomization
   */
  broughtBy(root: Kustomization): { readonly kustomizations: ReadonlySet<Kustomization>; readonly files: ReadonlySet<string> } {
    const [kustomizations, files] = [new Set([root]), new Set<string>()];
    // The set grows while it is read.
    for (const each of kustomizations) {
      for (const path of RESOURCES.flatMap((field) => entriesOf(each, field))) {
        const inner = this.byFolder.get(path);
        if (inner === undefined) files.add(path);
        else kustomizations.add(inner);
      }
    }
    return { kustomizations, files };
  }

  private resources(path: string, above: readonly Kustomization[]): readonly BuiltObject[] {
    const inner = this.byFolder.get(path);
    if (inner !== undefined) return this.accumulated(inner, [], above);
    return this.counted(this.input.objectsOf(path).map((source) => ({ source, object: source.object, earlier: [] })));
  }

  private counted(objects: readonly BuiltObject[]): readonly BuiltObject[] {
    this.count += objects.length;
    if (this.count > MAX_OBJECTS) throw new NotBuilt();
    return objects;
  }

  private transformed(objects: readonly BuiltObject[], kustomization: Kustomization): readonly BuiltObject[] {
    const { object } = kustomization;
    const { readValues, isNamespaced } = this.input;
    const named = patched(objects, kustomization, 'first', readValues)
      .map((each) => affixed(inNamespaceOf(each, object, isNamespaced), object))
      .map((each) => changed(each, labelled(each.object, object)));
    const whole = patched(named, kustomization, 'last', readValues);
    const replaced = this.replacements(kustomization).reduce(withReplacement, withRenamed(whole, isNamespaced));
    return this.unapplied(kustomization).reduce((all, mark) => all.map(mark), replaced);
  }

  private replacements({ file, object }: Kustomization): Array<JsonObject | undefined> {
    return listAt(object, 'replacements').flatMap((each) => {
      const path = textAt(each, 'path');
      if (path === undefined) return isJsonObject(each) ? [each] : [];
      const values = this.input.readValues({ file: normalize(join(dirname(file), path)) });
      if (values === undefined) return [undefined];
      return values.flatMap((value) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value])).filter(isJsonObject);
    });
  }

  /** What changes objects and is not applied here. */
  private unapplied(kustomization: Kustomization): Array<(built: BuiltObject) => BuiltObject> {
    const { object } = kustomization;
    const hasAny = (field: string): boolean => listAt(object, field).length > 0;
    return [
      ...(this.transforms(kustomization) ? [(each: BuiltObject) => uncertain(each, 'a transformer')] : []),
      // They say where custom resources name others.
      ...(hasAny('configurations') || hasAny('crds')
        ? [(each: BuiltObject) => (isCustom(each) ? uncertain(each, 'a configuration of transformers') : each)]
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
const HARMLESS: readonly string[] = ['AnnotationsTransformer', 'ImageTagTransformer', 'ReplicaCountTransformer'];

function isCustom({ object }: BuiltObject): boolean {
  const [group] = groupVersion(object);
  return group.includes('.') && !group.endsWith('.k8s.io');
}

class NotBuilt extends Error {}

/** The files and folders that a field of a kustomization names. */
function entriesOf({ file, object }: Kustomization, field: string): string[] {
  return listAt(object, field).flatMap((entry) =>
    typeof entry !== 'string' || entry.includes('\n')
      ? []
      : [normalize(join(dirname(file), entry)).replace(/[/\\]$/, '')],
  );
}

/**
 * The kustomizations that no other one of the input brings; a component is nothing by itself.
 * @param kustomizations - all of them
 */
export function rootsOf(kustomizations: readonly Kustomization[]): readonly Kustomization[] {
  const brought = new Set(kustomizations.flatMap((each) => RESOURCES.flatMap((field) => entriesOf(each, field))));
  return kustomizations.filter((each) => !isComponent(each) && !brought.has(normalize(dirname(each.file))));
}
