import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import type { Path } from '../values/path';
import { valueAt } from '../connectivity/manifest';
import { authorityCopies, isAuthority, type AuthorityCopy } from './ca-copies';
import { scalarText } from './manifest-pod';
import { findingOf, type ObjectFinding } from './object-finding';
import { worstFirst } from '../definition/hop/hop-finding';
import { NAMESPACE_NAME } from '../values/names';

/** Hours below which an authority is renewed so often that its copies matter: a year. */
const SHORT_HOURS = 8760;

/** What cert-manager assumes where a Certificate states no duration: 90 days. */
const DEFAULT_HOURS = 2160;

/** Annotations by which another program keeps a copy up to date. */
const REFRESHED_BY =
  /^(cert-manager\.io\/inject-|certmanager\.k8s\.io\/inject-|trust\.cert-manager\.io\/|reflector\.v1\.k8s\.emberstack\.com\/reflects|replicator\.v1\.mittwald\.de\/replicate-from|kubed\.appscode\.com\/)/;

/**
 * Findings about the safety of certificate authorities, worst first: certificates that sign others and may get a new key, or live so
 * short that they do so soon; and copies of an authority that no program refreshes once the platform operator is gone.
 *
 * Sources: cert-manager 1.18 release notes; `platform-operator/controllers/secrets` at v1.7.2.
 * @param manifests - objects of a cluster, or what is rendered for it; values of Secrets are compared and never shown
 */
export function authorityFindings(manifests: readonly JsonObject[]): ObjectFinding[] {
  return worstFirst(locatedAuthorityFindings(manifests).map(({ finding }) => finding)) as ObjectFinding[];
}

/** A finding with its place. */
export interface LocatedFinding {
  readonly finding: ObjectFinding;
  /** The object, as it was given. */
  readonly at: JsonObject;
  /** Path of the field in it; empty for the object itself. */
  readonly path: Path;
}

/**
 * The findings of {@link authorityFindings} with the objects and fields that they are about.
 * @param manifests - objects of a cluster, or what is rendered for it
 */
export function locatedAuthorityFindings(manifests: readonly JsonObject[]): LocatedFinding[] {
  const hasOperator = manifests.some((object) => scalarText(object, 'kind') === 'Deployment' && isOperator(object));
  return [
    ...manifests.filter(isAuthority).flatMap(certificateFindings),
    ...authorityCopies(manifests).flatMap((copy) => copyFindings(copy, manifests, hasOperator)),
  ];
}

function isOperator(object: JsonObject): boolean {
  const isRunning = valueAt(object, 'spec', 'replicas') !== 0;
  return isRunning && scalarText(object, 'metadata', 'name') === 'verrazzano-platform-operator';
}

function certificateFindings(object: JsonObject): LocatedFinding[] {
  const finding = findingOf(object);
  const located = (path: Path, level: 'error' | 'warning', what: string, fix: string): LocatedFinding => ({
    at: object,
    path,
    finding: finding(level, 'secret', what, fix),
  });
  const policy = scalarText(object, 'spec', 'privateKey', 'rotationPolicy');
  const duration = scalarText(object, 'spec', 'duration');
  const hours = duration === '' ? DEFAULT_HOURS : hoursOf(duration);
  return [
    ...(policy === 'Never'
      ? []
      : [
          located(
            ['spec', 'privateKey', ...(policy === '' ? [] : ['rotationPolicy'])],
            'error',
            `gets a new key at every renewal ${policy === '' ? 'from cert-manager 1.18 on' : `(rotationPolicy ${policy})`}: what it signed breaks`,
            'set privateKey.rotationPolicy: Never',
          ),
        ]),
    ...(hours < SHORT_HOURS
      ? [
          located(
            ['spec', ...(duration === '' ? [] : ['duration'])],
            'warning',
            `lives ${Math.round(hours / 24)} days${duration === '' ? ', the default of cert-manager' : ''}: copies of it expire as soon`,
            'state a duration of years, such as 87600h, and renewBefore',
          ),
        ]
      : []),
  ];
}

/** Hours of a duration as Go writes it, such as `2160h0m0s`; infinite for anything else, which the API server refuses. */
function hoursOf(duration: string): number {
  if (!/^(\d+(\.\d+)?(h|m|s))+$/.test(duration)) return Infinity;
  const seconds = { h: 3600, m: 60, s: 1 };
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s)/g)];
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * seconds[unit as keyof typeof seconds],
    0,
  );
  return total / 3600;
}

function copyFindings(
  { object, path, reader }: AuthorityCopy,
  manifests: readonly JsonObject[],
  hasOperator: boolean,
): LocatedFinding[] {
  if (isRefreshed(object) || manifests.some((bundle) => writes(bundle, object))) return [];
  const readBy = reader === undefined ? '' : `, read by ${reader},`;
  const byOperator = hasOperator && reader !== undefined;
  const finding = findingOf(object)(
    byOperator ? 'warning' : 'error',
    'secret',
    `is a copy of the authority${readBy} that ${byOperator ? 'only the platform operator' : 'no program'} refreshes`,
    ['Secret', 'ConfigMap'].includes(scalarText(object, 'kind'))
      ? 'declare a trust-manager Bundle that writes it, or a remaining step at every renewal'
      : 'annotate it with cert-manager.io/inject-ca-from, so that cert-manager writes it',
  );
  return [{ finding, at: object, path }];
}

function isRefreshed(object: JsonObject): boolean {
  const annotations = valueAt(object, 'metadata', 'annotations');
  const owners = valueAt(object, 'metadata', 'ownerReferences');
  const isBundle = (owner: JsonValue): boolean => scalarText(owner, 'kind') === 'Bundle';
  return (
    (isJsonObject(annotations) && Object.keys(annotations).some((key) => REFRESHED_BY.test(key))) ||
    (Array.isArray(owners) && (owners as readonly JsonValue[]).some(isBundle))
  );
}

/** Whether a Bundle of trust-manager writes an object: its targets have the name of the Bundle. */
function writes(bundle: JsonObject, object: JsonObject): boolean {
  const isBundle =
    scalarText(bundle, 'kind') === 'Bundle' && scalarText(bundle, 'apiVersion').startsWith('trust.cert-manager.io/');
  if (!isBundle || scalarText(bundle, 'metadata', 'name') !== scalarText(object, 'metadata', 'name')) return false;
  const target = scalarText(object, 'kind') === 'Secret' ? 'secret' : 'configMap';
  if (valueAt(bundle, 'spec', 'target', target) === undefined) return false;
  const labels = valueAt(bundle, 'spec', 'target', 'namespaceSelector', 'matchLabels');
  const namespace = isJsonObject(labels) ? labels[NAMESPACE_NAME] : undefined;
  return namespace === undefined || namespace === scalarText(object, 'metadata', 'namespace');
}
