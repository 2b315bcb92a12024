import { HOSTS_FOLDER } from '../gitops/names';
import { createHash } from 'node:crypto';
import { App, Chart, Testing } from 'cdk8s';
import { canonicalJson } from '../connectivity/manifest';
import { GitOpsApp } from '../gitops';
import { parseYaml } from '../values/yaml/parse-yaml';
import { isJsonObject } from '../values/json';
import { compareWith, differenceText, type Comparison, type Expected } from './differences';

/** An object of Kubernetes as the output has it. */
export interface TestedManifest {
  /** API group and version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. */
  readonly metadata: {
    /** Name. */
    readonly name: string;
    /** Namespace; undefined where the kind is cluster-scoped. */
    readonly namespace?: string;
    /** Labels. */
    readonly labels?: Readonly<Record<string, string>>;
    /** Annotations. */
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Everything else. */
  readonly [field: string]: unknown;
}

/** How many objects that nearly match are shown. */
const NEAREST = 3;
/** How many differences of each are shown. */
const SHOWN_DIFFERENCES = 5;

/**
 * The objects that a program synthesizes, to be searched in a test. Rendering writes nothing.
 *
 * What is looked for is stated as a part of an object: `{ kind: 'Ingress', metadata: { namespace: 'keycloak' } }`. Maps may have
 * more keys, lists must have as many items, a regular expression matches text, and `undefined` means that the key is absent.
 */
export class Manifests {
  /**
   * The objects of a program.
   * @param source - a `GitOpsApp`, any other app of cdk8s, a Chart, or objects as plain data
   * @throws Error when the program is not valid, as a synthesis would
   */
  static of(source: App | Chart | readonly object[]): Manifests {
    if (GitOpsApp.isGitOpsApp(source)) return new Manifests(writtenBy(source));
    if (source instanceof App) return new Manifests(documentsOf(source.synthYaml()));
    return new Manifests(source instanceof Chart ? (Testing.synth(source) as object[]) : source);
  }

  /** All objects, in the order of the output; without what is not a Kubernetes object, such as a kustomization.yaml. */
  readonly all: readonly TestedManifest[];

  private constructor(
    /** Everything, including files that are not objects. */
    private readonly documents: readonly object[],
  ) {
    this.all = documents.filter(isObject);
  }

  /** One line for each object or other document, with a hash of its content, sorted: what a snapshot holds. */
  get lines(): readonly string[] {
    return this.documents.map((document) => `${lineOf(document)} ${hashOf(document)}`).sort();
  }

  /**
   * The objects that match.
   * @param expected - a part of an object
   */
  filter(expected: Expected): readonly TestedManifest[] {
    return this.all.filter((manifest) => compareWith(expected, manifest).differences.length === 0);
  }

  /**
   * The one object that matches.
   * @param expected - a part of an object
   * @throws Error when none matches, with the nearest objects and how they differ; or when several match, with their names
   */
  find(expected: Expected): TestedManifest {
    const [found, ...others] = this.filter(expected);
    if (found === undefined) throw new Error(this.explainMiss(expected));
    if (others.length > 0) {
      const names = [found, ...others].map(describeManifest).join('\n  ');
      throw new Error(`${others.length + 1} objects match, and one is expected:\n  ${names}`);
    }
    return found;
  }

  /**
   * Why nothing matches: the objects that are nearest, and where they differ.
   * @param expected - a part of an object
   */
  explainMiss(expected: Expected): string {
    const near = this.all
      .map((manifest) => ({ manifest, ...compareWith(expected, manifest) }))
      .filter(({ matched }) => matched > 0)
      .sort((a, b) => rank(a) - rank(b) || b.matched - a.matched)
      .slice(0, NEAREST);
    const lines = near.flatMap(({ manifest, differences }) => [
      `  ${describeManifest(manifest)}`,
      ...differences.slice(0, SHOWN_DIFFERENCES).map((each) => `    ${differenceText(each)}`),
      ...(differences.length > SHOWN_DIFFERENCES ? [`    and ${differences.length - SHOWN_DIFFERENCES} more`] : []),
    ]);
    const head = `none of ${this.all.length} objects matches`;
    return lines.length === 0 ? `${head}, and none comes near` : [`${head}; the nearest:`, ...lines].join('\n');
  }
}

/** The fewer differences the nearer; an object of another kind is further than any of the same kind. */
function rank({ differences }: Comparison): number {
  return differences.length + (differences.some(({ path }) => path === 'kind') ? 1_000_000 : 0);
}

/** Kind, namespace and name of an object, and its delivery unit where a `GitOpsApp` has made it. */
export function describeManifest(manifest: TestedManifest): string {
  const path = FILES.get(manifest);
  return path === undefined ? nameOf(manifest) : `${nameOf(manifest)} in ${path.split('/').slice(0, -2).join('/')}`;
}

/** Where a document is written. */
const FILES = new WeakMap<object, string>();

/** How many digits of a hash are shown. */
const DIGITS = 12;

function lineOf(document: object): string {
  const path = FILES.get(document);
  if (path !== undefined) return path;
  return isObject(document) ? `${nameOf(document)} (${document.apiVersion})` : '(not an object of Kubernetes)';
}

function nameOf({ kind, metadata }: TestedManifest): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

function hashOf(document: object): string {
  return createHash('sha256')
    .update(canonicalJson(document as never))
    .digest('hex')
    .slice(0, DIGITS);
}

function isObject(document: object): document is TestedManifest {
  const { apiVersion, kind, metadata } = document as Partial<TestedManifest>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}

function writtenBy(app: GitOpsApp): object[] {
  return [...app.render()]
    .filter(([path]) => path.endsWith('.yaml') && !path.startsWith(`${HOSTS_FOLDER}/`))
    .flatMap(([path, text]) => {
      const documents = documentsOf(text);
      for (const document of documents) FILES.set(document, path);
      return documents;
    });
}

function documentsOf(yaml: string): object[] {
  return parseYaml('the output', yaml).filter(isJsonObject);
}
