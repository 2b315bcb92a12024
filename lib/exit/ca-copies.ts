import { X509Certificate } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import type { Path } from '../values/path';
import { textAt, valueAt } from '../connectivity/manifest';
import { OPERATOR_COPIES } from '../ingress/runtime-secrets';
import { scalarText } from './manifest-pod';

/** Who reads a copy that the platform operator writes, by its place. */
const READERS = new Map(OPERATOR_COPIES.map(({ namespace, name, reader }) => [`${namespace}/${name}`, reader]));

/** Kinds that hold certificates which the API server trusts, and the path to the field or list with them. */
const TRUSTING: ReadonlyMap<string, readonly string[]> = new Map([
  ['APIService', ['spec']],
  ['CustomResourceDefinition', ['spec', 'conversion', 'webhook', 'clientConfig']],
  ['MutatingWebhookConfiguration', ['webhooks']],
  ['ValidatingWebhookConfiguration', ['webhooks']],
]);

/** ConfigMaps that the API server and istiod keep in every namespace. */
const KEPT: readonly string[] = ['kube-root-ca.crt', 'istio-ca-root-cert'];

/** An object with the certificate of an authority that another Secret is the origin of. */
export interface AuthorityCopy {
  readonly object: JsonObject;
  /** Where the certificate is; the object itself where that is not known. */
  readonly path: Path;
  /** Who reads it; undefined for a copy that was found by its content. */
  readonly reader: string | undefined;
}

/** Whether an object is a Certificate of cert-manager that signs others. */
export function isAuthority(object: JsonObject): boolean {
  return scalarText(object, 'kind') === 'Certificate' && valueAt(object, 'spec', 'isCA') === true;
}

/**
 * Objects with a copy of an authority's certificate: those that the platform operator writes, by their names; others by their content,
 * which is that of the authority's Secret or a certificate with its common name that signs others.
 * @param manifests - objects of a cluster, or what is rendered for it
 */
export function authorityCopies(manifests: readonly JsonObject[]): AuthorityCopy[] {
  const authorities = manifests.filter(isAuthority);
  const origins = new Set(authorities.map((object) => placeOf(object, scalarText(object, 'spec', 'secretName'))));
  const names = new Set(authorities.flatMap((object) => textAt(object, 'spec', 'commonName') ?? []));
  const holders = manifests.filter(
    (object) =>
      ['Secret', 'ConfigMap'].includes(scalarText(object, 'kind')) &&
      !KEPT.includes(scalarText(object, 'metadata', 'name')),
  );
  const known = new Set(
    holders
      .filter((object) => origins.has(placeOf(object)))
      .flatMap(textsIn)
      .flatMap(({ text }) => certificatesIn(text)),
  );
  const isCopy = (text: string): boolean =>
    certificatesIn(text).some((certificate) => known.has(certificate) || isNamed(certificate, names));
  const held = holders
    .filter((object) => !origins.has(placeOf(object)) && scalarText(object, 'type') !== 'kubernetes.io/tls')
    .flatMap((object): AuthorityCopy[] => {
      const reader = READERS.get(placeOf(object));
      const found = textsIn(object).find(({ text }) => isCopy(text));
      return reader !== undefined || found !== undefined ? [{ object, path: found?.path ?? [], reader }] : [];
    });
  const trusted = manifests.flatMap((object): AuthorityCopy[] => {
    const found = bundlesIn(object).find(({ text }) => isCopy(text));
    return found === undefined ? [] : [{ object, path: found.path, reader: undefined }];
  });
  return [...held, ...trusted];
}

interface FoundText {
  readonly path: Path;
  readonly text: string;
}

function textsIn(object: JsonObject): FoundText[] {
  return ['data', 'stringData', 'binaryData'].flatMap((part) => {
    const content = valueAt(object, part);
    return Object.entries(isJsonObject(content) ? content : {}).flatMap(([key, text]) =>
      typeof text === 'string' ? [{ path: [part, key], text }] : [],
    );
  });
}

function bundlesIn(object: JsonObject): FoundText[] {
  const at = TRUSTING.get(scalarText(object, 'kind'));
  if (at === undefined) return [];
  const value = valueAt(object, ...at);
  if (!Array.isArray(value)) return bundleAt(at, value);
  return (value as readonly JsonValue[]).flatMap((each, index) =>
    bundleAt([...at, index, 'clientConfig'], valueAt(each, 'clientConfig')),
  );
}

function bundleAt(path: Path, value: JsonValue | undefined): FoundText[] {
  const text = textAt(value, 'caBundle');
  return text === undefined ? [] : [{ path: [...path, 'caBundle'], text }];
}

/** Certificates in PEM, without line ends; whether they are encoded does not matter. */
function certificatesIn(value: string): string[] {
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('latin1');
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.map((pem) => pem.replace(/\s/g, ''));
}

function isNamed(certificate: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  try {
    const body = certificate.replace(/-----[A-Z]+-----/g, '');
    const { ca, subject } = new X509Certificate(Buffer.from(body, 'base64'));
    return ca && subject.split('\n').some((line) => line.startsWith('CN=') && names.has(line.slice('CN='.length)));
  } catch {
    // Something else between the marks of a certificate.
    return false;
  }
}

function placeOf(object: JsonObject, name = scalarText(object, 'metadata', 'name')): string {
  return `${scalarText(object, 'metadata', 'namespace')}/${name}`;
}
