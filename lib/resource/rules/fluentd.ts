import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import { hasSecret, secretEntries } from './cluster-facts';
import { dig, digComponent } from './dig';
import { fluentdOciSecret, isPem, ociConfig } from './oci-secrets';
import type { Rule } from './types';
import { listOf, textOf } from '../../values/json';

/** The Secret of OCI logging has to exist first. */
export const fluentdOciSecretExists: Rule = {
  id: 'fluentd.oci.secret-exists',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret === undefined || secret.exists) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${secret.name}`;
    const fix = 'create it first, with the entries config and key';
    return [{ path: secret.path, value: secret.name, message: `needs ${needs}`, needs, fix }];
  },
};

/** The Secret of OCI logging has an entry config. */
export const fluentdOciSecretConfigEntry: Rule = {
  id: 'fluentd.oci.secret-config-entry',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret?.entries === undefined || secret.entries.has('config')) return [];
    const message = `Secret ${OPERATOR_NAMESPACE}/${secret.name} has no entry config`;
    return [{ path: secret.path, value: secret.name, message, fix: 'add the OCI configuration' }];
  },
};

/** A security token replaces the user; a region has no blanks. */
function isSet(settings: ReadonlyMap<string, string> | undefined, name: string): boolean {
  const value = settings?.get(name) ?? '';
  return value !== '' && !(name === 'region' && /\s/.test(value));
}

const SETTINGS = ['user', 'tenancy', 'fingerprint', 'region'];

/** The OCI configuration of Fluentd is complete. */
export const fluentdOciSecretConfigFields: Rule = {
  id: 'fluentd.oci.secret-config-fields',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const config = secret?.entries?.get('config');
    if (secret === undefined || config === undefined) return [];
    const settings = ociConfig(config);
    return SETTINGS.filter((name) => !isSet(settings, name)).map((name) => ({
      path: secret.path,
      value: secret.name,
      message: `the entry config of Secret ${OPERATOR_NAMESPACE}/${secret.name} has no ${name} in DEFAULT`,
      fix: `add ${name}`,
    }));
  },
};

const KEY_FILE = 'key_file=/root/.oci/key';

/** The OCI configuration of Fluentd names the key file that Fluentd mounts. */
export const fluentdOciSecretKeyFile: Rule = {
  id: 'fluentd.oci.secret-key-file',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const config = secret?.entries?.get('config');
    if (secret === undefined || config === undefined || config.includes(KEY_FILE)) return [];
    const message = `the entry config of Secret ${OPERATOR_NAMESPACE}/${secret.name} does not have ${KEY_FILE}`;
    return [{ path: secret.path, value: secret.name, message, fix: `write ${KEY_FILE}, without blanks` }];
  },
};

/** The Secret of OCI logging has an entry key. */
export const fluentdOciSecretKeyEntry: Rule = {
  id: 'fluentd.oci.secret-key-entry',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    if (secret?.entries === undefined || secret.entries.has('key')) return [];
    const message = `Secret ${OPERATOR_NAMESPACE}/${secret.name} has no entry key`;
    return [{ path: secret.path, value: secret.name, message, fix: 'add the private key' }];
  },
};

/** The private key of OCI logging is PEM. */
export const fluentdOciSecretKeyPem: Rule = {
  id: 'fluentd.oci.secret-key-pem',
  layer: 'webhook',
  check: (context) => {
    const secret = fluentdOciSecret(context);
    const key = secret?.entries?.get('key');
    if (secret === undefined || key === undefined || isPem(key)) return [];
    const message = `the entry key of Secret ${OPERATOR_NAMESPACE}/${secret.name} is not PEM`;
    return [{ path: secret.path, value: secret.name, message, fix: 'put a private key in PEM form there' }];
  },
};

const RESERVED = [
  '/fluentd/cacerts',
  '/fluentd/secret',
  '/fluentd/etc',
  '/root/.oci',
  '/var/log',
  '/var/lib',
  '/run/log/journal',
];

/** Extra mounts of Fluentd stay off the paths that are mounted already. */
export const fluentdMountPathReserved: Rule = {
  id: 'fluentd.mount-path-reserved',
  layer: 'component',
  check: ({ effective }) =>
    listOf(digComponent(effective, 'fluentd', 'extraVolumeMounts')).flatMap((mount, i) => {
      const value = textOf(dig(mount, 'destination')) || textOf(dig(mount, 'source'));
      if (!RESERVED.includes(value)) return [];
      const path = `spec.components.fluentd.extraVolumeMounts[${i}]`;
      return [{ path, value, message: 'this path is mounted already', fix: 'set another destination' }];
    }),
};

const BUILT_IN = ['', PLATFORM_OPENSEARCH.url];

/** Logs go to OCI or to an external OpenSearch. */
export const fluentdOciVsOpensearch: Rule = {
  id: 'fluentd.oci-vs-opensearch',
  layer: 'component',
  check: ({ effective }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchURL'));
    if (digComponent(effective, 'fluentd', 'oci') === undefined || BUILT_IN.includes(value)) return [];
    const path = 'spec.components.fluentd.opensearchURL';
    return [{ path, value, message: 'logs go to OCI as well', fix: 'remove opensearchURL or oci' }];
  },
};

/** The login of an external OpenSearch exists. */
export const fluentdSecretExists: Rule = {
  id: 'fluentd.secret-exists',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchSecret'));
    if (['', PLATFORM_OPENSEARCH.secret].includes(value)) return [];
    if (hasSecret(cluster, OPERATOR_NAMESPACE, value)) return [];
    const needs = `Secret ${OPERATOR_NAMESPACE}/${value}`;
    const fix = 'create it first, with the entries username and password';
    return [{ path: 'spec.components.fluentd.opensearchSecret', value, message: `needs ${needs}`, needs, fix }];
  },
};

/** The login of an external OpenSearch is complete. */
export const fluentdSecretEntries: Rule = {
  id: 'fluentd.secret-entries',
  layer: 'component',
  check: ({ effective, cluster }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchSecret'));
    const entries = secretEntries(cluster, OPERATOR_NAMESPACE, value);
    if (['', PLATFORM_OPENSEARCH.secret].includes(value) || entries === undefined) return [];
    return ['username', 'password']
      .filter((key) => !entries.has(key))
      .map((key) => ({
        path: 'spec.components.fluentd.opensearchSecret',
        value,
        message: `Secret ${OPERATOR_NAMESPACE}/${value} has no entry ${key}`,
        fix: `add ${key}`,
      }));
  },
};
