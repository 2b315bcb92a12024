import { COMPONENTS } from '../components';
import { VERRAZZANO_VERSION } from '../definition/chart';
import { enabledNames, specField } from '../definition/enablement';
import { imageOf, UPSTREAM_REGISTRY, type ImageName } from '../definition/images';
import { toV1alpha1, toV1beta1 } from '../resource/convert';
import { WELL_KNOWN } from '../resource/multicluster/names';
import { storedResource } from '../resource/stored-resource';
import { effectiveResource, type VerrazzanoResource } from '../resource/merge';
import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../values/json';
import { ChartValuesError } from './chart-values-error';
import { entriesOf, isOwnNamespace, objectIn, type ClusterState } from './cluster-state';
import { userSources, type UserSource } from './user-values';
import { valueAtPath } from '../values/path';

/** Stands for a value that the platform operator generates at random, such as a password. */
export const RANDOM = '<random>';

/** Parts of an image, with the registry and the prefix that the platform operator was told. */
export interface ImageParts {
  /** Host. */
  readonly registry: string;
  /** Path without the name of the image. */
  readonly repository: string;
  /** Name and path: `verrazzano/grafana`. */
  readonly path: string;
  /** Host, path and name. */
  readonly name: string;
  /** Tag; that of the platform where only the release build knows it. */
  readonly tag: string;
  /** All of it. */
  readonly reference: string;
}

/** What chart values are computed from. */
export class ChartFacts {
  /** `spec` of the effective resource in v1alpha1, which the controller reads. */
  readonly spec: JsonObject;
  /** The effective resource converted to v1beta1. Overrides of Istio come from here. */
  readonly converted: VerrazzanoResource;
  private readonly enabled: ReadonlySet<string>;

  /**
   * @param resource - a v1beta1 or v1alpha1 resource, as it is applied or stored
   * @param cluster - what exists
   * @throws MergeError when conversion or merge refuses the resource
   */
  constructor(
    private readonly resource: VerrazzanoResource,
    readonly cluster: ClusterState,
  ) {
    const stored = storedResource(resource);
    const effective = effectiveResource(toV1alpha1(stored));
    this.spec = effective.spec;
    this.converted = toV1beta1(effective);
    this.enabled = enabledNames(COMPONENTS, this.converted.spec ?? {});
  }

  /** UID of the resource; empty when it has none yet. */
  get uid(): string {
    return textOf(valueAtPath(this.resource.metadata, ['uid']));
  }

  /** Namespace of the resource, where ConfigMaps and Secrets with overrides are. */
  get namespace(): string {
    return textOf(valueAtPath(this.resource.metadata, ['namespace'])) || 'default';
  }

  /**
   * Whether a component is enabled.
   * @param component - its name
   */
  readonly isOn = (component: string): boolean => this.enabled.has(component);

  /** A field below `spec.components`, names of v1alpha1. */
  field(...path: readonly string[]): JsonValue | undefined {
    return specField(this.spec, ...path);
  }

  /** Text of a field below `spec.components`; empty when it is absent. */
  text(...path: readonly string[]): string {
    return textOf(this.field(...path));
  }

  /**
   * Override items of a section as values, the strongest first.
   * @param section - keys below `spec.components`, names of v1alpha1
   * @throws ChartValuesError when a ConfigMap or Secret is missing, or an item holds no YAML object
   */
  overrides(section: string): readonly JsonObject[] {
    return this.overrideSources(section).map(({ read }) => read());
  }

  /**
   * Override items of a section, the strongest first, not yet read as YAML.
   * @param section - keys below `spec.components`, names of v1alpha1
   * @throws ChartValuesError when a ConfigMap or Secret is missing
   */
  overrideSources(section: string): readonly UserSource[] {
    return userSources(this.field(...section.split('.'), 'overrides'), this.cluster, this.namespace);
  }

  /** An entry of a Secret; undefined when the Secret does not exist, empty when it lacks the entry. */
  secret(namespace: string, name: string, key: string): string | undefined {
    const entries = entriesOf(this.cluster, 'Secret', namespace, name);
    return entries === undefined ? undefined : (entries.get(key) ?? '');
  }

  /** The registration of a managed cluster; undefined on any other. */
  get registration(): ReadonlyMap<string, string> | undefined {
    const entries = entriesOf(this.cluster, 'Secret', WELL_KNOWN.systemNamespace, WELL_KNOWN.registrationSecret);
    return entries?.size === 0 ? undefined : entries;
  }

  /** Whether credentials for the registry exist, which the platform operator copies to the namespaces of the components. */
  get hasPullSecret(): boolean {
    return ['default', 'verrazzano-install'].some((namespace) => this.hasOwnPullSecret(namespace));
  }

  /** Whether credentials for the registry exist in a namespace, or are copied to it before its values are computed. */
  hasPullSecretIn(namespace: string): boolean {
    return this.hasPullSecret || this.hasOwnPullSecret(namespace);
  }

  private hasOwnPullSecret(namespace: string): boolean {
    return objectIn(this.cluster, 'Secret', namespace, 'verrazzano-container-registry') !== undefined;
  }

  /** Environment variable of the platform operator; empty when it is not set. */
  environment(name: string): string {
    return this.cluster.environment[name] ?? '';
  }

  /**
   * An image as the platform operator pulls it. Source: `pkg/bom/bom.go` at v1.7.2.
   * @param name - its name in the bill of materials
   */
  image(name: ImageName): ImageParts {
    const { repository: upstream, tag = `v${VERRAZZANO_VERSION}` } = imageOf(name);
    const own = upstream.slice(UPSTREAM_REGISTRY.length + 1);
    const prefix = this.environment('IMAGE_REPO');
    const path = prefix === '' ? own : `${prefix}/${own}`;
    const registry = this.environment('REGISTRY') || UPSTREAM_REGISTRY;
    const repository = path.slice(0, path.lastIndexOf('/'));
    return { registry, repository, path, name: `${registry}/${path}`, tag, reference: `${registry}/${path}:${tag}` };
  }

  /** Name of the environment; `default` when it is left out or empty. */
  get envName(): string {
    return this.environmentName || 'default';
  }

  /** Name of the environment as the effective resource has it. */
  get environmentName(): string {
    return textOf(this.spec.environmentName);
  }

  /** Class of the Ingresses. */
  get ingressClass(): string {
    return this.text('ingress', 'ingressClassName') || 'verrazzano-nginx';
  }

  /** Type of the Service of ingress-nginx. */
  get ingressType(): string {
    return this.text('ingress', 'type') || 'LoadBalancer';
  }

  /** Namespace of ingress-nginx: the older one where Verrazzano has it already. */
  get ingressNamespace(): string {
    return isOwnNamespace(this.cluster, 'ingress-nginx') ? 'ingress-nginx' : 'verrazzano-ingress-nginx';
  }

  /**
   * What host names end with. Source: `internal/vzconfig/ingress.go` at v1.7.2.
   * @throws ChartValuesError when the address of the ingress controller is not known yet
   */
  get dnsSuffix(): string {
    const dns = this.field('dns');
    if (!isJsonObject(dns) || isJsonObject(dns.wildcard)) {
      const domain = this.text('dns', 'wildcard', 'domain') || 'nip.io';
      return `${this.ingressAddress()}.${domain}`;
    }
    const suffix = isJsonObject(dns.oci)
      ? this.text('dns', 'oci', 'dnsZoneName')
      : this.text('dns', 'external', 'suffix');
    if (suffix === '') throw new ChartValuesError('the resource states no DNS zone and no suffix');
    return suffix;
  }

  /** Environment and suffix, in front of which host names are written. */
  get domain(): string {
    return `${this.envName}.${this.dnsSuffix}`;
  }

  private ingressAddress(): string {
    const name = 'ingress-controller-ingress-nginx-controller';
    const at = `Service ${this.ingressNamespace}/${name}`;
    const service = objectIn(this.cluster, 'Service', this.ingressNamespace, name);
    if (service === undefined) throw new ChartValuesError(`host names need the address of ${at}, which does not exist`);
    const external = valueAtPath(service, ['spec', 'externalIPs', 0]);
    if (typeof external === 'string') return external;
    const ingress = valueAtPath(service, ['status', 'loadBalancer', 'ingress', 0]);
    if (!isJsonObject(ingress)) throw new ChartValuesError(`host names need the address of ${at}, which has none yet`);
    return textOf(ingress.ip);
  }
}
