import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { ManifestSet } from '../installer/manifest-set';
import type { JsonObject } from '../values/json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, labelProblems } from '../values/names';
import { describeProblem, throwProblems, type Problem } from '../values/problem';
import { ClusterTranslation } from './cluster-translation';
import type { OamFinding } from './oam/finding';
import { componentPods } from './namespace/oam-flows';
import type { TargetPods } from './namespace/target';
import { OamComponent, type OamComponentProps } from './oam-component';
import { oamOrigins, type StatedComponent } from './oam-origins';
import { placeOf, type Place } from './place';
import { Rendering } from './rendering';
import { requiredSecretsOf } from './required-secrets';
import { plainJson } from '../values/json';
import { requireProps } from '../values/shape/require-props';
import { OAM_V1ALPHA2 } from '../definition/verrazzano-api';

/** Properties of an {@link OamApplication}. */
export interface OamApplicationProps {
  /** `metadata.name` of the ApplicationConfiguration; objects of the application are named after it. @default - the id */
  readonly name?: string;
  /**
   * Its namespace.
   * @default - that of the ApplicationNamespace, delivery unit or Chart around it; directly below a cluster, its name
   */
  readonly namespace?: string;
  /** Labels; workloads and traits have them too. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations; workloads and traits have them too. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Components, by name, in order. @default - none; at least one must have been added at synthesis */
  readonly components?: Readonly<Record<string, OamComponentProps>>;
  /** Form in which it is delivered. @default Rendering.OAM */
  readonly rendering?: Rendering;
  /**
   * With `Rendering.KUBERNETES`: repeats what release 1.7.2 does by mistake, such as a Gateway server without hosts; see
   * docs/leaving-oam.md.
   * @default false
   */
  readonly asUpstream?: boolean;
  /**
   * With `Rendering.KUBERNETES`: objects of the cluster that decide about names, ports and selectors and that the program does not
   * make, such as Services that other operators make, or live workload objects. They are not emitted.
   * @default - none
   */
  readonly context?: readonly JsonObject[];
}

/**
 * An application as the Open Application Model has it: components with traits. It is delivered as Components and an
 * ApplicationConfiguration, or as what the operators of release 1.7.2 make of these; names are the same.
 *
 * Directly below a cluster it is a delivery unit of its own, `apps/<name>`. Below an `ApplicationNamespace` or in any Chart it is part of
 * that. What decides about the Kubernetes rendering (the profile's DNS settings, namespaces and Services of the program, other
 * applications) is taken from the cluster around it.
 */
export class OamApplication extends Construct {
  /** Name of the ApplicationConfiguration. */
  readonly applicationName: string;
  /** Its namespace; undefined where nothing states one. */
  readonly namespace: string | undefined;
  /** Form in which it is delivered. */
  readonly rendering: Rendering;
  /** Whether mistakes of release 1.7.2 are repeated. @internal */
  readonly asUpstream: boolean;
  /** Objects of the cluster that the program does not make. @internal */
  readonly context: readonly JsonObject[];

  private readonly place: Place;
  private readonly list: OamComponent[] = [];
  private readonly translation: ClusterTranslation;

  /**
   * @param scope - a cluster, an `ApplicationNamespace`, a delivery unit or a Chart, or anything below
   * @param id - id of the construct; the name of the application unless the props state one
   * @param props - components and rendering
   * @throws Error when the name, the namespace or a label is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OamApplicationProps = {},
  ) {
    requireProps('OamApplicationProps', props, scope, id);
    super(scope, id);
    const { name = id, namespace, rendering = Rendering.OAM, asUpstream = false, context = [] } = props;
    throwProblems(nameProblems(name, namespace, props.labels), this.node.path);
    this.applicationName = name;
    this.rendering = rendering;
    this.asUpstream = asUpstream;
    this.context = context;
    this.place = placeOf(this, { name, namespace, description: `OAM application ${name}` });
    this.namespace = this.place.namespace;
    const set = new ManifestSet(this.place.scope, this.place.isOwn ? 'objects' : `${id}-objects`, () => this.manifests);
    explainFields(set, (document) => oamOrigins(document, this.stated));
    this.translation = ClusterTranslation.of(this);
    this.translation.add(this, () => set.invalidate());
    for (const [component, each] of Object.entries(props.components ?? {})) this.addComponent(component, each);
    this.node.addValidation({ validate: () => this.validate() });
  }

  /**
   * Appends a component.
   * @param name - name of the Component
   * @param props - workload and traits
   * @throws Error when the name is not valid or is there already
   */
  addComponent(name: string, props: OamComponentProps): OamComponent {
    const changed = (): void => this.translation.invalidate();
    const pods = (each: string): TargetPods => componentPods(this, each);
    const component = new OamComponent(this, name, props, { changed, pods });
    this.list.push(component);
    changed();
    return component;
  }

  /** Its components, in order. */
  get components(): readonly OamComponent[] {
    return [...this.list];
  }

  /** The Components and the ApplicationConfiguration, whatever the rendering is. */
  get oamManifests(): readonly JsonObject[] {
    const { labels, annotations } = this.props;
    const configuration = plainJson({
      apiVersion: OAM_V1ALPHA2,
      kind: 'ApplicationConfiguration',
      metadata: { name: this.applicationName, namespace: this.namespace, labels, annotations },
      spec: { components: this.list.map(({ entry }) => entry) },
    });
    const components = this.list.map((each) => each.component(this.namespace));
    return [...components.filter((each) => each !== undefined), configuration];
  }

  /**
   * What the operators of release 1.7.2 make of it, whatever the rendering is, with its mistakes corrected unless `asUpstream` is set. An
   * object that several applications of a cluster share is among those of the first one.
   */
  get kubernetesManifests(): readonly JsonObject[] {
    return this.translation.partOf(this).objects;
  }

  /** The objects that are emitted. A Secret that the operators would fill with random data is required instead. */
  get manifests(): readonly KubernetesManifest[] {
    const isOam = this.rendering === Rendering.OAM;
    const objects = isOam ? this.oamManifests : this.kubernetesManifests.filter(({ kind }) => kind !== 'Secret');
    return objects as unknown as readonly KubernetesManifest[];
  }

  /** What the operators make that one would not expect. What they refuse, and errors, are reported at synthesis. */
  get warnings(): readonly string[] {
    return this.findings
      .filter(({ severity }) => severity === 'warning')
      .map((each) => describeProblem(problemOf(each)));
  }

  /** Its components, and where the program states them. */
  private get stated(): StatedComponent[] {
    const own = this.props.components ?? {};
    return this.list.map(({ componentName: name, entry, node }) =>
      Object.hasOwn(own, name)
        ? { entry, of: this.node.path, option: ['components', name] }
        : { entry, of: node.path, option: [] },
    );
  }

  private get findings(): readonly OamFinding[] {
    return this.translation.partOf(this).findings;
  }

  private validate(): string[] {
    const cluster = GitOpsCluster.of(this);
    const own =
      this.rendering === Rendering.OAM ? this.oamManifests : [...this.oamManifests, ...this.kubernetesManifests];
    for (const secret of requiredSecretsOf(own, this.namespace ?? 'default', this.applicationName)) {
      cluster?.addRequiredSecret(secret);
    }
    const none: Problem[] =
      this.list.length > 0
        ? []
        : [{ what: 'the application has no component', fix: 'give components, or call addComponent()' }];
    return [...none, ...this.errors.map(problemOf)].map(describeProblem);
  }

  /** Errors about objects that the operators would make are theirs to report where they make them. */
  private get errors(): readonly OamFinding[] {
    const isKubernetes = this.rendering === Rendering.KUBERNETES;
    const found = this.findings.filter(
      ({ severity }) => severity === 'refused' || (isKubernetes && severity === 'error'),
    );
    return isKubernetes ? found : [...this.translation.renderingErrors(this), ...found];
  }
}

function problemOf({ object, severity: _severity, what, ...rest }: OamFinding): Problem {
  return { what: `${object} ${what}`, ...rest };
}

function nameProblems(
  name: string,
  namespace: string | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): Problem[] {
  return [
    ...(isDnsSubdomain(name)
      ? []
      : [{ what: 'the name of the application is not valid', got: name, allowed: DNS_SUBDOMAIN }]),
    ...(namespace === undefined || isDnsLabel(namespace)
      ? []
      : [{ what: 'the namespace is not valid', got: namespace, allowed: DNS_LABEL }]),
    ...labelProblems('labels', labels),
  ];
}
