import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { DeliveryUnit } from '../gitops/delivery-unit';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { ManifestSet } from '../installer/manifest-set';
import { TlsPassthrough } from '../mesh/tls-passthrough';
import type { JsonObject } from '../values/json';
import { describeProblem, throwProblems, type Problem } from '../values/problem';
import { credentialsIn } from './credentials';
import { upgradeFindingsOf, type UpgradeFinding } from './findings/later-versions';
import { paidOptions } from './findings/paid-options';
import { principlesOf, type Principle } from './findings/principles';
import { verrazzanoFindingsOf, type VerrazzanoFinding } from './findings/verrazzano-findings';
import { hostManifests } from './connectivity/host-manifests';
import { VirtualHostNames, type HostObject } from './names/host-names';
import { hostEndpointsOf, type HostEndpoint } from './host-endpoints';
import { clusterRoleTriggers, hasClusterRole } from './objects/cluster-role-rules';
import { ingressPolicies } from './objects/ingress-policies';
import { releaseOf, renderValues, type HostRendering } from './render-values';
import { withStatedDefaults } from './objects/stated-defaults';
import { virtualClusterOrigins } from './object-origins';
import { neighbourProblems } from './neighbours';
import { nameProblems } from './rules/networking-rules';
import { statedValues } from './stated-values';
import { DEFAULT_HOST_VERSION, type Release } from './release';
import { kubernetesFactsOf } from '../definition/platform';
import type { HostObjects, VirtualClusterProps } from './virtual-cluster-props';
import { requireProps } from '../values/shape/require-props';

/** A right outside of the namespace, and what asks for it. */
export interface RequiredPrivilege {
  /** The setting, as a path in the values. */
  readonly setting: string;
  /** What it needs. */
  readonly needs: string;
}

/**
 * A virtual cluster: a control plane of Kubernetes in one namespace of a host, with the names and the content of chart
 * vcluster 0.24.2, so that a running release is adopted and not replaced.
 *
 * Below a `GitOpsCluster` it is a delivery unit of its own, `virtual-clusters/NAME`; in any other Chart its objects are part of
 * that Chart. The configuration Secret holds settings and is in Git; credentials in it are an error.
 */
export class VirtualCluster extends Construct implements HostObjects {
  /** Its name. */
  readonly name: string;

  /** Its namespace on the host. */
  readonly namespace: string;

  /** How its objects are named on the host. */
  readonly hostNames: VirtualHostNames;

  /** What the props state, as the file `vcluster.yaml` has it, without defaults. */
  readonly values: ReturnType<typeof statedValues>;

  private readonly release: Release;
  private readonly rendering: HostRendering;
  private readonly host: HostObjects | undefined;
  private readonly admitted: readonly string[] | undefined;

  /**
   * @param scope - a cluster, a delivery unit or a Chart
   * @param id - id of the construct; the name of the virtual cluster unless the props state one
   * @param props - namespace and settings
   * @throws Error when the name or the namespace is not valid; all else is reported at synthesis
   */
  constructor(scope: Construct, id: string, props: VirtualClusterProps) {
    requireProps('VirtualClusterProps', props, scope, id);
    super(scope, id);
    const { name = id, namespace, host, exposure, store } = props;
    this.name = name;
    this.namespace = namespace;
    this.host = host;
    const { admitFrom } = props.isolation ?? {};
    this.admitted = admitFrom;
    throwProblems(nameProblems(name, namespace).map((problem) => this.placed(problem)));
    this.values = statedValues(props);
    const input = { name, namespace, values: this.values, hostVersion: hostVersionOf(scope, props) };
    this.release = releaseOf(input);
    this.rendering = renderValues(input);
    this.hostNames = new VirtualHostNames({
      name,
      namespace,
      multiNamespace: props.multiNamespace !== undefined && props.multiNamespace !== false,
    });
    this.node.addValidation({ validate: () => this.problems.map(describeProblem) });
    const place = this.deliveryUnit(scope);
    const objects = new ManifestSet(
      place,
      'objects',
      this.manifests.map((object) => withStatedDefaults(object)),
    );
    explainFields(objects, (document) =>
      virtualClusterOrigins(document, props, { ...this.values }, this.node.path, name),
    );
    if (exposure?.gatewayHost !== undefined) {
      const to = { host: name, port: 443, outsideMesh: true } as const;
      new TlsPassthrough(place, 'api', { name: `${name}-api`, namespace, hosts: [exposure.gatewayHost], to });
    }
    const secret = store?.requiredSecret;
    if (secret !== undefined) {
      GitOpsCluster.of(this)?.addRequiredSecret({
        namespace,
        name: secret.name,
        keys: [secret.key],
        usedBy: `virtual cluster ${name}`,
        description:
          'The data source of its database: mysql://USER:PASSWORD@tcp(HOST:3306)/DB or postgres://USER:PASSWORD@HOST:5432/DB',
      });
    }
  }

  /** The objects on the host; none while the settings are refused. */
  get manifests(): readonly KubernetesManifest[] {
    const { objects } = this.rendering;
    const own = objects.length === 0 || this.admitted === undefined ? [] : ingressPolicies(this.release, this.admitted);
    return [...objects, ...own].map((object) => object as unknown as KubernetesManifest);
  }

  /**
   * Objects inside as they are on the host, for questions about connectivity there: give them to `Connectivity.of` together
   * with `manifests` and whatever else is in the namespace.
   * @param objects - workloads, Services, NetworkPolicies and Namespaces inside
   */
  onHost(objects: readonly JsonObject[]): readonly JsonObject[] {
    const networkPolicies = this.release.values.has('sync.toHost.networkPolicies.enabled');
    return hostManifests({ names: this.hostNames, objects, networkPolicies });
  }

  /** What Verrazzano needs of a cluster and this one lacks; for a managed cluster inside of it. */
  get verrazzanoFindings(): readonly VerrazzanoFinding[] {
    return verrazzanoFindingsOf(this.release);
  }

  /** Whether these settings keep the seven design principles of vCluster, and why not. */
  get principles(): readonly Principle[] {
    return principlesOf(this.release.values);
  }

  /** Rights outside of the namespace that whoever deploys it needs, and the settings that ask for them; often none. */
  get requiredPrivileges(): readonly RequiredPrivilege[] {
    const { values } = this.release;
    if (!hasClusterRole(values)) return [];
    const triggers = clusterRoleTriggers(values);
    const settings = triggers.length === 0 ? ['rbac.clusterRole.enabled'] : triggers;
    return settings.map((setting) => ({ setting, needs: 'a ClusterRole and its binding' }));
  }

  /** Options in use that only the paid edition of vCluster honours, as paths. */
  get paidOptions(): readonly string[] {
    return paidOptions(this.release.values);
  }

  /** Where the host reaches the control plane, and what the control plane reaches. */
  get hostEndpoints(): readonly HostEndpoint[] {
    return hostEndpointsOf(this.release);
  }

  /** Where Argo CD finds it, as a destination: what `exposure` says, else its Service, for an Argo CD on the host. */
  get destination(): { readonly server: string } {
    return {
      server: this.release.values.text('exportKubeConfig.server') || `https://${this.name}.${this.namespace}.svc`,
    };
  }

  /** The Secret with the kubeconfig that the control plane writes; the key `config` holds it. */
  get kubeconfigSecret(): { readonly namespace: string; readonly name: string; readonly key: string } {
    return { namespace: this.namespace, name: `vc-${this.name}`, key: 'config' };
  }

  /**
   * Options in use that a later release no longer has, and what replaces them.
   * @param version - the release, such as `0.33`
   * @throws Error when it is not a release of vCluster 0.x
   */
  upgradeFindings(version: string): readonly UpgradeFinding[] {
    return upgradeFindingsOf(this.values, version);
  }

  /**
   * Where a virtual object is on the outermost host: through all virtual clusters around this one.
   * @param name - its name
   * @param namespace - its virtual namespace
   * @param kind - its kind, for the few that have names of their own
   */
  hostObject(name: string, namespace: string, kind?: string): HostObject {
    const here = this.hostNames.object(name, namespace, kind);
    return this.host === undefined ? here : this.host.hostObject(here.name, here.namespace ?? this.namespace, kind);
  }

  /** Whether its settings say that other virtual clusters are in its namespace. */
  get sharesNamespace(): boolean {
    return this.release.values.has('experimental.reuseNamespace');
  }

  /** The syncer ends with an error where it finds a NetworkPolicy in multi-namespace mode. */
  private get policyProblems(): readonly Problem[] {
    const at = 'sync.toHost.networkPolicies.enabled';
    const { values } = this.release;
    if (this.rendering.problems.length > 0 || !values.has(at)) return [];
    if (!values.has('experimental.multiNamespaceMode.enabled')) return [];
    const fix = 'turn one of the two off';
    return [{ at, what: 'is on in multi-namespace mode, in which the syncer cannot do it', got: true, fix }];
  }

  private get problems(): readonly Problem[] {
    return [
      ...this.rendering.problems,
      ...credentialsIn(this.values),
      ...this.policyProblems,
      ...neighbourProblems(this, this.all),
    ];
  }

  private get all(): readonly VirtualCluster[] {
    return this.node.root.node.findAll().filter((each): each is VirtualCluster => each instanceof VirtualCluster);
  }

  /** Below a cluster it is a unit of its own, since it is rolled back alone. */
  private deliveryUnit(scope: Construct): Construct {
    const cluster = GitOpsCluster.of(scope);
    const inUnit = scope.node.scopes.some((each) => DeliveryUnit.isDeliveryUnit(each));
    if (cluster === undefined || inUnit) return this;
    const unit = `virtual-clusters/${this.name}`;
    cluster.addRemainingStep({
      title: `Create the namespace ${this.namespace}`,
      when: 'before',
      unit,
      instructions: `Whoever deploys a virtual cluster needs no right to create namespaces: \`kubectl create namespace ${this.namespace}\`.`,
    });
    return cluster.unit(unit, {
      wave: 40,
      namespace: this.namespace,
      description: `The virtual cluster ${this.name} in namespace ${this.namespace}`,
      allowSecrets: [
        {
          name: `vc-config-${this.name}`,
          reason: 'the settings of a virtual cluster; credentials in them are refused',
        },
      ],
    });
  }

  private placed(problem: Problem): Problem {
    return { ...problem, at: `${this.node.path}: ${problem.at ?? ''}` };
  }
}

/** As the props or the facts of the host cluster say; a minor version stands for its first release, as `--kube-version` of Helm. */
function hostVersionOf(scope: Construct, { hostVersion, host }: VirtualClusterProps): string {
  // The facts around a nested virtual cluster are those of another cluster.
  const version = hostVersion ?? (host === undefined ? kubernetesFactsOf(scope)?.version : undefined);
  if (version === undefined) return DEFAULT_HOST_VERSION;
  return /^v?\d+\.\d+$/.test(version) ? `${version}.0` : version;
}
