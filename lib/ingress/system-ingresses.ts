import type { ComponentDefinition } from '../definition/definition';
import type { Ingress } from '../definition/ingress';
import { ingressAnnotations, ingressesOf, NGINX } from '../definition/ingress';
import type { ExternalDnsAnnotations, IngressBackend } from '../definition/ingress-definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import { specField } from '../definition/enablement';
import { servicesOf } from '../definition/service';
import { COMPONENTS } from '../components';
import { CLUSTER_ISSUER } from '../values/certificates';
import type { JsonObject } from '../values/json';
import { chartValue } from '../definition/stated-values';
import type { HostNames } from './host-names';
import { hostNames } from './host-names';
import type { PlatformIssuer } from './issuers';
import { platformIssuer } from './issuers';

/** API version of Ingresses, as upstream emits them. */
const INGRESS_API = 'networking.k8s.io/v1';

/** IngressClass of the platform, where the resource names no other. */
const DEFAULT_CLASS = 'verrazzano-nginx';

/** Prefix of the annotations of ExternalDNS. */
export const EXTERNAL_DNS = 'external-dns.alpha.kubernetes.io';
const TIME_TO_LIVE = '60';
/** An Ingress of the platform and the facts that it is derived from. */
export interface SystemIngress {
  /** Name of the component behind it. */
  readonly component: string;
  /** The declared facts, with defaults filled in. */
  readonly ingress: Ingress;
  /** Its host name, with {@link UNKNOWN_ADDRESS} in place of an address that is known only in the cluster. */
  readonly host: string;
  /** The object. */
  readonly manifest: KubernetesManifest;
}

/**
 * The Ingresses of the enabled components, in the order of these; none without the ingress controller. An Ingress that depends
 * on a chart value exists when an override of the effective resource sets it; values in ConfigMaps and Secrets are unknown and
 * count as not set.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function systemIngressTable(platform: Platform): readonly SystemIngress[] {
  if (!platform.isEnabled('ingress-controller')) return [];
  const hosts = hostNames(platform);
  const issuer = platformIssuer(platform);
  return platform.enabledComponents.flatMap((definition) =>
    ingressesOf(definition)
      .filter((ingress) => exists(platform, definition, ingress))
      .map((ingress) => ({
        component: definition.name,
        ingress,
        host: `${ingress.host}.${hosts.pattern}`,
        manifest: manifest(platform, ingress, hosts, issuer),
      })),
  );
}

/**
 * The Ingress objects of {@link systemIngressTable}.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function systemIngresses(platform: Platform): readonly KubernetesManifest[] {
  return systemIngressTable(platform).map((row) => row.manifest);
}

function exists(
  platform: Platform,
  definition: ComponentDefinition,
  { createdBy, definition: facts }: Ingress,
): boolean {
  if (facts.onlyOn !== undefined && facts.onlyOn !== platform.role) return false;
  // Some are created by another component, which must be enabled.
  if (COMPONENTS.some(({ name }) => name === createdBy) && !platform.isEnabled(createdBy)) return false;
  if (facts.onlyWhen === undefined) return true;
  const { value, otherwise } = facts.onlyWhen;
  const stated = chartValue(platform.effective.spec, definition.key, value.split('.'));
  return typeof stated === 'boolean' ? stated : otherwise;
}

function manifest(platform: Platform, ingress: Ingress, hosts: HostNames, issuer: PlatformIssuer): KubernetesManifest {
  const { name, namespace, path, tlsSecret, backend } = ingress;
  const host = `${ingress.host}.${hosts.pattern}`;
  const className = specField(platform.effective.spec, 'ingressNGINX', 'ingressClassName');
  return {
    apiVersion: INGRESS_API,
    kind: 'Ingress',
    metadata: { name, namespace, annotations: annotations(ingress, hosts, issuer) },
    spec: {
      ingressClassName: typeof className === 'string' && className !== '' ? className : DEFAULT_CLASS,
      tls: [{ hosts: [host], secretName: tlsSecret }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                ...(path !== undefined && { path }),
                pathType: 'ImplementationSpecific',
                backend: { service: { name: backend.service, port: backendPort(platform, backend) } },
              },
            ],
          },
        },
      ],
    },
  };
}

/** The port as upstream writes it: by name or by number, so that adopting the object changes nothing. */
function backendPort(platform: Platform, { service, port, byName }: IngressBackend): JsonObject {
  if (byName === true) return { name: port };
  // The port of an enabled component is that of its version; what is not enabled has the port of the release.
  const found = [...platform.enabledComponents, ...COMPONENTS].flatMap(servicesOf).find(({ name }) => name === service);
  const number = found?.ports.find((one) => one.name === port)?.port;
  if (number === undefined) throw new Error(`an Ingress leads to Service ${service}; got port ${port}`);
  return { number };
}

function annotations(ingress: Ingress, hosts: HostNames, issuer: PlatformIssuer): Readonly<Record<string, string>> {
  const { letsEncrypt, wildcardDns } = ingress.definition.annotationsWith ?? {};
  return {
    ...withIssuer(ingressAnnotations(ingress, hosts.pattern), issuer),
    ...filled(issuer.mode === 'letsEncrypt' ? letsEncrypt : undefined, hosts),
    ...filled(hosts.kind === 'wildcard' ? wildcardDns : undefined, hosts),
    ...externalDns(ingress, hosts, issuer),
  };
}

/** The annotations with the issuer of the platform; cert-manager refuses a kind and a group beside `cluster-issuer`. */
function withIssuer(
  { 'cert-manager.io/cluster-issuer': _, ...others }: Readonly<Record<string, string>>,
  { issuer: { name, kind, group } }: PlatformIssuer,
): Readonly<Record<string, string>> {
  const isOwn = kind === CLUSTER_ISSUER.kind && group === CLUSTER_ISSUER.group;
  return isOwn
    ? { 'cert-manager.io/cluster-issuer': name, ...others }
    : {
        'cert-manager.io/issuer': name,
        'cert-manager.io/issuer-group': group,
        'cert-manager.io/issuer-kind': kind,
        ...others,
      };
}

function filled(templates: Readonly<Record<string, string>> | undefined, hosts: HostNames): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates ?? {}).map(([key, value]) => [
      key.includes('/') ? key : `${NGINX}/${key}`,
      value.replace('{suffix}', hosts.suffixPattern).replace('{wildcard}', hosts.wildcardDomain ?? ''),
    ]),
  );
}

function externalDns(ingress: Ingress, hosts: HostNames, issuer: PlatformIssuer): Readonly<Record<string, string>> {
  const { target = 'ociDns', ttl = 'ociDns' } = ingress.definition.externalDns ?? {};
  const applies = (when: ExternalDnsAnnotations['target'] | ExternalDnsAnnotations['ttl']): boolean =>
    when === 'always' ||
    (when === 'ociDns' && hosts.kind === 'oci') ||
    (when === 'letsEncrypt' && issuer.mode === 'letsEncrypt');
  const itself = target === 'host' && hosts.kind !== 'oci';
  const host = itself ? `${ingress.host}.${hosts.pattern}` : hosts.targetPattern;
  return {
    ...((target === 'host' || applies(target)) && { [`${EXTERNAL_DNS}/target`]: host }),
    ...(applies(ttl) && { [`${EXTERNAL_DNS}/ttl`]: TIME_TO_LIVE }),
  };
}
