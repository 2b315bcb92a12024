import { listAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { objectMatches } from '../walk';
import { exportFindings } from './istio-exports';
import { isUnset } from './istio-forms';
import { missing, refused, unwanted, warned } from './refused';

/**
 * What the webhook of istiod refuses of a DestinationRule because its fields contradict each other. Source: Istio 1.19.3,
 * `ValidateDestinationRule`.
 * @param object - the DestinationRule
 */
export function policyFindings(object: CheckedObject): Found[] {
  const policies = ['spec.trafficPolicy', 'spec.subsets[].trafficPolicy'];
  return [
    ...[...policies, ...policies.map((at) => `${at}.portLevelSettings[]`)].flatMap((pattern) =>
      objectMatches(object.object, pattern).flatMap(({ value, path }) => settingFindings(object, value, path)),
    ),
    ...exportFindings(object),
  ];
}

function settingFindings(object: CheckedObject, policy: JsonObject, path: Path): Found[] {
  const found = [
    ...outlierFindings(object, policy, path),
    ...connectionFindings(object, policy, path),
    ...balancerFindings(object, policy, path),
    ...clientTlsFindings(object, policy, path),
  ];
  // Warnings about subsets and single ports get lost.
  return found.filter(({ severity }) => severity === 'error' || path.length === 2);
}

function outlierFindings(object: CheckedObject, { outlierDetection: outlier }: JsonObject, path: Path): Found[] {
  if (!isJsonObject(outlier)) return [];
  const at = [...path, 'outlierDetection'];
  const field = 'consecutiveLocalOriginFailures';
  const count = outlier[field];
  const isAlone = typeof count === 'number' && count > 0 && outlier.splitExternalLocalOriginErrors !== true;
  return [
    ...(isUnset(outlier.consecutiveErrors)
      ? []
      : [warned(object, [...at, 'consecutiveErrors'], 'is deprecated in favour of consecutive5xxErrors')]),
    ...(isAlone ? [refused(object, [...at, field], 'is allowed only with splitExternalLocalOriginErrors', count)] : []),
  ];
}

function connectionFindings(object: CheckedObject, { connectionPool: pool }: JsonObject, path: Path): Found[] {
  const http = isJsonObject(pool) ? pool.http : undefined;
  if (!isJsonObject(http) || http.useClientProtocol !== true || http.h2UpgradePolicy !== 'UPGRADE') return [];
  const at = [...path, 'connectionPool', 'http', 'useClientProtocol'];
  return [refused(object, at, 'is not allowed with h2UpgradePolicy UPGRADE', true)];
}

function balancerFindings(object: CheckedObject, policy: JsonObject, path: Path): Found[] {
  const { loadBalancer } = policy;
  if (!isJsonObject(loadBalancer)) return [];
  const at = [...path, 'loadBalancer'];
  const { consistentHash: hash, localityLbSetting: localities } = loadBalancer;
  return [
    ...(isJsonObject(hash) ? hashFindings(object, hash, [...at, 'consistentHash']) : []),
    ...(isJsonObject(localities)
      ? localityFindings(object, localities, [...at, 'localityLbSetting'], isJsonObject(policy.outlierDetection))
      : []),
  ];
}

function hashFindings(object: CheckedObject, hash: JsonObject, path: Path): Found[] {
  if (isUnset(hash.minimumRingSize)) return [];
  const at = [...path, 'minimumRingSize'];
  const other = ['ringHash', 'maglev'].find((field) => isJsonObject(hash[field]));
  if (other !== undefined) return [unwanted(object, at, `is not allowed with ${other}`)];
  return [warned(object, at, 'is deprecated in favour of ringHash')];
}

/** Where traffic goes from a region, zone and subzone. Source: Istio 1.19.3, `validateLocalityLbSetting`. */
function localityFindings(object: CheckedObject, setting: JsonObject, path: Path, hasOutlier: boolean): Found[] {
  const distribute = listAt(setting, 'distribute');
  const failover = listAt(setting, 'failover');
  if (distribute.length > 0 && failover.length > 0) {
    return [unwanted(object, [...path, 'failover'], 'is not allowed with distribute')];
  }
  const from = distribute.map((each) => textAt(each, 'from') ?? '');
  const needsOutlier = !hasOutlier && (failover.length > 0 || listAt(setting, 'failoverPriority').length > 0);
  return [
    ...distribute.flatMap((each, index) => shareFindings(object, each, [...path, 'distribute', index])),
    ...overlapFindings(object, from, [...path, 'distribute']),
    ...(needsOutlier ? [warned(object, path, 'fails over, which needs outlierDetection')] : []),
    ...failover.flatMap((each, index) => failoverFindings(object, each, [...path, 'failover', index])),
  ];
}

function shareFindings(object: CheckedObject, distribute: unknown, path: Path): Found[] {
  if (!isJsonObject(distribute)) return [];
  const shares = isJsonObject(distribute.to) ? Object.entries(distribute.to) : [];
  const at = [...path, 'to'];
  const wrong = shares.find(([, share]) => typeof share === 'number' && (share < 1 || share > 100));
  if (wrong !== undefined) {
    return [refused(object, [...at, wrong[0]], 'is not a share', wrong[1], '1 to 100')];
  }
  const sum = shares.reduce((all, [, share]) => all + (typeof share === 'number' ? share : 0), 0);
  if (sum !== 100) return [refused(object, at, 'has shares that are not 100 together', sum, '100')];
  const names = shares.map(([name]) => name);
  return overlapFindings(object, names, at, true);
}

/**
 * Localities that cannot be read, or of which one holds another that follows. Of those in a map, which has no order, two are wrong that
 * are so in each order. Source: Istio 1.19.3, `validateLocalities`.
 */
function overlapFindings(object: CheckedObject, names: readonly string[], path: Path, isMap = false): Found[] {
  for (const [index, name] of names.entries()) {
    const parts = partsOf(name);
    const unread = name.slice(0, -1).includes('*') ? 'a * that is not its end' : 'an empty part';
    if (name.slice(0, -1).includes('*') || parts.includes('')) {
      return [refused(object, path, `has the locality ${name} with ${unread}`)];
    }
    const other = names
      .slice(0, index)
      .find((each) => isTaken(parts, partsOf(each)) && (!isMap || isTaken(partsOf(each), parts)));
    if (other !== undefined) return [refused(object, path, `has the localities ${other} and ${name}, which overlap`)];
  }
  return [];
}

/** Region, zone and what follows. */
function partsOf(name: string): string[] {
  const [region = '', zone, ...rest] = name.split('/');
  return [region, ...(zone === undefined ? [] : [zone]), ...(rest.length === 0 ? [] : [rest.join('/')])];
}

/** Whether a locality cannot follow on another one. */
function isTaken([region, zone, rest]: readonly string[], before: readonly string[]): boolean {
  if (before[0] === '*') return true;
  if (before[0] !== region) return false;
  if (zone === undefined || before[1] === undefined || before[1] === '*') return true;
  if (before[1] !== zone) return false;
  return rest === undefined || before[2] === undefined || before[2] === '*' || before[2] === rest;
}

function failoverFindings(object: CheckedObject, failover: unknown, path: Path): Found[] {
  if (!isJsonObject(failover)) return [];
  const [from, to] = [textAt(failover, 'from') ?? '', textAt(failover, 'to') ?? ''];
  const wrong = [from, to].find((region) => /[/*]/.test(region));
  if (wrong !== undefined) return [refused(object, path, 'is not between regions', wrong, 'regions without / and *')];
  return from === to ? [refused(object, path, 'leads from a region to itself', from)] : [];
}

/** TLS to a destination. Source: Istio 1.19.3, `validateTLS`. */
function clientTlsFindings(object: CheckedObject, { tls }: JsonObject, path: Path): Found[] {
  if (!isJsonObject(tls)) return [];
  const at = [...path, 'tls'];
  const mode = textAt(tls, 'mode') ?? 'DISABLE';
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return [];
  const unverified = tls.insecureSkipVerify === true ? ['caCertificates', 'subjectAltNames'] : [];
  const found = [...unverified, ...(unverified.length > 0 && mode === 'SIMPLE' ? ['credentialName'] : [])]
    .filter((field) => !isUnset(tls[field]))
    .map((field) => unwanted(object, [...at, field], 'is not allowed with insecureSkipVerify'));
  if (!isUnset(tls.credentialName)) {
    const files = ['clientCertificate', 'caCertificates', 'privateKey'].filter((field) => !isUnset(tls[field]));
    return [...found, ...files.map((field) => unwanted(object, [...at, field], 'is not allowed with credentialName'))];
  }
  if (mode === 'SIMPLE') return found;
  const absent = ['clientCertificate', 'privateKey'].filter((field) => isUnset(tls[field]));
  return [...found, ...absent.map((field) => missing(object, [...at, field], 'is required with mode MUTUAL'))];
}
