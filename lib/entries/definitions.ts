/**
 * What components are: their declared facts and the types of their options; and the types of nested options of the main entry.
 *
 * @packageDocumentation
 */
export type { ApplicationAnswer, ExplainedEnd } from '../application/namespace/explain';
export type { ExposeOptions } from '../application/namespace/exposure';
export type { ApplicationFlow, FlowSource } from '../application/namespace/flows';
export type { LogOptions } from '../application/namespace/log-sidecar';
export type { ScrapeOptions } from '../application/namespace/scrape-monitor';
export type { ApplicationTarget, TargetPods, TargetPort } from '../application/namespace/target';
export type { PrometheusConfigMap } from '../application/metrics-template';
export type { OamParameter } from '../application/oam-component';
export type * from '../application/traits/data-flow-props';
export type * from '../application/traits/trait-props';
export type { WorkloadManifest } from '../application/workloads/oam-workload';
export type {
  ContainerVariable,
  WorkloadContainer,
  WorkloadPods,
  WorkloadPort,
} from '../application/workloads/pod-spec';
export type {
  CoherencePort,
  CoherenceSpec,
  CoherenceWorkloadProps,
  ContainerizedContainer,
  ContainerizedProbe,
  ContainerizedWorkloadProps,
  HelidonService,
  HelidonServiceSpec,
  HelidonWorkloadProps,
  SecretKey,
  WebLogicDomainSpec,
  WebLogicWorkloadProps,
  WorkloadMetadata,
} from '../application/workloads/workload-props';
export {
  COMPONENTS,
  type ComponentConstructs,
  type ComponentKey,
  type ComponentOptions,
  type ComponentSpecKey,
} from '../components';
export { REPLACEMENTS, replacementOf } from '../components/replacements';
export { BILL_OF_MATERIALS } from '../definition/bill-of-materials';
export type * from '../definition/call-definition';
export { Category } from '../definition/category';
export type * from '../definition/certificate-definition';
export { VERRAZZANO_VERSION, type Chart, type ChartLabels } from '../definition/chart';
export type { Component, ComponentProps } from '../definition/component';
export type { ComponentChartSource } from '../definition/component-chart-source';
export type * from '../definition/creator';
export type { ComponentDefinition, ComponentFacts, CrdDefinitions } from '../definition/definition';
export type { PortDefinition } from '../definition/port-definition';
export type { PortName } from '../definition/port-name';
export type { ScrapeTargetDefinition, ScrapeTlsDefinition } from '../definition/scrape-target-definition';
export type { ServiceDefinition, ServicePortDefinition } from '../definition/service-definition';
export type { WorkloadDefinition } from '../definition/workload-definition';
export type * from '../definition/change-point';
export type { UnreachedAccount } from '../definition/pull-secret';
export type * from '../definition/replacement-variant';
export { imageOf, type Image, type ImageName } from '../definition/images';
export type { Ingress } from '../definition/ingress';
export type { ImageValues, PublishedImage, PublishedImageValues } from '../definition/image-values';
export type * from '../definition/ingress-definition';
export type {
  LabelSelector,
  LabelSelectorRequirement,
  Quantity,
  ResourceList,
  ResourceRequirements,
  ServicePort,
  Toleration,
  Volume,
  VolumeMount,
} from '../definition/kubernetes-types';
export type { KubernetesManifest, ManifestMetadata } from '../definition/kubernetes-manifest';
export { NAMESPACES, type MeshState, type NamespaceName } from '../definition/namespaces';
export type { OwnedObject } from '../definition/owned-objects';
export type { Platform, PlatformInstaller, PlatformSecret, VerrazzanoManifest } from '../definition/platform';
export type { ComponentPort } from '../definition/port';
export type * from '../definition/replacement';
export type * from '../definition/replacement-change';
export type * from '../definition/replacement-step';
export type * from '../definition/webhook-definition';
export { workloadsOf, type Port, type Workload } from '../definition/workload';
export type { ManifestValidationContext, ManifestValidationProps } from '../checks/manifest-validation';
export type { FindingSeverity } from '../checks/finding';
export type { ExternalObject } from '../checks/references/provided';
export type { ApplicationSecret } from '../cluster/multicluster-application';
export type { PlacedOperatorObject } from '../cluster/multicluster-registry';
export type { MultiClusterResource, MultiClusterResourceProps } from '../cluster/multicluster-resource';
export type { PlacedCluster, PlacementTarget } from '../cluster/placement-targets';
export type { ProvisionedCluster } from '../cluster/provisioning/provisioned-cluster';
export type { OciClusterProps, OciNetwork, OciNodes } from '../cluster/provisioning/provisioning-props';
export type { ProjectNamespace, ProjectNetworkPolicy, ProjectSubject } from '../cluster/project-props';
export type { HealthCheck } from '../gitops/argo/health';
export type { ArgoCdProps, AutomatedSync, Delivery, RepositoryProps } from '../gitops/argo/settings';
export type { Grants, IgnoreDifference } from '../gitops/delivery-unit';
export type {
  DeclaredObject,
  Destination,
  HostFileOptions,
  RemainingStep,
  RequiredSecret,
} from '../gitops/gitops-cluster';
export type { HelmSource, WithoutObjects } from '../gitops/helm-source';
export type { GroupKind, KindScope } from '../gitops/kinds/kind-scope';
export type { Kustomization, KustomizationImage, KustomizationPatch } from '../gitops/kustomization';
export type { RetryProps } from '../gitops/retry';
export type { ClusterSummary } from '../gitops/terminal/summary';
export type { AllowedSecret } from '../gitops/secrets';
export type { WithoutComponent } from '../installer/charts';
export type { MaintainedStep, MaintainedSteps } from '../installer/maintained-charts';
export type { VendoredManifestProps } from '../installer/operator-manifest';
export type { PlatformOperatorProps } from '../installer/platform-operator';
export type { SecurityProps, SecuritySubject } from '../profile/profile-props';
export type { MergeProblem, VerrazzanoResource } from '../resource/merge';
export type { OperatorObject } from '../resource/multicluster';
export type { ClusterFacts, Severity, ValidationInput } from '../resource/rules';
export type {
  CertificateSecret,
  CertificatesKind,
  CustomCaProps,
  IssuerChoice,
  IssuerReference,
  LetsEncryptProps,
  SelfSignedProps,
} from '../values/certificates';
export type { CiliumOptions, CniOptions, CniProps, WithPolicyEngine } from '../values/cni';
export type { DnsKind, OciDnsProps, WildcardDnsOptions } from '../values/dns';
export type { EgressScope } from '../values/egress';
export type { ReleaseFile } from '../foundation/application-release';
export type { WeaveOptions } from '../foundation/cluster-network';
export type { CephNode, RookCephOptions } from '../foundation/cluster-storage';
export type { FoundationPart, PartForm, PartPort } from '../foundation/inventory';
export type {
  ApiServer,
  ControlPlaneComponent,
  Etcd,
  HostPathMount,
  KubeadmNetworking,
  KubeadmNode,
  NodeTaint,
} from '../foundation/kubeadm/kubeadm-props';
export type { ContourOptions } from '../foundation/node-ingress';
export type { MirroredImage } from '../transforms/airgap-images';
export type { ImagePath } from '../transforms/mirrored-image';
export type { ManifestRewriter } from '../gitops/render/manifest-rewriter';
export type { SnapshotSidecar } from '../transforms/snapshot-volumes';
export type { ClaimsWithClass } from '../transforms/storage-class-name';
export type { EgressOriginationProps } from '../values/egress-tls';
export type { GatewayTlsMode } from '../values/gateway-tls';
export type {
  AccessLogging,
  GatewayPort,
  IngressGatewayPods,
  IngressGatewaySettings,
  MeshPods,
  MeshTracing,
  ProxyResources,
  SidecarInjection,
} from '../values/istio-mesh';
export type { JsonObject, JsonScalar, JsonValue } from '../values/json';
export { SUPPORTED_KUBERNETES_VERSIONS } from '../values/kubernetes-facts';
export type {
  AzureLoadBalancerProps,
  LoadBalancerServiceType,
  NoLoadBalancerProps,
  OciLoadBalancerProps,
} from '../values/load-balancer';
export type { AffinityCookie } from '../values/mesh-load-balancer';
export type { MeshTlsMode, TlsOriginationProps } from '../values/mesh-tls';
export type {
  MutualTls,
  MutualTlsException,
  MutualTlsExceptionBase,
  NamespaceException,
  WorkloadException,
} from '../values/mutual-tls-exception';
export type { OverrideReferenceOptions } from '../values/override';
export type { PodsProps } from '../values/pods';
export type { Problem } from '../values/problem';
export type { RegistryProps } from '../values/registry';
export type { VolumeClaimTemplateProps } from '../values/volume';
export type { UpgradeFinding } from '../virtual-cluster/findings/later-versions';
export type { Principle } from '../virtual-cluster/findings/principles';
export type { VerrazzanoFinding } from '../virtual-cluster/findings/verrazzano-findings';
export type { HostEndpoint } from '../virtual-cluster/host-endpoints';
export type { HostObject, VirtualHostNames } from '../virtual-cluster/names/host-names';
export type { DistributionProps } from '../virtual-cluster/options/virtual-distribution';
export type { DnsRule, EmbeddedDnsProps, SeparateDnsProps } from '../virtual-cluster/options/virtual-dns';
export type { ApiIngressProps } from '../virtual-cluster/options/virtual-exposure';
export type { DatabaseProps, DeployedEtcdProps, EmbeddedEtcdProps } from '../virtual-cluster/options/virtual-store';
export type { RequiredPrivilege } from '../virtual-cluster/virtual-cluster';
export type {
  FromHostKind,
  HostObjects,
  IsolationProps,
  KubeconfigProps,
  ReplicatedService,
  SyncProps,
  ToHostKind,
} from '../virtual-cluster/virtual-cluster-props';
export type { ExternalSecretsProps } from '../cluster/registration/external-secrets';
export type { RegistrationProps } from '../cluster/registration/registration-props';
export type { RingProps, RolloutProps } from '../gitops/argo/rings';
export type { SynthOptions } from '../gitops/gitops-app';
export type { FleetCluster } from '../cluster/fleet/fleet-cluster';
export type { ClusterFirewallRow } from '../cluster/flows/cluster-firewall';
export type { ClusterFlowEnd } from '../cluster/flows/cluster-flow';
export type { PlatformAdmin } from '../definition/platform';
