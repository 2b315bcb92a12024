import { Construct } from 'constructs';
import type { JsonObject } from '../values/json';
import { DNS_SUBDOMAIN, isDnsSubdomain, labelProblems } from '../values/names';
import { throwProblems, type Problem } from '../values/problem';
import { markPodsProvider, type TargetPods } from './namespace/target';
import type { OamDataFlow } from './traits/data-flow-props';
import type { OamTrait } from './traits/oam-trait';
import type { OamWorkload } from './workloads/oam-workload';
import { plainJson } from '../values/json';
import { requireProps } from '../values/shape/require-props';
import { OAM_V1ALPHA2 } from '../definition/verrazzano-api';

/** A value of a workload that applications may set. */
export interface OamParameter {
  /** Name. */
  readonly name: string;
  /** Paths in the workload that take the value, such as `spec.containers[0].image`. */
  readonly fieldPaths: readonly string[];
  /** Whether each application must give it. @default false */
  readonly required?: boolean;
}

/** Properties of an {@link OamComponent}. */
export interface OamComponentProps extends OamDataFlow {
  /** What it runs. @default - a Component of this name that is made elsewhere */
  readonly workload?: OamWorkload;
  /** What is done with it; without an `OamTrait.metrics` there is one with defaults. @default - none */
  readonly traits?: readonly OamTrait[];
  /** Labels of the Component. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Component. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Values of the workload that may be set. @default - none */
  readonly parameters?: readonly OamParameter[];
  /** Values of parameters, by name. @default - none */
  readonly parameterValues?: Readonly<Record<string, string | number>>;
  /** Revision of the Component that is used, such as `front-v2`. @default - the latest one */
  readonly revisionName?: string;
  /** Scopes that it is in, such as a HealthScope; they must exist. @default - none */
  readonly scopes?: ReadonlyArray<{ readonly apiVersion: string; readonly kind: string; readonly name: string }>;
}

/** A component of an OAM application; `OamApplication.addComponent` creates it. */
export class OamComponent extends Construct {
  /** Name of the Component. */
  readonly componentName: string;

  private readonly traits: OamTrait[];

  /**
   * @param scope - the application
   * @param id - name of the Component
   * @param props - workload and traits
   * @param around - what the application does for it
   * @throws Error when the name or a label is not valid, or a parameter is set that the component does not have
   * @internal
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OamComponentProps,
    private readonly around: {
      /** Called when traits are added. */
      readonly changed: () => void;
      /** Its pods. */
      readonly pods: (component: string) => TargetPods;
    },
  ) {
    requireProps('OamComponentProps', props, scope, id);
    super(scope, id);
    markPodsProvider(this);
    this.componentName = id;
    this.traits = [...(props.traits ?? [])];
    throwProblems(
      [...nameProblems(id), ...labelProblems('labels', props.labels), ...parameterProblems(props)],
      this.node.path,
    );
  }

  /**
   * Appends a trait.
   * @param trait - the trait
   */
  addTrait(trait: OamTrait): void {
    this.traits.push(trait);
    this.around.changed();
  }

  /** Its pods, as one end of traffic. @internal */
  get targetPods(): TargetPods {
    return this.around.pods(this.componentName);
  }

  /**
   * The Component; undefined where it is made elsewhere.
   * @param namespace - its namespace; undefined where nothing states one
   * @internal
   */
  component(namespace: string | undefined): JsonObject | undefined {
    const { workload, labels, annotations, parameters } = this.props;
    if (workload === undefined) return undefined;
    return plainJson({
      apiVersion: OAM_V1ALPHA2,
      kind: 'Component',
      metadata: { name: this.componentName, namespace, labels, annotations },
      spec: { workload: workload.manifest, parameters },
    });
  }

  /** The entry in `components` of the ApplicationConfiguration. @internal */
  get entry(): JsonObject {
    const { revisionName, parameterValues, scopes, dataInputs, dataOutputs } = this.props;
    return plainJson({
      componentName: this.componentName,
      revisionName,
      dataOutputs,
      dataInputs,
      parameterValues: parameterValues && Object.entries(parameterValues).map(([name, value]) => ({ name, value })),
      scopes: scopes?.map((scopeRef) => ({ scopeRef })),
      traits: this.traits.length === 0 ? undefined : this.traits.map(({ entry }) => entry),
    });
  }
}

function nameProblems(name: string): Problem[] {
  if (isDnsSubdomain(name)) return [];
  return [{ what: 'the name of the component is not valid', got: name, allowed: DNS_SUBDOMAIN }];
}

function parameterProblems({ workload, parameters = [], parameterValues = {} }: OamComponentProps): Problem[] {
  if (workload === undefined) return [];
  const names = parameters.map(({ name }) => name);
  const allowed = names.join(', ') || 'the component has no parameters';
  return [
    ...Object.keys(parameterValues)
      .filter((name) => !names.includes(name))
      .map((got) => ({ what: 'parameterValues has a name that is not one of the parameters', got, allowed })),
    ...parameters
      .filter(({ name, required }) => required === true && !Object.hasOwn(parameterValues, name))
      .map(({ name }) => ({ what: 'a required parameter has no value', got: name, fix: 'give it in parameterValues' })),
  ];
}
