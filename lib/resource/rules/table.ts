import { schemaType } from './schema/schema-type';
import { schemaInt32 } from './schema/schema-int32';
import { schemaRequired } from './schema/schema-required';
import { schemaQuantity } from './schema/schema-quantity';
import { schemaPattern } from './schema/schema-pattern';
import { schemaUnknownField } from './schema/schema-unknown-field';
import { clusterK8sVersion } from './webhook/cluster-k8s-version';
import { clusterOperatorSingleton } from './webhook/cluster-operator-singleton';
import { createSingleInstance } from './webhook/create-single-instance';
import { createVersionEqualsBom } from './webhook/create-version-equals-bom';
import { versionSemver } from './webhook/version-semver';
import { createProfileName } from './webhook/create-profile-name';
import { updateProfileImmutable } from './webhook/update-profile-immutable';
import { updateVersionNotBom } from './webhook/update-version-not-bom';
import { updateVersionRollback } from './webhook/update-version-rollback';
import { updateVersionLowerThanSpec } from './webhook/update-version-lower-than-spec';
import { updateUpgradeRequired } from './webhook/update-upgrade-required';
import { dnsOciSecretExists } from './webhook/dns-oci-secret-exists';
import { dnsOciSecretOneKey } from './webhook/dns-oci-secret-one-key';
import { dnsOciSecretContent } from './webhook/dns-oci-secret-content';
import { dnsOciSecretAuthtype } from './webhook/dns-oci-secret-authtype';
import { dnsOciSecretPrivateKey } from './webhook/dns-oci-secret-private-key';
import { fluentdOciSecretExists } from './webhook/fluentd-oci-secret-exists';
import { fluentdOciSecretConfigEntry } from './webhook/fluentd-oci-secret-config-entry';
import { fluentdOciSecretConfigFields } from './webhook/fluentd-oci-secret-config-fields';
import { fluentdOciSecretKeyFile } from './webhook/fluentd-oci-secret-key-file';
import { fluentdOciSecretKeyEntry } from './webhook/fluentd-oci-secret-key-entry';
import { fluentdOciSecretKeyPem } from './webhook/fluentd-oci-secret-key-pem';
import { effectiveIssuerExclusive } from './effective-cr/effective-issuer-exclusive';
import { effectiveIssuerVsCertificate } from './effective-cr/effective-issuer-vs-certificate';
import { effectiveListMergeKey } from './effective-cr/effective-list-merge-key';
import { effectiveProfileFile } from './effective-cr/effective-profile-file';
import { overridesOneSource } from './component/overrides-one-source';
import { overridesNoSource } from './component/overrides-no-source';
import { overridesRefUnresolvable } from './component/overrides-ref-unresolvable';
import { disableNotAllowed } from './component/disable-not-allowed';
import { dnsOciDisable } from './component/dns-oci-disable';
import { envHostnameLength } from './component/env-hostname-length';
import { ingressNginxExternalIp } from './component/ingress-nginx-external-ip';
import { ingressNginxNodeportNeedsIps } from './component/ingress-nginx-nodeport-needs-ips';
import { istioExternalIp } from './component/istio-external-ip';
import { istioNodeportNeedsIps } from './component/istio-nodeport-needs-ips';
import { jaegerOperatorDisallowedOverride } from './component/jaeger-operator-disallowed-override';
import { certManagerExistingNamespace } from './component/cert-manager-existing-namespace';
import { istioExistingNamespace } from './component/istio-existing-namespace';
import { rancherExistingNamespace } from './component/rancher-existing-namespace';
import { grafanaExisting } from './component/grafana-existing';
import { prometheusExisting } from './component/prometheus-existing';
import { clusterIssuerCrdsRequired } from './component/cluster-issuer-crds-required';
import { clusterIssuerNamespaceExists } from './component/cluster-issuer-namespace-exists';
import { clusterIssuerCaSecretExists } from './component/cluster-issuer-ca-secret-exists';
import { clusterIssuerLetsencryptEnvironment } from './component/cluster-issuer-letsencrypt-environment';
import { clusterIssuerLetsencryptEmail } from './component/cluster-issuer-letsencrypt-email';
import { certManagerCertificateExclusive } from './component/cert-manager-certificate-exclusive';
import { certManagerCertificateProvider } from './component/cert-manager-certificate-provider';
import { certManagerCertificateEnvironment } from './component/cert-manager-certificate-environment';
import { certManagerCertificateEmail } from './component/cert-manager-certificate-email';
import { certManagerCertificateCaSecretExists } from './component/cert-manager-certificate-ca-secret-exists';
import { prometheusOperatorRequired } from './component/prometheus-operator-required';
import { opensearchOperatorRequired } from './component/opensearch-operator-required';
import { mysqlOperatorRequired } from './component/mysql-operator-required';
import { mysqlEmptyDir } from './component/mysql-empty-dir';
import { storageImmutable } from './component/storage-immutable';
import { storageClaimTemplate } from './component/storage-claim-template';
import { storageVolumeSourceKind } from './component/storage-volume-source-kind';
import { mysqlVolumeSize } from './component/mysql-volume-size';
import { mysqlVolumeAccessModes } from './component/mysql-volume-access-modes';
import { mysqlVolumeStorageClass } from './component/mysql-volume-storage-class';
import { mysqlClaimTemplate } from './component/mysql-claim-template';
import { mysqlInstallargsImmutable } from './component/mysql-installargs-immutable';
import { keycloakInstallargsImmutable } from './component/keycloak-installargs-immutable';
import { opensearchDuplicateNodeGroup } from './component/opensearch-duplicate-node-group';
import { fluentdMountPathReserved } from './component/fluentd-mount-path-reserved';
import { fluentdOciVsOpensearch } from './component/fluentd-oci-vs-opensearch';
import { fluentdSecretExists } from './component/fluentd-secret-exists';
import { fluentdSecretEntries } from './component/fluentd-secret-entries';
import { convertInstallargs } from './component/convert-installargs';
import { reconcileOpensearchNoMaster } from './reconcile/reconcile-opensearch-no-master';
import { reconcileStorageClaimTemplate } from './reconcile/reconcile-storage-claim-template';
import { reconcileStorageVolumeSourceKind } from './reconcile/reconcile-storage-volume-source-kind';
import { reconcileDnsSuffix } from './reconcile/reconcile-dns-suffix';
import { reconcileDnsScope } from './reconcile/reconcile-dns-scope';
import { reconcileIngressType } from './reconcile/reconcile-ingress-type';
import { reconcileSecuritySubject } from './reconcile/reconcile-security-subject';
import { reconcileGrafanaDbSecret } from './reconcile/reconcile-grafana-db-secret';
import { reconcileOverrideRef } from './reconcile/reconcile-override-ref';
import type { Rule } from './types';

/** All rules, in the order of the platform operator's checks. */
export const RULES: readonly Rule[] = [
  schemaType,
  schemaInt32,
  schemaRequired,
  schemaQuantity,
  schemaPattern,
  schemaUnknownField,
  clusterK8sVersion,
  clusterOperatorSingleton,
  createSingleInstance,
  createVersionEqualsBom,
  versionSemver,
  createProfileName,
  updateProfileImmutable,
  updateVersionNotBom,
  updateVersionRollback,
  updateVersionLowerThanSpec,
  updateUpgradeRequired,
  dnsOciSecretExists,
  dnsOciSecretOneKey,
  dnsOciSecretContent,
  dnsOciSecretAuthtype,
  dnsOciSecretPrivateKey,
  fluentdOciSecretExists,
  fluentdOciSecretConfigEntry,
  fluentdOciSecretConfigFields,
  fluentdOciSecretKeyFile,
  fluentdOciSecretKeyEntry,
  fluentdOciSecretKeyPem,
  effectiveIssuerExclusive,
  effectiveIssuerVsCertificate,
  effectiveListMergeKey,
  effectiveProfileFile,
  overridesOneSource,
  overridesNoSource,
  overridesRefUnresolvable,
  disableNotAllowed,
  dnsOciDisable,
  envHostnameLength,
  ingressNginxExternalIp,
  ingressNginxNodeportNeedsIps,
  istioExternalIp,
  istioNodeportNeedsIps,
  jaegerOperatorDisallowedOverride,
  certManagerExistingNamespace,
  istioExistingNamespace,
  rancherExistingNamespace,
  grafanaExisting,
  prometheusExisting,
  clusterIssuerCrdsRequired,
  clusterIssuerNamespaceExists,
  clusterIssuerCaSecretExists,
  clusterIssuerLetsencryptEnvironment,
  clusterIssuerLetsencryptEmail,
  certManagerCertificateExclusive,
  certManagerCertificateProvider,
  certManagerCertificateEnvironment,
  certManagerCertificateEmail,
  certManagerCertificateCaSecretExists,
  prometheusOperatorRequired,
  opensearchOperatorRequired,
  mysqlOperatorRequired,
  mysqlEmptyDir,
  storageImmutable,
  storageClaimTemplate,
  storageVolumeSourceKind,
  mysqlVolumeSize,
  mysqlVolumeAccessModes,
  mysqlVolumeStorageClass,
  mysqlClaimTemplate,
  mysqlInstallargsImmutable,
  keycloakInstallargsImmutable,
  opensearchDuplicateNodeGroup,
  fluentdMountPathReserved,
  fluentdOciVsOpensearch,
  fluentdSecretExists,
  fluentdSecretEntries,
  convertInstallargs,
  reconcileOpensearchNoMaster,
  reconcileStorageClaimTemplate,
  reconcileStorageVolumeSourceKind,
  reconcileDnsSuffix,
  reconcileDnsScope,
  reconcileIngressType,
  reconcileSecuritySubject,
  reconcileGrafanaDbSecret,
  reconcileOverrideRef,
];
