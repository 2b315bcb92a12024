import { PLATFORM_OPENSEARCH } from '../components/platform-opensearch';
import type { PlatformSecret, VerrazzanoManifest } from '../definition/platform';
import { grafana } from '../components/grafana';
import { DATABASE_SECRET } from '../components/grafana-names';
import { thanos } from '../components/thanos';
import { verrazzanoPlatformOperator } from '../components/verrazzano-platform-operator';
import { OPERATOR_NAMESPACE } from '../definition/verrazzano-api';
import { DEFAULT_CA } from '../values/certificates';
import type { JsonObject, JsonValue } from '../values/json';
import { Registry } from '../values/registry';
import { issuerNamespace } from '../resource/rules/certificates';
import { dig, digComponent } from '../resource/rules/dig';
import { overrideItems } from '../resource/rules/override-items';
import { textOf } from '../values/json';

/** A Secret that a setting of the resource names. */
interface NamedSecret extends Omit<PlatformSecret, 'name'> {
  /** Name that the setting gives; the empty text when it gives none. */
  readonly name: string;
  /** Name of the Secret that the platform creates. @default - none */
  readonly except?: string;
}

/**
 * Secrets that must exist before the platform is installed, and are never put into Git. They are derived from the resource,
 * whichever option set it.
 *
 * Source: conditions of the rules `*.secret-exists`, `overrides.ref-unresolvable` and `reconcile.grafana-db-secret` of the
 * platform operator; documentation of Grafana's mail, of Thanos and of private registries at v1.7.2.
 * @param resource - the resource as the user states it
 * @param registry - registry of the images
 * @param hasOperator - whether the platform operator runs, whose image comes from the registry too
 */
export function requiredSecrets(
  resource: VerrazzanoManifest,
  registry: Registry | undefined,
  hasOperator = false,
): PlatformSecret[] {
  const { metadata, spec } = resource;
  const named = [...operatorSecrets(spec), ...issuerSecrets(spec), ...grafanaSecrets(spec), ...storeSecrets(spec)];
  const secrets = named
    .filter(({ name, except }) => name !== '' && name !== except)
    .map(({ except: _, ...secret }): PlatformSecret => secret);
  const all = [...secrets, ...registrySecrets(registry, hasOperator), ...overrideSecrets(spec, metadata.namespace)];
  const identity = ({ namespace, name, keys }: PlatformSecret): string => [namespace, name, ...keys].join('/');
  return all.filter((secret, i) => all.findIndex((other) => identity(other) === identity(secret)) === i);
}

function operatorSecrets(spec: JsonObject): NamedSecret[] {
  return [
    {
      namespace: OPERATOR_NAMESPACE,
      name: textOf(digComponent(spec, 'dns', 'oci', 'ociConfigSecret')),
      keys: [],
      usedBy: 'external-dns, cert-manager-webhook-oci',
      description: 'OCI credentials for the DNS zone: exactly one key, whose text is YAML with a section `auth`',
    },
    {
      namespace: OPERATOR_NAMESPACE,
      name: textOf(digComponent(spec, 'fluentd', 'oci', 'apiSecret')),
      keys: ['config', 'key'],
      usedBy: 'fluentd',
      description: 'OCI configuration with `key_file=/root/.oci/key`, and its private key in PEM form',
    },
    {
      namespace: OPERATOR_NAMESPACE,
      name: textOf(digComponent(spec, 'fluentd', 'opensearchSecret')),
      except: PLATFORM_OPENSEARCH.secret,
      keys: ['username', 'password'],
      usedBy: 'fluentd',
      description: 'Login of the OpenSearch that Fluentd writes to',
    },
  ];
}

function issuerSecrets(spec: JsonObject): NamedSecret[] {
  const certificate = digComponent(spec, 'certManager', 'certificate', 'ca');
  const ca = {
    except: DEFAULT_CA.secretName,
    keys: ['tls.crt', 'tls.key'],
    usedBy: 'cluster-issuer',
    description: 'Key pair of the certificate authority that signs for the platform',
  };
  return [
    { ...ca, namespace: issuerNamespace(spec), name: textOf(digComponent(spec, 'clusterIssuer', 'ca', 'secretName')) },
    {
      ...ca,
      namespace: textOf(dig(certificate, 'clusterResourceNamespace')),
      name: textOf(dig(certificate, 'secretName')),
    },
  ];
}

function grafanaSecrets(spec: JsonObject): NamedSecret[] {
  const smtp = digComponent(spec, 'grafana', 'smtp');
  const keys = ['userKey', 'passwordKey', 'certFileKey', 'keyFileKey'].map((field) => textOf(dig(smtp, field)));
  return [
    {
      namespace: OPERATOR_NAMESPACE,
      name: digComponent(spec, 'grafana', 'database') === undefined ? '' : DATABASE_SECRET,
      keys: ['username', 'password'],
      usedBy: 'grafana',
      description: 'Login of the database of Grafana',
    },
    {
      // Pods read Secrets of their own namespace only.
      namespace: grafana.namespace,
      name: textOf(dig(smtp, 'existingSecret')),
      keys: keys.filter((key) => key !== ''),
      usedBy: 'grafana',
      description: 'Login of the mail server of Grafana',
    },
  ];
}

/** The object store of Thanos from chart values; the first item that sets it wins. */
function storeSecrets(spec: JsonObject): NamedSecret[] {
  const value = (component: string, ...path: readonly string[]): JsonValue | undefined =>
    overrideItems(spec, component)
      .map(({ item }) => dig(item, 'values', ...path))
      .find((found) => found !== undefined);
  const sidecar = value('prometheusOperator', 'prometheus', 'prometheusSpec', 'thanos', 'objectStorageConfig');
  const store = { namespace: thanos.namespace, description: 'Object store of Thanos, in the format of Thanos' };
  return [
    { ...store, name: textOf(value('thanos', 'existingObjstoreSecret')), keys: ['objstore.yml'], usedBy: 'thanos' },
    {
      ...store,
      name: textOf(dig(sidecar, 'name')),
      keys: [textOf(dig(sidecar, 'key'))].filter((key) => key !== ''),
      usedBy: 'prometheus',
    },
  ];
}

/**
 * The operator copies the Secret of `default` to the namespaces of components (controllers/verrazzano/secret/image_pull_secret.go). Its own
 * ServiceAccount names one of its namespace (chart `verrazzano-platform-operator`, `global.imagePullSecrets`).
 */
function registrySecrets(registry: Registry | undefined, hasOperator: boolean): PlatformSecret[] {
  if (registry === undefined) return [];
  const secret = {
    name: Registry.PULL_SECRET,
    keys: ['.dockerconfigjson'],
    description: `Credentials for ${registry.registry}; not needed for a public registry`,
  };
  return [
    { ...secret, namespace: 'default', usedBy: 'every component' },
    ...(hasOperator ? [{ ...secret, namespace: OPERATOR_NAMESPACE, usedBy: verrazzanoPlatformOperator.name }] : []),
  ];
}

function overrideSecrets(spec: JsonObject, namespace: string): PlatformSecret[] {
  return overrideItems(spec).flatMap(({ component, item }) => {
    const [name, key] = [textOf(dig(item, 'secretRef', 'name')), textOf(dig(item, 'secretRef', 'key'))];
    if (name === '' || dig(item, 'secretRef', 'optional') === true) return [];
    const usedBy = `spec.components.${component}.overrides`;
    return [{ namespace, name, keys: [key], usedBy, description: 'Chart values as YAML' }];
  });
}
