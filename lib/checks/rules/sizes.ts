import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { SYNC_OPTIONS_ANNOTATION } from '../../gitops/argo/sync-options';

/** The copy that client-side apply keeps counts as an annotation. Source: apimachinery, TotalAnnotationSizeLimitB. */
const ANNOTATIONS_LIMIT = 256 * 1024;

/** Source: Kubernetes, MaxSecretSize; ConfigMaps have the same limit. */
const DATA_LIMIT = 1024 * 1024;

/** Objects that are too large: for etcd, for a ConfigMap or Secret, or for the annotation that `kubectl apply` keeps. */
export function sizeFindings({ inventory }: CheckContext): Found[] {
  const serverSide = new Set(inventory.objects.filter(appliesServerSide).map(({ name }) => name));
  return inventory.objects.flatMap((object) => [...dataSize(object), ...applySize(object, serverSide)]);
}

function dataSize(object: CheckedObject): Found[] {
  if (object.group !== '' || !['ConfigMap', 'Secret'].includes(object.kind)) return [];
  const { data, binaryData, stringData } = object.object;
  const size = [data, binaryData, stringData].reduce<number>(
    (sum, map) => sum + (isJsonObject(map) ? sizeOf(map) : 0),
    0,
  );
  if (size <= DATA_LIMIT) return [];
  const base = { rule: 'too-large', severity: 'error', at: object, path: ['data'] } as const;
  return [{ ...base, message: 'is too large', got: size, allowed: `at most ${DATA_LIMIT} bytes`, fix: 'split it' }];
}

function applySize(object: CheckedObject, serverSide: ReadonlySet<string>): Found[] {
  const size =
    sizeOf(object.object) +
    Object.entries(annotationsOf(object.object)).reduce((sum, [k, v]) => sum + k.length + v.length, 0);
  if (size <= ANNOTATIONS_LIMIT || dataSize(object).length > 0) return [];
  if (serverSide.has(object.unit) || appliesServerSide(object)) return [];
  return [
    {
      rule: 'too-large',
      severity: 'warning',
      at: object,
      path: [],
      message: 'is too large for the annotation in which client-side apply keeps a copy',
      got: size,
      allowed: `at most ${ANNOTATIONS_LIMIT} bytes`,
      fix: 'apply it with --server-side, or in Argo CD with the sync option ServerSideApply=true',
    },
  ];
}

function appliesServerSide({ kind, object }: CheckedObject): boolean {
  const own = annotationsOf(object)[SYNC_OPTIONS_ANNOTATION] ?? '';
  const { spec } = object;
  const policy = kind === 'Application' && isJsonObject(spec) ? JSON.stringify(spec.syncPolicy ?? {}) : '';
  return /(?:ServerSideApply|Replace)=true/.test(own + policy);
}

function sizeOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
