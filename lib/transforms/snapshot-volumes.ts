import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject, objectsOf } from '../values/json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { Edit } from './edit';
import type { Path } from '../values/path';
import { pathText, valueAtPath } from '../values/path';
import { ManifestTransform, type TransformResult } from './manifest-transform';
import type { LocatedPodSpec } from './pod-specs';
import { podSpecsOf } from './pod-specs';
import { requireShape } from '../values/shape/require-shape';

/** A container that backs up volumes from inside of their pod. */
export interface SnapshotSidecar {
  /** The container, with its name and image; each included volume is mounted in addition to its own mounts. */
  readonly container: JsonObject & { readonly name: string; readonly image: string };
  /**
   * Folder below which each included volume is mounted, under its name in the pod.
   * @default '/snapshot'
   */
  readonly mountPath?: string;
}

/** Properties of {@link SnapshotVolumes}. */
export interface SnapshotVolumesProps {
  /**
   * Names of the PersistentVolumeClaims that are included in snapshots, as `<name>` or `<namespace>/<name>`. For a claim
   * template, the name of the template or of one of its claims (`<template>-<StatefulSet>-<ordinal>`).
   */
  readonly claims: readonly string[];
  /**
   * A container to add to the pods.
   * @default - the pods get the annotation that Velero reads
   */
  readonly sidecar?: SnapshotSidecar;
}

/** The annotation by which file system backups of Velero find the volumes of a pod: names of volumes, with commas. */
const BACKUP_VOLUMES = 'backup.velero.io/backup-volumes';

/**
 * Lets every pod with a volume that is included in snapshots be backed up: by Velero through an annotation of its template,
 * or by a sidecar. Volumes that an annotation lists already stay in it.
 *
 * Problem: a pod of a custom resource that has no place for annotations of its pods.
 *
 * Sources: Replicated's documentation, Architecture, case 2; Velero's documentation, File System Backup.
 */
export class SnapshotVolumes extends ManifestTransform {
  /**
   * @param props - the claims and, in place of Velero, the sidecar
   * @throws Error when there is no claim, or a name or path is malformed
   */
  constructor(private readonly props: SnapshotVolumesProps) {
    requireShape('SnapshotVolumesProps', props, 'SnapshotVolumes');
    super();
    throwProblems([...claimProblems(props.claims), ...sidecarProblems(props.sidecar)], 'SnapshotVolumes');
  }

  /** {@inheritDoc ManifestTransform.resultFor} @internal */
  override resultFor(manifest: JsonObject): TransformResult {
    const results = podSpecsOf(manifest).map((pod) => {
      const volumes = this.volumesOf(manifest, pod);
      if (volumes.length === 0) return { edits: [], problems: [] };
      const { sidecar } = this.props;
      return sidecar === undefined ? annotated(manifest, pod, volumes) : withSidecar(pod, volumes, sidecar);
    });
    return {
      edits: results.flatMap(({ edits }) => edits),
      problems: results.flatMap(({ problems }) => problems),
    };
  }

  /** Names of the volumes of a pod that are included, in the order of the pod. */
  private volumesOf(manifest: JsonObject, { path, spec }: LocatedPodSpec): string[] {
    const owner = ownerOf(manifest, path);
    const metadata = isJsonObject(owner.metadata) ? owner.metadata : {};
    const namespace = [metadata.namespace, valueAtPath(manifest, ['metadata', 'namespace'])].find(isText);
    const isIncluded = (claim: string): boolean =>
      this.props.claims.includes(claim) ||
      (namespace !== undefined && this.props.claims.includes(`${namespace}/${claim}`));
    const name = isText(metadata.name) ? metadata.name : undefined;
    const ofClaims = objectsOf(spec.volumes).flatMap((volume) =>
      isText(volume.name) && claimsOf(volume, manifest.kind === 'Pod' ? name : undefined).some(isIncluded)
        ? [volume.name]
        : [],
    );
    const ofTemplates = templatesOf(owner).flatMap((template) => {
      const own = this.props.claims.map((claim) => claim.slice(claim.indexOf('/') + 1));
      const ordinals = own.filter((claim) => isClaimOf(claim, template, name));
      return [template, ...ordinals].some(isIncluded) ? [template] : [];
    });
    return [...new Set([...ofClaims, ...ofTemplates])];
  }
}

function annotated(manifest: JsonObject, pod: LocatedPodSpec, volumes: readonly string[]): TransformResult {
  if (pod.metadata === undefined) {
    const what = `${pathText(pod.path)} has a volume of a snapshot, and its pods have no annotations`;
    const fix = 'give a sidecar, or annotate the pods where the custom resource allows it';
    return { edits: [], problems: [{ what, got: volumes.join(','), fix }] };
  }
  const path = [...pod.metadata, 'annotations', BACKUP_VOLUMES];
  const value = valueAtPath(manifest, path);
  const listed = isText(value) ? value.split(',').map((name) => name.trim()) : [];
  const missing = volumes.filter((name) => !listed.includes(name));
  if (missing.length === 0) return { edits: [], problems: [] };
  const all = [...listed.filter((name) => name !== ''), ...missing];
  return { edits: [{ path, value: all.join(',') }], problems: [] };
}

function withSidecar(
  { path, spec }: LocatedPodSpec,
  volumes: readonly string[],
  { container, mountPath = '/snapshot' }: SnapshotSidecar,
): TransformResult {
  const containers = Array.isArray(spec.containers) ? (spec.containers as readonly JsonValue[]) : [];
  const index = containers.findIndex((item) => isJsonObject(item) && item.name === container.name);
  const mounts = volumes.map((name) => ({ name, mountPath: `${mountPath.replace(/\/$/, '')}/${name}` }));
  const own = Array.isArray(container.volumeMounts) ? (container.volumeMounts as readonly JsonValue[]) : [];
  if (index < 0) {
    const value = { ...container, volumeMounts: [...own, ...mounts] };
    return { edits: [{ path: [...path, 'containers', containers.length], value }], problems: [] };
  }
  const at: Path = [...path, 'containers', index, 'volumeMounts'];
  const present = objectsOf(valueAtPath(spec, ['containers', index, 'volumeMounts']));
  const missing = mounts.filter(({ name }) => !present.some((mount) => mount.name === name));
  const edits: Edit[] = missing.map((value, more) => ({ path: [...at, present.length + more], value }));
  return { edits, problems: [] };
}

/** The object that a pod template belongs to: the nearest one with `spec.template`, or the manifest. */
function ownerOf(manifest: JsonObject, path: Path): JsonObject {
  for (let end = path.length - 1; end > 0; end--) {
    const outer = valueAtPath(manifest, path.slice(0, end));
    if (isJsonObject(outer) && isJsonObject(outer.spec) && templatesOf(outer).length > 0) return outer;
  }
  return manifest;
}

function templatesOf(owner: JsonObject): string[] {
  const spec = isJsonObject(owner.spec) ? owner.spec : {};
  return objectsOf(spec.volumeClaimTemplates).flatMap(({ metadata }) =>
    isJsonObject(metadata) && isText(metadata.name) ? [metadata.name] : [],
  );
}

/** Claims that a volume of a pod stands for. That of an ephemeral volume is `<pod>-<volume>`. */
function claimsOf(volume: JsonObject, pod: string | undefined): string[] {
  const { persistentVolumeClaim: claim, ephemeral, name } = volume;
  if (isJsonObject(claim) && isText(claim.claimName)) return [claim.claimName];
  return isJsonObject(ephemeral) && pod !== undefined && isText(name) ? [`${pod}-${name}`] : [];
}

function isClaimOf(claim: string, template: string, owner: string | undefined): boolean {
  const prefix = `${template}-${owner ?? ''}-`;
  return owner !== undefined && claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length));
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function claimProblems(claims: readonly string[]): Problem[] {
  if (claims.length === 0)
    return [{ what: 'claims is empty', got: claims, allowed: 'names of PersistentVolumeClaims' }];
  return claims.flatMap((claim) => {
    const [name, namespace, ...more] = claim.split('/').reverse();
    const isValid = isDnsSubdomain(name) && (namespace === undefined || isDnsLabel(namespace)) && more.length === 0;
    const allowed = `[<namespace>/]<name>; names are a ${DNS_SUBDOMAIN}`;
    return isValid ? [] : [{ what: 'the name of a claim is not valid', got: claim, allowed }];
  });
}

function sidecarProblems(sidecar: SnapshotSidecar | undefined): Problem[] {
  if (sidecar === undefined) return [];
  const { container, mountPath = '/' } = sidecar;
  return [
    ...(isDnsLabel(container.name)
      ? []
      : [{ what: 'the name of the sidecar is not valid', got: container.name, allowed: DNS_LABEL }]),
    ...(isText(container.image) ? [] : [{ what: 'the sidecar has no image', got: container.image }]),
    ...(mountPath.startsWith('/') && !mountPath.includes(':')
      ? []
      : [{ what: 'mountPath is not valid', got: mountPath, allowed: 'an absolute path without ":"' }]),
  ];
}
