import { PortSet } from '../../connectivity';
import { groupOf, listAt, nameOf, namespaceOf, objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import type { SelectingService } from '../../connectivity/services';
import { readServices } from '../../connectivity/services';
import { compare } from '../../values/compare';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { covers, fullHost } from '../routing/hosts';
import type { MeshPod } from './mesh-pod';

/** How a proxy encrypts what it sends to a port: undefined leaves it to Istio, which takes mutual TLS of the mesh. */
type ClientTls = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL' | undefined;

/** What a DestinationRule says about encryption. */
export interface TlsRule {
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  /** Host, as Istio sees it. */
  readonly host: string;
  /** Namespaces whose proxies use the rule; empty is every one. */
  readonly exportTo: readonly string[];
  /** Labels of the pods whose proxies use it; undefined is every one. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** It has a policy at all: of several rules for a host, the first with one counts. */
  readonly hasPolicy: boolean;
  /** The mode for the host. */
  readonly mode: ClientTls;
  /** The modes of ports of the Service that have a policy of their own. */
  readonly ports: ReadonlyMap<number, ClientTls>;
  /** A subset says how to encrypt; routes decide which requests that is. */
  readonly hasSubsetTls: boolean;
}

/** Where mutual TLS is off between two pods. */
export interface PlaintextPorts {
  /** Ports of the destination. */
  readonly ports: PortSet;
  /** `namespace/name` of the rules that say so. */
  readonly rules: readonly string[];
}

const NONE: PlaintextPorts = { ports: PortSet.NONE, rules: [] };

/** The DestinationRules in manifests, by namespace and name. */
function readTlsRules(objects: readonly JsonObject[]): readonly TlsRule[] {
  return objects
    .filter((object) => object.kind === 'DestinationRule' && groupOf(object) === 'networking.istio.io')
    .map(readTlsRule)
    .sort((a, b) => compare(a.id, b.id));
}

/** Whether a rule says somewhere that traffic is not mutual TLS of the mesh. */
function switchesOff({ mode, ports }: TlsRule): boolean {
  return [mode, ...ports.values()].some(isOff);
}

/**
 * Where DestinationRules switch mutual TLS of the mesh off. They are for Services: a port of a pod counts when every Service that
 * leads to it is covered by such a rule.
 *
 * Source: `destinationRule` in `pilot/pkg/model/push_context.go` and the reference of DestinationRule of Istio 1.19.
 */
export class DestinationRules {
  private readonly services: readonly SelectingService[];
  private readonly rules: readonly TlsRule[];
  /** Whether no rule switches mutual TLS off anywhere. */
  readonly isIdle: boolean;

  /**
   * @param objects - manifests of any kind, without Lists
   * @param rootNamespace - root namespace of the mesh
   */
  constructor(
    objects: readonly JsonObject[],
    private readonly rootNamespace: string,
  ) {
    this.rules = readTlsRules(objects);
    this.services = readServices(objects);
    this.isIdle = !this.rules.some(switchesOff);
  }

  /**
   * Ports of a pod to which the proxy of another one does not speak mutual TLS of the mesh.
   * @param from - who opens connections
   * @param to - who accepts them
   */
  plaintext(from: MeshPod, to: MeshPod): PlaintextPorts {
    if (this.isIdle) return NONE;
    const ends = this.services
      .filter((service) => leadsTo(service, to))
      .flatMap((service) => this.ends(service, from, to));
    const off = ends.filter(({ rule }) => rule !== undefined);
    const kept = PortSet.union(ends.filter(({ rule }) => rule === undefined).map(({ ports }) => ports));
    const ports = PortSet.union(off.map((end) => end.ports)).subtract(kept);
    return { ports, rules: [...new Set(off.flatMap(({ rule }) => rule ?? []))] };
  }

  /**
   * Rules that switch mutual TLS off for subsets, or for hosts of the cluster that no Service of the input has.
   */
  unresolved(): readonly TlsRule[] {
    const hosts = this.services.map(hostOf);
    return this.rules.filter((rule) => {
      if (rule.hasSubsetTls) return true;
      return switchesOff(rule) && isInCluster(rule.host) && !hosts.some((host) => covers(rule.host, host));
    });
  }

  private ends(
    service: SelectingService,
    from: MeshPod,
    to: MeshPod,
  ): ReadonlyArray<{ readonly ports: PortSet; readonly rule: string | undefined }> {
    const rule = this.ruleFor(service, from);
    return service.ports.map(({ port, protocol, target }) => {
      const number = typeof target === 'number' ? target : to.namedPorts.get(target);
      const mode = rule?.ports.has(port) === true ? rule.ports.get(port) : rule?.mode;
      return {
        ports: number === undefined ? PortSet.NONE : PortSet.of(protocol, number),
        rule: isOff(mode) ? rule?.id : undefined,
      };
    });
  }

  /** The namespace of the caller is looked at first, then that of the Service, then the root namespace. */
  private ruleFor(service: SelectingService, from: MeshPod): TlsRule | undefined {
    const host = hostOf(service);
    const places = [...(from.namespace === this.rootNamespace ? [] : [from.namespace]), service.namespace];
    for (const place of [...places, this.rootNamespace]) {
      const seen = this.rules.filter(
        (rule) => rule.namespace === place && covers(rule.host, host) && isFor(rule, from),
      );
      // The most specific host counts; of the rules of one host, the first with a policy.
      const [best] = seen.map((rule) => rule.host).sort((a, b) => specificity(b) - specificity(a));
      const rules = seen.filter((rule) => rule.host === best);
      if (rules.length > 0) return rules.find(({ hasPolicy }) => hasPolicy) ?? rules[0];
    }
    return undefined;
  }
}

function readTlsRule(object: JsonObject): TlsRule {
  const namespace = namespaceOf(object);
  const policy = valueAt(object, 'spec', 'trafficPolicy');
  const levels = listAt(policy, 'portLevelSettings').map((level): [number, ClientTls] => [
    Number(valueAt(level, 'port', 'number')),
    tlsOf(level),
  ]);
  const selector = valueAt(object, 'spec', 'workloadSelector');
  return {
    id: `${namespace}/${nameOf(object)}`,
    namespace,
    host: fullHost(textAt(object, 'spec', 'host') ?? '', namespace),
    exportTo: listAt(object, 'spec', 'exportTo').flatMap((entry) => (typeof entry === 'string' ? [entry] : [])),
    selector: selector === undefined ? undefined : textsAt(selector, 'matchLabels'),
    hasPolicy: policy !== undefined,
    mode: tlsOf(policy),
    ports: new Map(levels),
    hasSubsetTls: listAt(object, 'spec', 'subsets').some((subset) => isOff(tlsOf(objectAt(subset, 'trafficPolicy')))),
  };
}

/** Settings without a mode are `DISABLE`, the first value of the enumeration. */
function tlsOf(policy: JsonValue | undefined): ClientTls {
  const tls = valueAt(policy, 'tls');
  if (!isJsonObject(tls)) return undefined;
  return (textAt(tls, 'mode') ?? 'DISABLE') as ClientTls;
}

function isOff(mode: ClientTls): boolean {
  return mode !== undefined && mode !== 'ISTIO_MUTUAL';
}

function isFor({ namespace, exportTo, selector }: TlsRule, from: MeshPod): boolean {
  if (selector !== undefined) {
    return namespace === from.namespace && Object.entries(selector).every(([key, value]) => from.labels[key] === value);
  }
  const own = namespace === from.namespace;
  return own || exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(from.namespace);
}

function leadsTo({ namespace, selector }: SelectingService, pod: MeshPod): boolean {
  return namespace === pod.namespace && Object.entries(selector).every(([key, value]) => pod.labels[key] === value);
}

function hostOf({ id, namespace }: SelectingService): string {
  return fullHost(id.slice(id.indexOf('/') + 1), namespace);
}

function isInCluster(host: string): boolean {
  return host === '*' || /(^|\.)(svc\.cluster\.local|cluster\.local|local)$/.test(host);
}

function specificity(host: string): number {
  return host.startsWith('*') ? host.length : 1000 + host.length;
}
