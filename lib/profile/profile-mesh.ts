import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform, PlatformInstaller } from '../definition/platform';
import { istio } from '../components';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { ManifestSet } from '../installer/manifest-set';
import { MESH_UNIT } from '../installer/mesh-unit';
import { inChart } from '../installer/placement';
import {
  authorizationForUsers,
  authorizationNamespaces,
  authorizationPolicies,
  authorizationProblems,
  meshLayer,
  meshProblems,
  ownMeshObjects,
  upstreamAuthorizationPolicies,
  upstreamMeshObjects,
} from '../mesh';
import type { Flow } from '../network/flows';
import { IstioMesh } from '../values/istio-mesh';
import type { Problem } from '../values/problem';
import type { AuthorizationProps } from './profile-props';
import type { MeshOfPods } from './traffic-answer';
import { unlessRefused } from '../resource/unless-refused';

/** Input of the mesh of a profile. */
export interface ProfileMeshProps {
  /** Settings of the mesh. */
  readonly mesh: IstioMesh | undefined;
  /** Settings of its AuthorizationPolicies. */
  readonly authorization: AuthorizationProps | undefined;
  /** Who installs the components. */
  readonly installer: PlatformInstaller;
  /** All flows of the profile, those of the user included. */
  readonly flows: () => readonly Flow[];
  /** Whether any of them is a flow of the user. */
  readonly isAsked: () => boolean;
}

/** The objects of the mesh that the library owns with every installer: AuthorizationPolicies, and objects of mesh settings. */
export class ProfileMesh {
  private readonly set: ManifestSet | undefined;
  private readonly settings: IstioMesh;
  private current: readonly KubernetesManifest[] | undefined;

  /**
   * @param profile - the profile
   * @param props - its settings
   */
  constructor(
    private readonly profile: Platform,
    private readonly props: ProfileMeshProps,
  ) {
    this.settings = props.mesh ?? IstioMesh.of();
    const cluster = GitOpsCluster.of(profile);
    if (cluster !== undefined || inChart(profile)) {
      const own = (): readonly KubernetesManifest[] =>
        unlessRefused([], () => [...ownMeshObjects(profile, this.settings), ...this.policies]);
      this.set = new ManifestSet(cluster?.unit('mesh', MESH_UNIT) ?? profile, `MeshObjects-${profile.node.id}`, own);
    }
  }

  /** Marks the flows as changed: the objects are derived again when they are next read. */
  invalidate(): void {
    this.current = undefined;
    this.set?.invalidate();
  }

  /** AuthorizationPolicies that are emitted; none while the merge with the profile is refused. */
  get policies(): readonly KubernetesManifest[] {
    this.current ??= this.derivePolicies();
    return this.current;
  }

  private derivePolicies(): readonly KubernetesManifest[] {
    return unlessRefused([], () => {
      const { authorization, flows, isAsked } = this.props;
      const namespaces = this.isOn ? this.namespaces : [];
      const named =
        namespaces.length > 0
          ? authorizationPolicies(this.profile, flows(), namespaces, authorization, this.settings)
          : [];
      const asked =
        this.isOn && isAsked()
          ? authorizationForUsers(this.profile, flows(), this.upstreamPolicies, this.settings)
          : [];
      // In a namespace that is named, all flows are allowed, including those of the user.
      const more = asked.filter(({ metadata }) => !namespaces.includes(metadata.namespace ?? ''));
      return [...named, ...more];
    });
  }

  /**
   * The layer of the mesh, from emitted objects and those of the installer; undefined without Istio.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get layer(): MeshOfPods | undefined {
    if (!this.isOn) return undefined;
    const { trustDomain, injection } = this.settings.props;
    const deciding = [
      ...upstreamMeshObjects(this.profile),
      ...ownMeshObjects(this.profile, this.settings),
      ...this.upstreamPolicies,
      ...this.policies,
    ];
    const options = {
      ...(trustDomain !== undefined && { trustDomain }),
      ...(injection?.never !== undefined && { neverInjected: injection.never }),
    };
    return (pods) => meshLayer([...pods, ...deciding], options);
  }

  /** Problems of the settings; none while the merge with the profile is refused, which is a problem of its own. */
  problems(): readonly Problem[] {
    return unlessRefused([], () => {
      const own = meshProblems(this.profile, this.settings);
      if (!this.isOn || this.namespaces.length === 0) return own;
      const policies = [...this.upstreamPolicies, ...this.policies];
      const { namespaces, settings } = this;
      const check = { platform: this.profile, flows: this.props.flows(), namespaces, policies, settings };
      return [...own, ...authorizationProblems({ ...this.props.authorization, ...check })];
    });
  }

  private get isOn(): boolean {
    return this.profile.isEnabled(istio.name);
  }

  private get namespaces(): readonly string[] {
    const chosen = this.props.authorization?.namespaces;
    if (chosen !== undefined) return chosen;
    return this.props.installer.ownsComponents === true ? [] : authorizationNamespaces(this.profile);
  }

  private get upstreamPolicies(): readonly KubernetesManifest[] {
    return this.props.installer.ownsComponents === true ? upstreamAuthorizationPolicies(this.profile) : [];
  }
}
