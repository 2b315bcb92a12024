import type { FindingText } from './finding';
import { asText, itemsAt, listAt, nameOf, namespaceOf, type Fields, type KubeObject } from './object';

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/**
 * Why the webhook of release 1.7.2 refuses an IngressTrait: a host that is not a DNS name, or a host and path that another
 * IngressTrait of any namespace has. Source: application-operator, ingresstrait_webhook.go.
 * @param trait - the trait
 * @param others - all other IngressTraits
 */
export function ingressTraitRefusal(trait: KubeObject, others: readonly KubeObject[]): FindingText | undefined {
  const wrong = itemsAt(trait, 'spec', 'rules')
    .flatMap(hostsOf)
    .find((host) => !isHost(host));
  if (wrong !== undefined) {
    return {
      what: 'admission refuses a host',
      got: wrong,
      allowed: 'DNS names in lower case, each label up to 63 characters; *.<name>; *',
      fix: 'correct the host',
    };
  }
  const own = pathsByHost(trait);
  for (const other of others) {
    for (const rule of itemsAt(other, 'spec', 'rules')) {
      for (const host of hostsOf(rule)) {
        const at = collision(own.get(host), pathsOf(rule));
        if (at === undefined) continue;
        return {
          what: `admission refuses a host and path that IngressTrait ${namespaceOf(other)}/${nameOf(other)} has`,
          got: `${host}${at}`,
          fix: 'change the host or the path of one of them',
        };
      }
    }
  }
  return undefined;
}

/** The first path that both have, or an empty text when neither has paths. */
function collision(own: ReadonlySet<string> | undefined, paths: readonly string[]): string | undefined {
  if (own === undefined) return undefined;
  const same = paths.find((path) => own.has(path));
  if (same !== undefined) return same;
  return paths.length === 0 && own.size === 0 ? '' : undefined;
}

function pathsByHost(trait: KubeObject): ReadonlyMap<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const rule of itemsAt(trait, 'spec', 'rules')) {
    for (const host of hostsOf(rule)) {
      const paths = found.get(host) ?? new Set<string>();
      for (const path of pathsOf(rule)) paths.add(path);
      found.set(host, paths);
    }
  }
  return found;
}

/** Hosts as the webhook compares them: trimmed, and the one that stands for all of them empty. */
function hostsOf(rule: Fields): string[] {
  return listAt(rule, 'hosts')
    .map((host) => asText(host).trim())
    .map((host) => (host === '*' ? '' : host));
}

function pathsOf(rule: Fields): string[] {
  return itemsAt(rule, 'paths').map(({ path }) => (typeof path === 'string' ? path : ''));
}

function isHost(host: string): boolean {
  if (host === '') return true;
  const name = host.startsWith('*.') ? host.slice(2) : host;
  return host.length <= 253 && name.split('.').every((label) => label.length <= 63 && LABEL.test(label));
}
