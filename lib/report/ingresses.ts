import type { ClusterManifest } from '../cluster/estate-clusters';
import {
  groupOf,
  kindOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  textsAt,
  valueAt,
} from '../connectivity/manifest';
import type { Platform } from '../definition/platform';
import { ingressCertificates, systemIngressTable } from '../ingress';
import { compare } from '../values/compare';
import type { JsonObject, JsonValue } from '../values/json';
import type { IngressReport } from './model';

const ISSUER = 'cert-manager.io/issuer';
const CLUSTER_ISSUER = 'cert-manager.io/cluster-issuer';

/**
 * The host names of a cluster: of its Ingresses, Gateways and routes, and those that its platform creates.
 * @param manifests - its objects
 * @param platform - a platform whose Ingresses are created by the platform operator; undefined without one
 */
export function ingressesOf(manifests: readonly ClusterManifest[], platform: Platform | undefined): IngressReport[] {
  const objects = manifests.map(({ object }) => object);
  const issuers = issuersOf(objects);
  const written = objects.flatMap((object) => rowsOf(object, issuers));
  const names = new Set(written.map(({ object }) => object));
  const derived = platform === undefined ? [] : derivedRows(platform).filter(({ object }) => !names.has(object));
  return [...written, ...derived].sort((a, b) => compare(a.host, b.host) || compare(a.object, b.object));
}

function derivedRows(platform: Platform): IngressReport[] {
  const certificates = ingressCertificates(platform);
  return systemIngressTable(platform).map(({ component, ingress, host, manifest }): IngressReport => {
    const { namespace, name } = ingress;
    const certificate = certificates.find((each) => each.namespace === namespace && each.ingress === name);
    const object = manifest as unknown as JsonObject;
    return {
      host,
      object: `Ingress ${namespace}/${name}`,
      backend: backendsOf(object).join(', '),
      component,
      ...(certificate !== undefined && {
        tlsSecret: `${certificate.namespace}/${certificate.name}`,
        issuer: `${certificate.issuer.kind} ${certificate.issuer.name}`,
      }),
      written: false,
    };
  });
}

function rowsOf(object: JsonObject, issuers: ReadonlyMap<string, string>): IngressReport[] {
  switch (`${kindOf(object)}.${groupOf(object)}`) {
    case 'Ingress.networking.k8s.io':
    case 'Ingress.extensions':
      return ingressRows(object, issuers);
    case 'Gateway.networking.istio.io':
      return gatewayRows(object, issuers, 'servers');
    case 'Gateway.gateway.networking.k8s.io':
      return gatewayRows(object, issuers, 'listeners');
    default:
      return [];
  }
}

function ingressRows(object: JsonObject, issuers: ReadonlyMap<string, string>): IngressReport[] {
  const namespace = namespaceOf(object);
  const tls = listAt(object, 'spec', 'tls');
  const hosts = listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '*');
  const annotations = textsAt(object, 'metadata', 'annotations');
  return [...new Set(hosts.length > 0 ? hosts : ['*'])].map((host) => {
    const entry = tls.find((each) => listAt(each, 'hosts').includes(host)) ?? (hosts.length <= 1 ? tls[0] : undefined);
    const secret = textAt(entry, 'secretName');
    const issuer =
      (annotations[CLUSTER_ISSUER] && `ClusterIssuer ${annotations[CLUSTER_ISSUER]}`) ??
      (annotations[ISSUER] && `Issuer ${annotations[ISSUER]}`) ??
      issuers.get(`${namespace}/${secret ?? ''}`);
    return {
      host,
      object: `Ingress ${namespace}/${nameOf(object)}`,
      backend: backendsOf(object, host).join(', '),
      ...(secret !== undefined && { tlsSecret: `${namespace}/${secret}` }),
      ...(issuer !== undefined && issuer !== '' && { issuer }),
      written: true,
    };
  });
}

function backendsOf(object: JsonObject, host?: string): string[] {
  const rules = listAt(object, 'spec', 'rules').filter(
    (rule) => host === undefined || (textAt(rule, 'host') ?? '*') === host,
  );
  const backends = [
    ...rules.flatMap((rule) => listAt(rule, 'http', 'paths').map((path) => valueAt(path, 'backend'))),
    valueAt(object, 'spec', 'defaultBackend'),
  ];
  const texts = backends.flatMap((backend) =>
    backend === undefined ? [] : [backendText(namespaceOf(object), backend)],
  );
  return [...new Set(texts)];
}

function backendText(namespace: string, backend: JsonValue): string {
  const service = textAt(backend, 'service', 'name') ?? textAt(backend, 'serviceName') ?? '?';
  const port = objectAt(backend, 'service', 'port');
  return `${namespace}/${service}:${scalar(port.number ?? port.name ?? valueAt(backend, 'servicePort'))}`;
}

function scalar(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

/** Servers of a Gateway of Istio, and listeners of one of the Gateway API. */
function gatewayRows(
  object: JsonObject,
  issuers: ReadonlyMap<string, string>,
  list: 'servers' | 'listeners',
): IngressReport[] {
  const namespace = namespaceOf(object);
  return listAt(object, 'spec', list).flatMap((server) => {
    const named = list === 'servers' ? listAt(server, 'hosts') : [valueAt(server, 'hostname') ?? '*'];
    const secret =
      textAt(server, 'tls', 'credentialName') ?? textAt(listAt(server, 'tls', 'certificateRefs')[0], 'name');
    const number = list === 'servers' ? valueAt(server, 'port', 'number') : valueAt(server, 'port');
    return named.filter(isText).map((host): IngressReport => {
      const issuer = issuers.get(secret ?? '') ?? issuers.get(`${namespace}/${secret ?? ''}`);
      return {
        host: host.replace(/^[^/]*\//, ''),
        object: `Gateway ${namespace}/${nameOf(object)}`,
        backend: `port ${scalar(number)} of the gateway`,
        ...(secret !== undefined && { tlsSecret: secret }),
        ...(issuer !== undefined && { issuer }),
        written: true,
      };
    });
  });
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

/** Issuers of Certificates, by their Secret: `namespace/name`, and the name alone, as a Gateway of Istio has it. */
function issuersOf(objects: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(
    objects
      .filter((object) => kindOf(object) === 'Certificate' && groupOf(object) === 'cert-manager.io')
      .flatMap((object) => {
        const secret = textAt(object, 'spec', 'secretName') ?? '';
        const reference = objectAt(object, 'spec', 'issuerRef');
        const issuer = `${scalar(reference.kind ?? 'Issuer')} ${scalar(reference.name)}`;
        return [
          [`${namespaceOf(object)}/${secret}`, issuer],
          [secret, issuer],
        ] as const;
      }),
  );
}
