import type { ComponentsProps } from '../components';
import type { VERRAZZANO_VERSION } from '../definition/chart';
import type { NamespaceName } from '../definition/namespaces';
import type { PlatformInstaller } from '../definition/platform';
import type { AuthorizationOptions } from '../mesh';
import type { LoadBalancers } from '../ingress/load-balancers';
import type { PolicyStyle } from '../network/policies';
import type { Certificates } from '../values/certificates';
import type { Dns } from '../values/dns';
import type { JsonObject } from '../values/json';
import type { Egress } from '../values/egress';
import type { IstioMesh } from '../values/istio-mesh';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import type { Registry } from '../values/registry';
import type { VolumeClaimTemplate, VolumeSource } from '../values/volume';

/** A user of the consoles: a subject of Kubernetes RBAC. */
export interface SecuritySubject {
  /** Kind of the subject. */
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  /** Its name. */
  readonly name: string;
  /**
   * Its namespace; only a ServiceAccount has one.
   * @default - none
   */
  readonly namespace?: string;
  /**
   * API group of the kind.
   * @default - left to the platform operator
   */
  readonly apiGroup?: string;
}

/** Administrators and monitors of the platform: `spec.security`. */
export interface SecurityProps {
  /**
   * Subjects with the administrator role.
   * @default - the platform operator binds group `verrazzano-admins`
   */
  readonly adminSubjects?: readonly SecuritySubject[];
  /**
   * Subjects with the monitor role.
   * @default - the platform operator binds group `verrazzano-monitors`
   */
  readonly monitorSubjects?: readonly SecuritySubject[];
}

/** Settings of NetworkPolicies. */
export interface NetworkProps {
  /**
   * Namespaces whose egress is restricted to the flows.
   * @default Egress.open()
   */
  readonly egress?: Egress;
  /**
   * Whether ingress of pods is restricted to the flows. With the platform operator as installer this concerns the pods that no
   * policy of upstream selects, such as those of OpenSearch, Argo CD and Alertmanager; on a running platform it closes them to
   * all other pods.
   * @default true
   */
  readonly ingress?: boolean;
  /**
   * Style of the policies, with charts as installer. The platform operator brings upstream's own.
   * @default PolicyStyle.EXACT
   */
  readonly style?: PolicyStyle;
}

/** Settings of AuthorizationPolicies. */
export interface AuthorizationProps extends AuthorizationOptions {
  /**
   * Namespaces of the platform whose workloads get AuthorizationPolicies that allow the flows and nothing else.
   * @default - with charts as installer all that have workloads in the mesh; with the platform operator none, since its
   * components may have traffic that no flow names
   */
  readonly namespaces?: readonly NamespaceName[];
}

/** Properties of a profile. */
export interface ProfileProps {
  /**
   * Name of the environment, part of every host name; a DNS label.
   * @default - `default`, from the base profile
   */
  readonly environmentName?: string;
  /**
   * Version of Verrazzano; it is written into the resource, since an upgrade waits for it.
   * @default '1.7.2'
   */
  readonly version?: typeof VERRAZZANO_VERSION;
  /**
   * Options of components, by their keys in the Verrazzano resource. @default - those of the profile
   */
  readonly components?: ComponentsProps;
  /**
   * DNS settings. @default - wildcard names below `nip.io`, from the base profile
   */
  readonly dns?: Dns;
  /**
   * Issuer of certificates. @default - a certificate authority that the platform creates
   */
  readonly certificates?: Certificates;
  /**
   * Load balancers in front of the ingress controller and the ingress gateway. They become overrides of the ingress controller
   * and of Istio, with lower precedence than those under `components`. @default - load balancers of the cloud provider
   */
  readonly loadBalancers?: LoadBalancers;
  /**
   * Volume source of component data. @default - that of the profile: `emptyDir` in dev, the components' own defaults elsewhere
   */
  readonly defaultVolumeSource?: VolumeSource;
  /**
   * Templates that volume sources refer to.
   * @default - none
   */
  readonly volumeClaimTemplates?: readonly VolumeClaimTemplate[];
  /**
   * Administrators and monitors of the platform.
   * @default - the platform operator's own groups
   */
  readonly security?: SecurityProps;
  /**
   * Registry of the images.
   * @default - upstream's registry
   */
  readonly registry?: Registry;
  /**
   * Installer of the components.
   * @default Installer.platformOperator()
   */
  readonly installer?: PlatformInstaller;
  /**
   * NetworkPolicies. @default - ingress is restricted to the flows of the platform, egress is open; a plain Chart gets no
   * policies unless this is set, since they need namespaces that come with the platform
   */
  readonly network?: NetworkProps;
  /**
   * Settings of the mesh. Settings of Istio itself become an item of `components.istio.overrides` after those of the user,
   * which take precedence; different values in both places are an error. Other settings become objects. @default - those of
   * upstream
   */
  readonly mesh?: IstioMesh;
  /**
   * AuthorizationPolicies.
   * @default - with charts as installer derived from the flows, with the platform operator those of upstream
   */
  readonly authorization?: AuthorizationProps;
  /**
   * Role of the cluster in a multicluster topology. An AdminCluster or ManagedCluster around the profile says it, and then it is left out.
   * @default - managed with profile `managed-cluster`, otherwise admin
   */
  readonly role?: 'admin' | 'managed';
  /**
   * Facts about the cluster.
   * @default - those of the cluster around the profile; outside of a cluster they must be set
   */
  readonly kubernetes?: KubernetesFacts;
  /**
   * Name of the Verrazzano resource.
   * @default 'verrazzano'
   */
  readonly resourceName?: string;
  /**
   * Namespace of the Verrazzano resource and of the ConfigMaps and Secrets that its overrides name. It must exist.
   * @default 'default'
   */
  readonly namespace?: string;
  /**
   * Whether the platform is installed already with this resource: it is then checked as the platform operator checks an update
   * that changes nothing, and not as it checks a new resource.
   * @default false
   */
  readonly installed?: boolean;
  /**
   * Labels of the Verrazzano resource.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the Verrazzano resource; `argocd.argoproj.io/sync-options` is set by the installer.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Fields of `spec` without a typed option: a JSON merge patch (RFC 7396), applied last. Objects are merged, lists and scalars
   * replaced, null removes. Patched fields are checked by the same rules as typed options.
   * @default - none
   */
  readonly patch?: JsonObject;
}
