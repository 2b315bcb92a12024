import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { basename } from 'path';
import { Construct } from 'constructs';
import { ApiObject } from 'cdk8s';
import type { DeliveryUnitProps } from '../gitops/delivery-unit';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { rewrittenBy } from '../gitops/render/manifest-rewriter';
import { ManifestSet } from '../installer/manifest-set';
import {
  AirgapImages,
  manifestName,
  manifestsIn,
  SnapshotVolumes,
  StorageClassName,
  type ImagePath,
  type ManifestTransform,
} from '../transforms';
import { InputError } from '../values/input-error';
import { isJsonObject, type JsonObject } from '../values/json';
import { DNS_LABEL, isDnsLabel } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { Registry } from '../values/registry';
import { parseYaml } from '../values/yaml/parse-yaml';
import { releaseOrigins, type ReleaseRule } from './release-origins';
import { requireProps } from '../values/shape/require-props';

/** A file of a release, which is kept beside the program. */
export interface ReleaseFile {
  /** Path of a YAML or JSON file, absolute or relative to the working directory. */
  readonly file: string;
  /** Where the file was downloaded from; needs `sha256`. Nothing is downloaded at synthesis. @default - unknown */
  readonly url?: string;
  /** SHA-256 of the file, 64 hexadecimal digits, which it must have. @default - not compared */
  readonly sha256?: string;
}

/** Properties of {@link ApplicationRelease}. */
export interface ApplicationReleaseProps {
  /** Files of the release, in order. */
  readonly files: readonly ReleaseFile[];
  /** Namespace of its own, which is made. @default - the id of the construct */
  readonly namespace?: string;
  /** Registry that has copies of its images. @default - images as they are */
  readonly registry?: Registry;
  /** What is kept of the path of an image in the registry. @default 'name' */
  readonly imagePath?: ImagePath;
  /** Claims that are included in snapshots. @default - none */
  readonly snapshots?: readonly string[];
  /** StorageClass of all its claims. @default - claims as they are */
  readonly storageClass?: string;
  /** More rules by which its objects are rewritten. @default - none */
  readonly transforms?: readonly ManifestTransform[];
  /** More properties of its delivery unit, such as `allowSecrets`. @default - wave 100 */
  readonly unit?: Partial<Omit<DeliveryUnitProps, 'grants' | 'kustomization' | 'namespace'>>;
}

/**
 * A vendor's release: a namespace of its own, the objects of its files as they are, and the three rules by which Replicated's
 * installer rewrites them. Its delivery unit is `apps/<id>`.
 *
 * Source: Replicated's documentation, Architecture.
 */
export class ApplicationRelease extends Construct {
  private readonly airgap: AirgapImages | undefined;

  /**
   * @param scope - a `GitOpsCluster`, or a construct in one
   * @param id - name of the release, a DNS-1123 label
   * @param props - the files and the rules
   * @throws Error that lists every problem: files that cannot be read or have another SHA-256, objects without a name or twice,
   * bad images
   */
  constructor(scope: Construct, id: string, props: ApplicationReleaseProps) {
    requireProps('ApplicationReleaseProps', props, scope, id);
    super(scope, id);
    const namespace = props.namespace ?? id;
    const problems: Problem[] = isDnsLabel(namespace)
      ? []
      : [{ what: 'the namespace is not valid', got: namespace, allowed: DNS_LABEL }];
    const cluster = GitOpsCluster.of(this);
    if (cluster === undefined) problems.push({ what: 'is not in a GitOpsCluster', fix: 'create it below a cluster' });
    this.airgap =
      props.registry && new AirgapImages({ registry: props.registry, imagePath: props.imagePath ?? 'name' });
    const sources = objectsOf(props.files, problems);
    const rules = this.rules(props);
    const transforms = rules.map(({ transform }) => transform);
    const objects = rewritten(sources, transforms, problems);
    throwProblems([...problems, ...nameProblems(objects)], this.node.path);
    const description = `Release of ${props.files.map(({ file }) => basename(file)).join(', ')}`;
    const unit = cluster?.unit(`apps/${id}`, { wave: 100, description, ...props.unit, namespace });
    if (unit === undefined) return;
    const byId = new Map(sources.map((source) => [idOf(source.object), source]));
    const sourceOf = (content: JsonObject): ReleaseObject | undefined =>
      byId.get(idOf(content)) ?? byId.get(idOf(withoutNamespace(content)));
    explainFields(unit, (document) => releaseOrigins(document, { props, of: this.node.path, rules, sourceOf }));
    if (!objects.some(({ object }) => object.kind === 'Namespace' && nameOf(object) === namespace)) {
      new ManifestSet(unit, 'Namespace', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    }
    for (const { object } of objects) {
      const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
      new ApiObject(unit, idOf(object), { ...object, apiVersion, kind });
    }
  }

  /** Images to copy to the registry: where each comes from, and where pods pull it from. Empty without a registry. */
  get images(): AirgapImages['list'] {
    return this.airgap?.list ?? [];
  }

  private rules({ storageClass, snapshots = [], transforms = [] }: ApplicationReleaseProps): ReleaseRule[] {
    const rule = (option: string, transform: ManifestTransform): ReleaseRule => ({ option, transform });
    return [
      ...(this.airgap === undefined ? [] : [rule('registry', this.airgap)]),
      ...(snapshots.length === 0 ? [] : [rule('snapshots', new SnapshotVolumes({ claims: snapshots }))]),
      ...(storageClass === undefined ? [] : [rule('storageClass', new StorageClassName({ storageClass }))]),
      ...transforms.map((transform) => rule('transforms', transform)),
    ];
  }
}

/** An object and the file it is in. */
interface ReleaseObject {
  readonly file: string;
  readonly url?: string;
  readonly object: JsonObject;
}

function objectsOf(files: readonly ReleaseFile[], problems: Problem[]): ReleaseObject[] {
  if (files.length === 0) problems.push({ what: 'files is empty', fix: 'name the files of the release' });
  return files.flatMap((source) => {
    const name = basename(source.file);
    const text = contentOf(source, name, problems);
    if (text === undefined) return [];
    try {
      const found = parseYaml(name, text).flatMap((document) => manifestsIn(document));
      if (found.length === 0) problems.push({ what: `${name} holds no Kubernetes object` });
      return found.map(({ manifest }) => ({
        file: name,
        object: manifest,
        ...(source.url !== undefined && { url: source.url }),
      }));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { at, what, ...more } = error.problem;
      problems.push({ ...more, what: `${at ?? name} ${what}` });
      return [];
    }
  });
}

function contentOf({ file, url, sha256 }: ReleaseFile, name: string, problems: Problem[]): string | undefined {
  if (url !== undefined && sha256 === undefined) {
    problems.push({ what: `${name} has a url without sha256`, got: url, fix: 'give the SHA-256 of the file' });
  }
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    const fix = url === undefined ? 'check its path' : 'download it, and keep it beside the program';
    problems.push({ what: `${name} cannot be read`, got: file, fix });
    return undefined;
  }
  const actual = createHash('sha256').update(content).digest('hex');
  if (sha256 !== undefined && sha256.toLowerCase() !== actual) {
    const fix = 'download it again, or review the change and correct sha256';
    problems.push({ what: `${name} has another SHA-256`, got: actual, allowed: sha256, fix });
  }
  return content.toString('utf8');
}

function rewritten(
  objects: readonly ReleaseObject[],
  transforms: readonly ManifestTransform[],
  problems: Problem[],
): ReleaseObject[] {
  return objects.flatMap(({ file, object }) => {
    const found = transforms.flatMap((transform) => transform.resultIn(object).problems);
    for (const problem of found) problems.push({ ...problem, what: `${file}: ${problem.what}` });
    return found.length > 0 ? [] : [{ file, object: rewrittenBy(transforms, object) }];
  });
}

function nameProblems(objects: readonly ReleaseObject[]): Problem[] {
  const known = new Map<string, string>();
  return objects.flatMap(({ file, object }) => {
    const what = `${file}: ${manifestName(object)}`;
    if (nameOf(object) === undefined) return [{ what: `${what} has no name`, fix: 'give it metadata.name' }];
    const first = known.get(idOf(object));
    known.set(idOf(object), first ?? file);
    return first === undefined ? [] : [{ what: `${what} occurs twice`, got: `also in ${first}`, fix: 'leave one out' }];
  });
}

function nameOf({ metadata }: JsonObject): string | undefined {
  return isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : undefined;
}

/** An object that states no namespace is in that of the release. */
function withoutNamespace(object: JsonObject): JsonObject {
  const { namespace: _, ...metadata } = isJsonObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata };
}

/** The group keeps kinds of one name apart. */
function idOf(object: JsonObject): string {
  const { apiVersion, metadata } = object;
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const namespace = isJsonObject(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : '';
  const kind = typeof object.kind === 'string' ? object.kind : '';
  return [kind, group, namespace, nameOf(object)].filter((part) => part !== '').join('-');
}
