import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { DNS_LABEL, isDnsLabel } from '../../values/names';
import type { Problem } from '../../values/problem';
import { isSet, type ChartValues, scalarText } from '../values/chart-values';

const WEBHOOKS = ['validatingWebhooks', 'mutatingWebhooks'];
const VERBS = ['create', 'get', 'update', 'patch', 'delete'];
const SCOPES = ['Cluster', 'Namespaced', '*'];

/** Webhooks that the control plane calls, and requests that it denies. */
export function admissionProblems(values: ChartValues): Problem[] {
  return [
    ...WEBHOOKS.flatMap((kind) =>
      items(values.list(`policies.centralAdmission.${kind}`)).flatMap(([item, index]) => {
        const at = `policies.centralAdmission.${kind}[${index}]`;
        return items(item.webhooks).flatMap(([hook, place]) =>
          clientProblems(hook, `${at}.webhooks[${place}].clientConfig`),
        );
      }),
    ),
    ...items(values.object('experimental').denyProxyRequests).flatMap(([rule, index]) =>
      denyProblems(rule, `experimental.denyProxyRequests[${index}]`),
    ),
  ];
}

function clientProblems(hook: JsonObject, at: string): Problem[] {
  const client = isJsonObject(hook.clientConfig) ? hook.clientConfig : {};
  const { service, url, caBundle } = client;
  const problems: Problem[] = [];
  if (service === undefined && url === undefined) {
    problems.push({
      at,
      what: 'says neither a service nor a url',
      got: client,
      allowed: 'a service or a url',
      fix: 'state one of the two',
    });
  }
  if (isJsonObject(service) && (!isSet(service.name) || !isSet(service.namespace))) {
    problems.push({
      at: `${at}.service`,
      what: 'lacks a name or a namespace',
      got: service,
      allowed: 'both',
      fix: 'state both',
    });
  }
  if (typeof url === 'string' && !isUrl(url)) {
    problems.push({ at: `${at}.url`, what: 'is not a URL', got: url, allowed: 'scheme://host:port/path' });
  }
  if (typeof caBundle === 'string' && caBundle !== '' && !isBundle(caBundle)) {
    const allowed = 'certificates as PEM, encoded in base64';
    problems.push({ at: `${at}.caBundle`, what: 'is not a bundle of certificates', got: caBundle, allowed });
  }
  return problems;
}

function isUrl(text: string): boolean {
  // Like the parser of Go: nearly everything is a URL, relative ones included.
  return (
    ![...text].some((each) => each < ' ' || each === '\u007f') &&
    !text.startsWith(':') &&
    !/%(?![0-9a-fA-F]{2})/.test(text)
  );
}

function isBundle(text: string): boolean {
  return /-----BEGIN CERTIFICATE-----\s+[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/.test(
    Buffer.from(text, 'base64').toString('latin1'),
  );
}

function denyProblems(rule: JsonObject, at: string): Problem[] {
  const namespaces = texts(rule.namespaces).filter((namespace) => !isDnsLabel(namespace));
  return [
    ...namespaces.map((got) => ({
      at: `${at}.namespaces`,
      what: 'has a namespace that is not valid',
      got,
      allowed: DNS_LABEL,
    })),
    ...items(rule.rules).flatMap(([each, index]) => ruleProblems(each, `${at}.rules[${index}]`)),
  ];
}

function ruleProblems(rule: JsonObject, at: string): Problem[] {
  const { operations, apiGroups, apiVersions, scope } = rule;
  const unknown = texts(operations).filter((verb) => verb !== '*' && !VERBS.includes(verb));
  return [
    ...unknown.map((got) => ({
      at: `${at}.operations`,
      what: 'has an unknown verb',
      got,
      allowed: `*, ${VERBS.join(', ')}`,
    })),
    ...wildcardProblems(operations, `${at}.operations`),
    ...wildcardProblems(apiGroups, `${at}.apiGroups`),
    ...wildcardProblems(apiVersions, `${at}.apiVersions`),
    ...(scope === undefined || SCOPES.includes(scalarText(scope))
      ? []
      : [{ at: `${at}.scope`, what: 'is not a scope', got: scope, allowed: SCOPES.join(', ') }]),
  ];
}

function wildcardProblems(list: JsonValue | undefined, at: string): Problem[] {
  const stated = texts(list);
  if (!stated.includes('*') || stated.length === 1) return [];
  return [
    { at, what: 'has * together with others', got: stated, allowed: '* alone, or names', fix: 'leave one of them' },
  ];
}

function texts(list: JsonValue | undefined): string[] {
  return Array.isArray(list) ? (list as readonly JsonValue[]).map(scalarText) : [];
}

function items(list: JsonValue | undefined): ReadonlyArray<readonly [JsonObject, number]> {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).flatMap((item, index) => (isJsonObject(item) ? [[item, index] as const] : []));
}
