import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { CLUSTER_ISSUER, DEFAULT_CA } from '../../values/certificates';
import { isJsonObject, listOf, type JsonObject, type JsonValue } from '../../values/json';
import { isDnsLabel, isDnsSubdomain } from '../../values/names';
import type { Dump } from '../dump/dump';

/** Sections of `spec.components` that the issuer and external-dns of a cluster show. */
export interface InferredIssuer {
  /** Section `clusterIssuer`; undefined for the authority that the platform makes itself. */
  readonly clusterIssuer?: JsonObject;
  /** Section `dns`; undefined where no zone of Oracle Cloud is managed, or not all of its settings are in the dump. */
  readonly dns?: JsonObject;
}

/**
 * Who signs certificates, and the DNS zone that external-dns manages, where a dump holds no Verrazzano resource.
 * @param dump - the dump
 * @param values - values of the chart of external-dns, where something delivers it
 */
export function inferredIssuer(dump: Dump, values: JsonObject = {}): InferredIssuer {
  const issuer = dump
    .list('ClusterIssuer', 'cert-manager.io')
    .find((one) => textAt(one, 'metadata', 'name') === CLUSTER_ISSUER.name);
  const acme = objectAt(issuer, 'spec', 'acme');
  const dns = ociZone(dump, acme, values);
  const clusterIssuer = { ...signer(acme, textAt(issuer, 'spec', 'ca', 'secretName')), ...secretNamespace(dump) };
  return { ...(Object.keys(clusterIssuer).length > 0 && { clusterIssuer }), ...(dns && { dns }) };
}

function signer(acme: JsonObject, secretName: string | undefined): JsonObject {
  const emailAddress = textAt(acme, 'email');
  if (emailAddress !== undefined) {
    const environment = textAt(acme, 'server')?.includes('staging') === true ? 'staging' : 'production';
    return { letsEncrypt: { emailAddress, environment } };
  }
  const isOwn = secretName !== undefined && secretName !== DEFAULT_CA.secretName && isDnsSubdomain(secretName);
  return isOwn ? { ca: { secretName } } : {};
}

/** Where cert-manager looks for Secrets of cluster issuers. */
function secretNamespace(dump: Dump): JsonObject {
  const namespace = argumentOf(dump, 'cert-manager', 'cluster-resource-namespace');
  const isOther = namespace !== DEFAULT_CA.clusterResourceNamespace && isDnsLabel(namespace);
  return isOther ? { clusterResourceNamespace: namespace } : {};
}

/** What stands for the compartment where it is only in a Secret, whose content no dump needs. */
export const UNKNOWN_COMPARTMENT = 'ocid1.compartment.oc1..unknown';

/** The compartment is in the solver of the issuer, and otherwise only in a Secret. */
function ociZone(dump: Dump, acme: JsonObject, values: JsonObject): JsonObject | undefined {
  const solvers = listAt(acme, 'solvers').filter(isJsonObject);
  const config = objectAt(solvers[0], 'dns01', 'webhook', 'config');
  const extra = (name: string): string | undefined => argumentIn(listOf(values.extraArgs), name);
  const zone = {
    dnsZoneCompartmentOCID: textAt(config, 'compartmentOCID') ?? UNKNOWN_COMPARTMENT,
    dnsZoneOCID:
      argumentOf(dump, 'external-dns', 'zone-id-filter') ?? firstText(values.zoneIDFilters) ?? extra('zone-id-filter'),
    dnsZoneName:
      textAt(config, 'ociZoneName') ??
      argumentOf(dump, 'external-dns', 'domain-filter') ??
      firstText(values.domainFilters),
    ociConfigSecret:
      textAt(config, 'ociProfileSecretName') ??
      secretOf(objectAt(podOf(dump, 'external-dns')).volumes) ??
      secretOf(values.extraVolumes),
  };
  const dnsScope =
    argumentOf(dump, 'external-dns', 'oci-zone-scope') ?? textAt(values, 'ociDnsScope') ?? extra('oci-zone-scope');
  if (Object.values(zone).includes(undefined)) return undefined;
  return { oci: { ...(zone as JsonObject), ...(dnsScope !== undefined && { dnsScope }) } };
}

/** Value of an argument `--<name>=<value>` of a Deployment, in whichever namespace its release has it. */
function argumentOf(dump: Dump, deployment: string, name: string): string | undefined {
  const containers = listAt(podOf(dump, deployment), 'containers').filter(isJsonObject);
  return argumentIn(
    containers.flatMap((one) => listAt(one, 'args')),
    name,
  );
}

function podOf(dump: Dump, deployment: string): JsonObject {
  const found = dump.list('Deployment', 'apps').find((one) => textAt(one, 'metadata', 'name') === deployment);
  return objectAt(found, 'spec', 'template', 'spec');
}

/** The Secret of the volume with the credentials of the zone. */
function secretOf(volumes: JsonValue | undefined): string | undefined {
  const all = listOf(volumes).filter(isJsonObject);
  return textAt(
    all.find(({ name }) => name === 'config'),
    'secret',
    'secretName',
  );
}

function firstText(value: JsonValue | undefined): string | undefined {
  const [first] = listOf(value);
  return typeof first === 'string' ? first : undefined;
}

function argumentIn(args: readonly JsonValue[], name: string): string | undefined {
  const texts = args.filter((one) => typeof one === 'string');
  return texts.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
}
