import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';

/** A Kubernetes object as read from a file or from an API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** Where an Application finds what it delivers. */
export interface Source {
  readonly repoURL: string;
  readonly path?: string;
  readonly chart?: string;
  readonly helm?: object;
  readonly ref?: string;
  readonly directory?: { readonly recurse?: boolean };
}

/** An Application as far as this test reads it. */
export interface Application extends Manifest {
  readonly spec: {
    readonly project: string;
    readonly source?: Source;
    readonly sources?: readonly Source[];
    readonly destination: Destination & { readonly namespace: string };
  };
}

/** A cluster as Argo CD knows it. */
export interface Destination {
  readonly server?: string;
  readonly name?: string;
}

/** What one Application delivers. */
export interface Delivered {
  readonly application: Application;
  /** The folder on disk. */
  readonly folder: string;
  /** A kustomization or a Helm chart, whose objects are not in the output. */
  readonly elsewhere: boolean;
  readonly objects: readonly Manifest[];
  /** Files of the objects, in the same order. */
  readonly files: readonly string[];
}

/** The output of one example, as Argo CD walks through it. */
export interface Output {
  readonly name: string;
  /** Folder of the output. */
  readonly folder: string;
  /** The root's AppProject and Application, which are applied by hand. */
  readonly bootstrap: readonly Manifest[];
  /** The root, the clusters, and the units of the clusters by cluster. */
  readonly root: Delivered;
  readonly clusters: readonly { readonly delivered: Delivered; readonly units: readonly Delivered[] }[];
}

/** Reads one example of `dist/`, from the root Application on. */
export function readOutput(dist: string, name: string): Output {
  const folder = join(dist, name);
  const top = yamlFiles(join(folder, 'argocd'), false).map(read);
  const root = top.find(
    (object): object is Application =>
      object.kind === 'Application' && (object as Application).spec.source?.path === `dist/${name}/argocd`,
  );
  if (root === undefined) throw new Error(`${name} has no root Application`);
  const bootstrap = top.filter(({ metadata }) => metadata.name === root.metadata.name);
  const delivered = deliveredBy(dist, root, (file) => !file.endsWith(`.argoproj.io.${root.metadata.name}.yaml`));
  const clusters = applicationsIn(delivered).map((application) => {
    const cluster = deliveredBy(dist, application);
    return { delivered: cluster, units: byWave(applicationsIn(cluster)).map((unit) => deliveredBy(dist, unit)) };
  });
  return { name, folder, bootstrap, root: delivered, clusters };
}

/** The order in which Argo CD applies them. */
function byWave(applications: readonly Application[]): Application[] {
  const wave = ({ metadata }: Application): number =>
    Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
  return [...applications].sort((a, b) => wave(a) - wave(b));
}

function applicationsIn({ objects }: Delivered): Application[] {
  return objects.filter((object): object is Application => object.kind === 'Application');
}

/** What Argo CD reads for an Application: the paths of the examples begin with `dist/`. */
function deliveredBy(
  dist: string,
  application: Application,
  wanted: (file: string) => boolean = () => true,
): Delivered {
  const { path = '', directory } = application.spec.source ?? {};
  const folder = join(dist, ...path.split('/').slice(1));
  const isChart = sourcesOf(application).some(({ helm, chart }) => helm !== undefined || chart !== undefined);
  const elsewhere = isChart || existsSync(join(folder, 'kustomization.yaml'));
  const files = elsewhere ? [] : yamlFiles(folder, directory?.recurse === true).filter(wanted);
  return { application, folder, elsewhere, files, objects: files.map(read) };
}

/** All sources of an Application, of which it has one or a list. */
export function sourcesOf({ spec: { source, sources = [] } }: Application): readonly Source[] {
  return source === undefined ? sources : [source];
}

/** Every YAML file below a folder. */
export function yamlFiles(folder: string, recurse = true): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return recurse ? yamlFiles(path) : [];
      return /\.ya?ml$/.test(name) ? [path] : [];
    });
}

function read(file: string): Manifest {
  return parse(readFileSync(file, 'utf8')) as Manifest;
}
