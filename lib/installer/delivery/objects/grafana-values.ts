import { mergeValues, pullSecretSettings, setValues, type ChartFacts } from '../../../charts';
import { authProxy, ingressNGINX } from '../../../components';
import { grafana } from '../../../components/grafana';
import { DATABASE_SECRET } from '../../../components/grafana-names';
import type { ComponentDefinition } from '../../../definition/definition';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { GRAFANA_MEMORY, grafanaDataSources, grafanaReplicas, grafanaSection, grafanaStorage } from './grafana-facts';

/** Name of its Deployment, of the claim that the monitoring operator made, and of the release of the chart. */
export const GRAFANA = 'vmi-system-grafana' satisfies keyof typeof grafana.workloads;

const HOST = grafana.ingresses[GRAFANA].host;

/** Headers in which the proxy in front says who the user is. */
export const USER_HEADER = { release: 'X-WEBAUTH-USER', oauth2Proxy: 'X-Auth-Request-Preferred-Username' };

/**
 * Values of the published chart of Grafana that follow from the platform: replicas, volume, data sources, database, mail server, and the
 * login through the proxy in front, which is verrazzano-authproxy, or oauth2-proxy where that is off.
 *
 * Source: `platform-operator/controllers/verrazzano/component/grafana/vmi.go` at v1.7.2, `values.yaml` of the chart.
 * @param facts - what values are computed from
 * @param definition - Grafana in the version of the chart
 */
export function grafanaValues(facts: ChartFacts, definition: ComponentDefinition): JsonObject {
  return mergeValues([setValues(pullSecretSettings(definition, facts)), platformValues(facts)]);
}

function platformValues(facts: ChartFacts): JsonObject {
  const { database, smtp } = grafanaSection(facts);
  const size = grafanaStorage(facts);
  const mail = isJsonObject(smtp) && smtp.enabled === true ? smtp : undefined;
  const login = facts.isOn(authProxy.name) ? USER_HEADER.release : USER_HEADER.oauth2Proxy;
  return {
    replicas: grafanaReplicas(facts),
    resources: { requests: { memory: GRAFANA_MEMORY } },
    persistence: size === '' ? { enabled: false } : { enabled: true, existingClaim: GRAFANA },
    datasources: { 'datasources.yaml': { apiVersion: 1, datasources: grafanaDataSources(facts) } },
    ...(isJsonObject(database) && { envValueFrom: databaseLogin() }),
    ...(mail !== undefined && mailLogin(mail)),
    'grafana.ini': {
      'auth.proxy': { enabled: true, header_name: login },
      ...(facts.isOn(ingressNGINX.name) && { server: { root_url: `https://${HOST}.${facts.domain}` } }),
      ...(isJsonObject(database) && {
        database: withoutEmpty({ type: 'mysql', host: database.host, name: database.name }),
      }),
      ...(mail !== undefined && { smtp: mailServer(mail) }),
    },
  };
}

/**
 * The volume of Grafana; what runs has it already.
 * @param facts - what values are computed from
 */
export function grafanaClaim(facts: ChartFacts): readonly KubernetesManifest[] {
  const storage = grafanaStorage(facts);
  if (storage === '') return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: GRAFANA, namespace: grafana.namespace },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    },
  ];
}

function databaseLogin(): JsonObject {
  const from = (key: string): JsonObject => ({ secretKeyRef: { name: DATABASE_SECRET, key } });
  return { GF_DATABASE_USER: from('username'), GF_DATABASE_PASSWORD: from('password') };
}

/** Login and client certificate from the Secret of the user. */
function mailLogin({ existingSecret, userKey, passwordKey, certFileKey, keyFileKey }: JsonObject): JsonObject {
  if (typeof existingSecret !== 'string' || existingSecret === '') return {};
  const hasFiles = [certFileKey, keyFileKey].some((key) => typeof key === 'string' && key !== '');
  return {
    smtp: withoutEmpty({ existingSecret, userKey, passwordKey }),
    ...(hasFiles && {
      extraSecretMounts: [
        { name: 'smtp-files', secretName: existingSecret, mountPath: MAIL_FILES, defaultMode: 0o440, readOnly: true },
      ],
    }),
  };
}

const MAIL_FILES = '/etc/secrets/smtp';

/** Fields of section `smtp` of the resource, by those of `grafana.ini`. */
export const MAIL_FIELDS: Readonly<Record<string, string>> = {
  enabled: 'enabled',
  host: 'host',
  from_address: 'fromAddress',
  from_name: 'fromName',
  ehlo_identity: 'ehloIdentity',
  skip_verify: 'skipVerify',
  startTLS_policy: 'startTLSPolicy',
};

/** The same for paths of files, whose names are keys of a Secret. */
export const MAIL_FILE_FIELDS: Readonly<Record<string, string>> = { cert_file: 'certFileKey', key_file: 'keyFileKey' };

function mailServer(smtp: JsonObject): JsonObject {
  const file = (key: JsonValue | undefined): string | undefined =>
    typeof key === 'string' && key !== '' ? `${MAIL_FILES}/${key}` : undefined;
  const entries = [
    ...Object.entries(MAIL_FIELDS).map(([key, field]) => [key, smtp[field]] as const),
    ...Object.entries(MAIL_FILE_FIELDS).map(([key, field]) => [key, file(smtp[field])] as const),
  ];
  return withoutEmpty(Object.fromEntries(entries));
}

function withoutEmpty(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}
