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

/** Who may use the consoles: a subject of Kubernetes RBAC. */
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

/** Who administers and who watches the platform: `spec.security`. */
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

/** Who may talk to whom: what is said about NetworkPolicies. */
export interface NetworkProps {
  /**
   * Where traffic out of pods is restricted to the flows.
   * @default Egress.open()
   */
  readonly egress?: Egress;
  /**
   * Whether pods accept only what flows name. With the platform operator as installer this concerns the pods that no policy of
   * upstream selects, such as those of OpenSearch, Argo CD and Alertmanager; on a running platform it closes them to sample pods.
   * @default true
   */
  readonly ingress?: boolean;
  /**
   * How policies are written, while charts install the platform. The platform operator brings upstream's own.
   * @default PolicyStyle.EXACT
   */
  readonly style?: PolicyStyle;
}

/** Who may talk to whom in the mesh: what is said about AuthorizationPolicies. */
export interface AuthorizationProps extends AuthorizationOptions {
  /**
   * Namespaces of the platform whose workloads get AuthorizationPolicies that allow the flows and nothing else.
   * @default - with charts as installer all that have workloads in the mesh; with the platform operator none, since its components may
   * dial what no flow names
   */
  readonly namespaces?: readonly NamespaceName[];
}

/** Properties of a profile. */
export interface ProfileProps {
  /**
   * Name of the environment, part of every host name; a DNS label.
   * @default - `default`, as the base profile says
   */
  readonly environmentName?: string;
  /**
   * Version of Verrazzano; it is written into the resource, since an upgrade waits for it.
   * @default '1.7.2'
   */
  readonly version?: typeof VERRAZZANO_VERSION;
  /**
   * What is said about components, by their keys in the Verrazzano resource.
   * @default - everything as the profile says
   */
  readonly components?: ComponentsProps;
  /**
   * How host names are resolved.
   * @default - wildcard names below `nip.io`, as the base profile says
   */
  readonly dns?: Dns;
  /**
   * Who signs certificates.
   * @default - a certificate authority that the platform makes itself
   */
  readonly certificates?: Certificates;
  /**
   * What stands before the two doors of the platform. It becomes overrides of the ingress controller and of Istio, weaker than those
   * given under `components`.
   * @default - load balancers as the cloud makes them
   */
  readonly loadBalancers?: LoadBalancers;
  /**
   * Where components keep data.
   * @default - as the profile says: `emptyDir` in dev, the components' own defaults elsewhere
   */
  readonly defaultVolumeSource?: VolumeSource;
  /**
   * Templates that volume sources refer to.
   * @default - none
   */
  readonly volumeClaimTemplates?: readonly VolumeClaimTemplate[];
  /**
   * Who administers and who watches the platform.
   * @default - the platform operator's own groups
   */
  readonly security?: SecurityProps;
  /**
   * Where images come from.
   * @default - upstream's registry
   */
  readonly registry?: Registry;
  /**
   * Who installs the components.
   * @default Installer.platformOperator()
   */
  readonly installer?: PlatformInstaller;
  /**
   * Who may talk to whom.
   * @default - ingress follows the flows of the platform, egress is open; a plain Chart gets no policies unless this is given, since
   * they need namespaces that come with the platform
   */
  readonly network?: NetworkProps;
  /**
   * Settings of the mesh. What Istio itself reads becomes an item of `components.istio.overrides` after those of the user, so that
   * these win; a setting that is stated in both places, and differently, is an error. The rest becomes objects.
   * @default - as upstream
   */
  readonly mesh?: IstioMesh;
  /**
   * Who may talk to whom in the mesh.
   * @default - AuthorizationPolicies follow the flows with charts as installer, and are upstream's with the platform operator
   */
  readonly authorization?: AuthorizationProps;
  /**
   * Facts about the cluster.
   * @default - those of the cluster around the profile; without one they must be given
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
   * Fields of `spec` for which there is no typed option: a JSON merge patch (RFC 7396), applied last. Objects are merged, lists
   * and scalars replaced, null removes. What is typed and what it adds is checked by the same rules.
   * @default - none
   */
  readonly patch?: JsonObject;
}
