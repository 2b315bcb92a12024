import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { valueAt } from '../connectivity/manifest';
import { scalarText } from './manifest-pod';
import { findingOf, type ObjectFinding } from './object-finding';
import { worstFirst } from '../definition/hop/hop-finding';

/** Hours below which an authority is renewed so often that its copies matter: a year. */
const SHORT_HOURS = 8760;

/** What cert-manager assumes where a Certificate states no duration: 90 days. */
const DEFAULT_HOURS = 2160;

/**
 * Copies of the authority that the platform operator writes and refreshes, with the component that reads each.
 *
 * Source: `platform-operator/controllers/secrets`, `component/certmanager/issuer` and `component/rancher` at v1.7.2.
 */
const OPERATOR_COPIES: Readonly<Record<string, string>> = {
  'verrazzano-system/verrazzano-tls-ca': 'the auth proxy, and what it verifies',
  'cattle-system/tls-ca': 'Rancher and its agents',
  'cattle-system/tls-ca-additional': 'Rancher, which trusts it as well',
  'verrazzano-mc/verrazzano-local-ca-bundle': 'registrations of managed clusters',
  'verrazzano-install/verrazzano-tls-ca': 'the platform operator',
};

/** Annotations by which another program keeps a copy up to date. */
const REFRESHED_BY =
  /^(trust\.cert-manager\.io\/|reflector\.v1\.k8s\.emberstack\.com\/reflects|replicator\.v1\.mittwald\.de\/replicate-from|kubed\.appscode\.com\/)/;

/**
 * Findings about the safety of certificate authorities, worst first: certificates that sign others and may get a new key, or live so
 * short that they do so soon; and copies of an authority that no program refreshes once the platform operator is gone.
 *
 * Sources: cert-manager 1.18 release notes; `platform-operator/controllers/secrets` at v1.7.2.
 * @param manifests - objects of a cluster, or what is rendered for it; values of Secrets are compared and never shown
 */
export function authorityFindings(manifests: readonly JsonObject[]): ObjectFinding[] {
  const hasOperator = manifests.some((object) => scalarText(object, 'kind') === 'Deployment' && isOperator(object));
  return worstFirst([
    ...manifests.filter(isAuthority).flatMap(certificateFindings),
    ...copiesOf(manifests).flatMap((copy) => copyFindings(copy, manifests, hasOperator)),
  ]) as ObjectFinding[];
}

function isOperator(object: JsonObject): boolean {
  const isRunning = valueAt(object, 'spec', 'replicas') !== 0;
  return isRunning && scalarText(object, 'metadata', 'name') === 'verrazzano-platform-operator';
}

function isAuthority(object: JsonObject): boolean {
  return scalarText(object, 'kind') === 'Certificate' && valueAt(object, 'spec', 'isCA') === true;
}

function certificateFindings(object: JsonObject): ObjectFinding[] {
  const finding = findingOf(object);
  const policy = scalarText(object, 'spec', 'privateKey', 'rotationPolicy');
  const duration = scalarText(object, 'spec', 'duration');
  const hours = duration === '' ? DEFAULT_HOURS : hoursOf(duration);
  return [
    ...(policy === 'Never'
      ? []
      : [
          finding(
            'error',
            'secret',
            `gets a new key at every renewal ${policy === '' ? 'from cert-manager 1.18 on' : `(rotationPolicy ${policy})`}: what it signed breaks`,
            'set privateKey.rotationPolicy: Never',
          ),
        ]),
    ...(hours < SHORT_HOURS
      ? [
          finding(
            'warning',
            'secret',
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

/** A Secret or ConfigMap with a certificate of an authority that another Secret is the origin of. */
interface Copy {
  readonly object: JsonObject;
  /** Who reads it; undefined for a copy that was found by its content. */
  readonly reader: string | undefined;
}

function copiesOf(manifests: readonly JsonObject[]): Copy[] {
  const origins = new Set(
    manifests.filter(isAuthority).map((object) => placeOf(object, scalarText(object, 'spec', 'secretName'))),
  );
  const holders = manifests.filter((object) => ['Secret', 'ConfigMap'].includes(scalarText(object, 'kind')));
  const authorities = new Set(holders.filter((object) => origins.has(placeOf(object))).flatMap(certificatesIn));
  return holders
    .filter((object) => !origins.has(placeOf(object)) && scalarText(object, 'type') !== 'kubernetes.io/tls')
    .flatMap((object) => {
      const place = placeOf(object);
      const reader = Object.hasOwn(OPERATOR_COPIES, place) ? OPERATOR_COPIES[place] : undefined;
      const isCopy = certificatesIn(object).some((text) => authorities.has(text));
      return reader !== undefined || isCopy ? [{ object, reader }] : [];
    });
}

function copyFindings(
  { object, reader }: Copy,
  manifests: readonly JsonObject[],
  hasOperator: boolean,
): ObjectFinding[] {
  if (isRefreshed(object) || manifests.some((bundle) => writes(bundle, object))) return [];
  const readBy = reader === undefined ? '' : `, read by ${reader},`;
  const finding = findingOf(object);
  const fix = 'declare a trust-manager Bundle that writes it, or a remaining step at every renewal';
  if (hasOperator && reader !== undefined) {
    return [
      finding(
        'warning',
        'secret',
        `is a copy of the authority${readBy} that only the platform operator refreshes`,
        fix,
      ),
    ];
  }
  return [finding('error', 'secret', `is a copy of the authority${readBy} that no program refreshes`, fix)];
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
  const namespace = isJsonObject(labels) ? labels['kubernetes.io/metadata.name'] : undefined;
  return namespace === undefined || namespace === scalarText(object, 'metadata', 'namespace');
}

/** Certificates in PEM, without line ends; whether they are encoded does not matter. */
function certificatesIn({ data, stringData }: JsonObject): string[] {
  const texts = [data, stringData].flatMap((part) => (isJsonObject(part) ? Object.values(part) : []));
  return texts.flatMap((value) => {
    if (typeof value !== 'string') return [];
    const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('latin1');
    const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return found.map((pem) => pem.replace(/\s/g, ''));
  });
}

function placeOf(object: JsonObject, name = scalarText(object, 'metadata', 'name')): string {
  return `${scalarText(object, 'metadata', 'namespace')}/${name}`;
}
