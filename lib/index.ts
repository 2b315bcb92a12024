/**
 * Typed cdk8s constructs for the Verrazzano Enterprise Container Platform, release 1.7.2: what a program needs.
 *
 * The types of nested options, the facts of components, flows and answers about connectivity have entries of their own:
 * `cdk8s-verrazzano/definitions`, `cdk8s-verrazzano/network` and `cdk8s-verrazzano/connectivity`.
 *
 * @packageDocumentation
 */
export { ApplicationNamespace, type ApplicationNamespaceProps } from './application/namespace/application-namespace';
export { MetricsBinding, type MetricsBindingProps } from './application/metrics-binding';
export { MetricsTemplate, type MetricsTemplateProps } from './application/metrics-template';
export { OamApplication, type OamApplicationProps } from './application/oam-application';
export { OamComponent, type OamComponentProps } from './application/oam-component';
export { Rendering } from './application/rendering';
export { OamTrait } from './application/traits/oam-trait';
export { OamWorkload } from './application/workloads/oam-workload';
export { AdminCluster, type AdminClusterProps } from './cluster/admin-cluster';
export { type InVirtualClusterProps, ManagedCluster, type ManagedClusterProps } from './cluster/managed-cluster';
export { ManifestChecks, type ManifestChecksProps } from './checks/manifest-checks';
export { ManifestValidation } from './checks/manifest-validation';
export { MultiClusterApplication, type MultiClusterApplicationProps } from './cluster/multicluster-application';
export { MultiClusterConfigMap, type MultiClusterConfigMapProps } from './cluster/multicluster-config-map';
export { Placement } from './cluster/placement';
export { VerrazzanoProject } from './cluster/project';
export type { VerrazzanoProjectProps } from './cluster/project-props';
export { type ClusterFlow } from './cluster/flows/cluster-flow';
export { clusterFirewall, clusterFirewallCsv, clusterFirewallMarkdown } from './cluster/flows/cluster-firewall';
export { readFleet } from './cluster/fleet/read-fleet';
export { ExternalSecrets } from './cluster/registration/external-secrets';
export { OciClusterIdentity } from './cluster/provisioning/oci-cluster-identity';
export { OcneCluster } from './cluster/provisioning/ocne-cluster';
export { OkeCluster } from './cluster/provisioning/oke-cluster';
export type {
  OciClusterIdentityProps,
  OcneClusterProps,
  OkeClusterProps,
} from './cluster/provisioning/provisioning-props';
export { VerrazzanoCluster, type VerrazzanoClusterProps } from './cluster/verrazzano-cluster';
export type { ComponentsProps } from './components';
export { ApplicationRelease, type ApplicationReleaseProps } from './foundation/application-release';
export { ClusterFoundation, type ClusterFoundationProps } from './foundation/cluster-foundation';
export { ClusterNetwork } from './foundation/cluster-network';
export { ClusterStorage } from './foundation/cluster-storage';
export { KubeadmConfig } from './foundation/kubeadm/kubeadm-config';
export type { KubeadmConfigProps } from './foundation/kubeadm/kubeadm-props';
export { NodeIngress } from './foundation/node-ingress';
export { AuthProxy, type AuthProxyResult, type AuthProxySuccessorProps } from './exit/auth-proxy';
export { GrafanaDashboards, type GrafanaDashboardsProps } from './exit/grafana-dashboards';
export { argoCdSettings } from './gitops/argo/health';
export { DeliveryUnit, type DeliveryUnitProps } from './gitops/delivery-unit';
export { GitOpsApp, type GitOpsAppProps } from './gitops/gitops-app';
export { GitOpsCluster, type GitOpsClusterProps } from './gitops/gitops-cluster';
export type { SynthResult } from './gitops/terminal/summary';
export { resultText } from './gitops/write/result-text';
export { type WriteResult } from './gitops/write/write-output';
export { certificateObjects } from './ingress/certificates';
export { dnsRecords } from './ingress/dns-records';
export { hostNames } from './ingress/host-names';
export type { LoadBalancers } from './ingress/load-balancers';
export {
  ChartSource,
  type GitChartsProps,
  type IstioChartsProps,
  type MaintainedChartsProps,
  type PackagedChartsProps,
  type VendoredChartsProps,
} from './installer/chart-source';
export type { AuthorityProps } from './installer/authority';
export type { ChartsProps } from './installer/charts';
export { Installer } from './installer/installer';
export { OperatorManifest } from './installer/operator-manifest';
export { VERRAZZANO_HEALTH } from './installer/verrazzano-health';
export { EgressRoute, type EgressRouteProps } from './mesh/egress-route';
export { MeshDestinationRule, type MeshDestinationRuleProps } from './mesh/mesh-destination-rule';
export { MeshGateway, type MeshGatewayProps } from './mesh/mesh-gateway';
export { MeshServiceEntry, type MeshServiceEntryProps } from './mesh/mesh-service-entry';
export { MeshVirtualService, type MeshVirtualServiceProps } from './mesh/mesh-virtual-service';
export { TlsPassthrough, type TlsPassthroughProps } from './mesh/tls-passthrough';
export { PolicyStyle } from './network/policies';
export { DevProfile, ManagedClusterProfile, NoneProfile, ProdProfile } from './profile/named-profiles';
export { Profile } from './profile/profile';
export type { NetworkProps, ProfileProps } from './profile/profile-props';
export { MergeError, type ProfileName } from './resource/merge';
export { validateUpdate, validateVerrazzano, type Finding } from './resource/rules';
export { AirgapImages, type AirgapImagesProps } from './transforms/airgap-images';
export { CommonLabels, type CommonLabelsProps } from './transforms/common-labels';
export { ImagePullSecrets } from './transforms/image-pull-secrets';
export { ManifestTransform } from './transforms/manifest-transform';
export { SnapshotVolumes, type SnapshotVolumesProps } from './transforms/snapshot-volumes';
export { StorageClassName, type StorageClassNameProps } from './transforms/storage-class-name';
export { Certificates } from './values/certificates';
export { Cni } from './values/cni';
export { Dns } from './values/dns';
export { Egress } from './values/egress';
export { EgressTls } from './values/egress-tls';
export { External } from './values/external';
export { GatewayTls } from './values/gateway-tls';
export { IstioMesh, type IstioMeshProps } from './values/istio-mesh';
export type { KubernetesFacts } from './values/kubernetes-facts';
export { LoadBalancer } from './values/load-balancer';
export { MeshLoadBalancer } from './values/mesh-load-balancer';
export { MeshTls } from './values/mesh-tls';
export { Override } from './values/override';
export { Pods } from './values/pods';
export { Registry } from './values/registry';
export { SecretReference } from './values/secret-reference';
export { VolumeClaimTemplate, VolumeSource } from './values/volume';
export { VirtualDistribution } from './virtual-cluster/options/virtual-distribution';
export { VirtualDns } from './virtual-cluster/options/virtual-dns';
export { VirtualExposure } from './virtual-cluster/options/virtual-exposure';
export { VirtualStore } from './virtual-cluster/options/virtual-store';
export type { VirtualClusterValues } from './virtual-cluster/values/value-types';
export { VirtualCluster } from './virtual-cluster/virtual-cluster';
export type { VirtualClusterProps } from './virtual-cluster/virtual-cluster-props';
