import type { JsonObject } from '../../values/json';
import { isDnsSubdomain, DNS_SUBDOMAIN, labelProblems } from '../../values/names';
import { throwProblems, type Problem } from '../../values/problem';
import type {
  CoherenceWorkloadProps,
  ContainerizedWorkloadProps,
  HelidonWorkloadProps,
  WebLogicWorkloadProps,
  WorkloadMetadata,
} from './workload-props';
import { plainJson } from '../../values/json';
import { requireShape } from '../../values/shape/require-shape';
import { OAM_V1ALPHA2, OAM_VERRAZZANO_V1ALPHA1 } from '../../definition/verrazzano-api';

/** Any object of Kubernetes as the workload of a component. */
export interface WorkloadManifest {
  /** API group and version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Name, labels, annotations. @default - the name of the component */
  readonly metadata?: JsonObject;
  /** `spec` and whatever else the kind has. */
  readonly [field: string]: unknown;
}

/** What a component runs. Fields have the names that they have in the custom resources of release 1.7.2. */
export class OamWorkload {
  /**
   * A microservice: a Deployment with a Service.
   * @param props - the Deployment and the Service
   * @throws Error when a name or label is not valid, or there is no container
   */
  static helidon(props: HelidonWorkloadProps): OamWorkload {
    requireShape('HelidonWorkloadProps', props, 'OamWorkload.helidon');
    const { deployment, service, ...metadata } = props;
    const { pods, selector, strategy, ...own } = deployment;
    check('OamWorkload.helidon', [metadata, own, service ?? {}], own.name);
    checkContainers('OamWorkload.helidon', pods.containers);
    const { spec, ...ofService } = service ?? {};
    return workload(OAM_VERRAZZANO_V1ALPHA1, 'VerrazzanoHelidonWorkload', metadata, {
      deploymentTemplate: { metadata: { ...own }, podSpec: pods, selector, strategy },
      serviceTemplate: service && { metadata: metadataOf(ofService), serviceSpec: spec },
    });
  }

  /**
   * A Coherence cluster, for the Coherence operator.
   * @param props - the Coherence resource
   * @throws Error when a name or label is not valid
   */
  static coherence(props: CoherenceWorkloadProps): OamWorkload {
    requireShape('CoherenceWorkloadProps', props, 'OamWorkload.coherence');
    const { coherence, ...metadata } = props;
    const { spec, ...own } = coherence;
    check('OamWorkload.coherence', [metadata, own], own.name);
    return workload(OAM_VERRAZZANO_V1ALPHA1, 'VerrazzanoCoherenceWorkload', metadata, {
      template: { metadata: { ...own }, spec },
    });
  }

  /**
   * A WebLogic domain, for the WebLogic operator.
   * @param props - the Domain and its Clusters
   * @throws Error when a name or label is not valid
   */
  static webLogic(props: WebLogicWorkloadProps): OamWorkload {
    requireShape('WebLogicWorkloadProps', props, 'OamWorkload.webLogic');
    const { domain, clusters, ...metadata } = props;
    const { apiVersion, spec, ...own } = domain;
    check('OamWorkload.webLogic', [metadata, own, ...(clusters ?? [])], own.name);
    return workload(OAM_VERRAZZANO_V1ALPHA1, 'VerrazzanoWebLogicWorkload', metadata, {
      template: { apiVersion, metadata: { ...own }, spec },
      clusters: clusters?.map(({ apiVersion: version, spec: ofCluster, ...each }) => ({
        apiVersion: version,
        metadata: each,
        spec: ofCluster,
      })),
    });
  }

  /**
   * Containers: a Deployment, a Service for the first port, and a ConfigMap for each file.
   * @param props - the containers
   * @throws Error when a name or label is not valid, or there is no container
   */
  static containerized(props: ContainerizedWorkloadProps): OamWorkload {
    requireShape('ContainerizedWorkloadProps', props, 'OamWorkload.containerized');
    const { containers, osType, arch, ...metadata } = props;
    check('OamWorkload.containerized', [metadata]);
    checkContainers('OamWorkload.containerized', containers);
    return workload(OAM_V1ALPHA2, 'ContainerizedWorkload', metadata, { osType, arch, containers });
  }

  /**
   * Any object, as it is.
   * @param manifest - the object, such as a Deployment, a Service or a ConfigMap
   * @throws Error when it has no apiVersion or kind
   */
  static object(manifest: WorkloadManifest): OamWorkload {
    requireShape('WorkloadManifest', manifest, 'OamWorkload.object', 'manifest');
    throwProblems(
      (['apiVersion', 'kind'] as const)
        .filter((key) => typeof manifest[key] !== 'string' || manifest[key] === '')
        .map((key) => ({ what: `the object has no ${key}`, got: manifest[key] })),
      'OamWorkload.object',
    );
    return new OamWorkload(plainJson(manifest));
  }

  private constructor(
    /** The object, as a Component holds it. */
    readonly manifest: JsonObject,
  ) {}
}

function workload(apiVersion: string, kind: string, metadata: WorkloadMetadata, spec: object): OamWorkload {
  return OamWorkload.object({ apiVersion, kind, metadata: metadataOf(metadata), spec });
}

/** Empty metadata are left out. */
function metadataOf(metadata: WorkloadMetadata): JsonObject | undefined {
  const plain = plainJson(metadata);
  return Object.keys(plain).length === 0 ? undefined : plain;
}

function check(at: string, all: readonly WorkloadMetadata[], needed?: string): void {
  const names: Problem[] = all
    .filter(({ name }) => name !== undefined && !isDnsSubdomain(name))
    .map(({ name }) => ({ what: 'a name is not valid', got: name, allowed: DNS_SUBDOMAIN }));
  const none = needed === '' ? [{ what: 'the name is empty', allowed: DNS_SUBDOMAIN }] : [];
  throwProblems([...names, ...none, ...all.flatMap(({ labels }) => labelProblems('labels', labels))], at);
}

function checkContainers(at: string, containers: readonly object[]): void {
  throwProblems(containers.length > 0 ? [] : [{ what: 'there is no container', fix: 'add one to containers' }], at);
}
