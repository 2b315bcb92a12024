import { Construct } from 'constructs';
import type { JsonObject, JsonValue } from '../values/json';
import type { Override } from '../values/override';
import { valuesAsOverride } from './chart-values';
import type { ComponentChartSource } from './component-chart-source';
import type { ComponentDefinition } from './definition';
import type { PortName } from './port-name';
import type { ComponentPort } from './port';
import { portOf } from './port';
import { platformOf } from './platform';

/**
 * Options of every component that has a key in the Verrazzano resource.
 *
 * Chart values have several sources, in order of precedence: the items of `overrides` in their order, typed `values` where the
 * component has them (see {@link ChartProps}), the items of the profile, what the platform operator computes, its values files,
 * the chart. Objects are merged key by key; lists and scalars are replaced.
 */
export interface ComponentProps {
  /**
   * Whether the component is installed.
   * @default - as the profile says
   */
  readonly enabled?: boolean;
  /**
   * Any chart values, written here or held by a ConfigMap or Secret; the first item wins. Every item takes precedence over
   * typed `values`, and these over the items of the profile.
   * @default - only those of the profile
   */
  readonly overrides?: readonly Override[];
  /**
   * Where its chart comes from, for `Installer.charts()`: `ChartSource.maintained({ step: 'newest' })`, or a mirror of its own.
   * @default - where the installer takes all charts from
   */
  readonly chart?: ComponentChartSource;
  /**
   * Whether changes to this section reach an installed component before the next upgrade. Never read for `argoCD`,
   * `clusterOperator`, `dex`, `mySQLOperator` and `thanos`.
   * @default true
   */
  readonly monitorChanges?: boolean;
}

/** Options of a component with typed chart values. */
export interface ChartProps<V extends object> extends ComponentProps {
  /**
   * The typed part of its chart's values; keys are those of the chart. They become the last item of `overrides`: the items that
   * are there take precedence over them, and they over those of the profile and of the chart.
   * @default - as the profile and the chart say
   */
  readonly values?: V;
}

/** Props of a component without a key in the Verrazzano resource: it has no options. */
export type NoProps = Record<string, never>;

/**
 * One part of the platform: its definition, and its options.
 *
 * Created by a profile, not by users. The construct emits no objects; the installer does.
 */
export class Component<
  D extends ComponentDefinition = ComponentDefinition,
  P extends object = ComponentProps,
> extends Construct {
  /**
   * @param scope - the profile
   * @param definition - the declared facts; its key becomes the id
   * @param props - options; field names are those of `spec.components.<key>`, and typed `values`
   */
  constructor(
    scope: Construct,
    /** The declared facts of the component. */
    readonly definition: D,
    private readonly props: P,
  ) {
    super(scope, definition.key);
  }

  /** Where charts come from, where that is stated: of the component, and of those that its options configure; by name. @internal */
  get chartSources(): ReadonlyArray<readonly [component: string, source: ComponentChartSource]> {
    const { chart } = this.props as ComponentProps;
    return chart === undefined ? [] : [[this.definition.name, chart]];
  }

  /** Whether the component is installed; false outside of a profile. */
  get enabled(): boolean {
    return platformOf(this)?.isEnabled(this.definition.name) ?? false;
  }

  /**
   * A port of one of its workloads.
   * @param name - name of the port, as the definition declares it
   * @throws Error when the definition declares no such port
   */
  port(name: PortName<D>): ComponentPort {
    return portOf(this.effectiveDefinition, name);
  }

  /**
   * The definition with the facts that the resource states; as declared while the merge of the resource is refused, which is
   * reported at synthesis.
   */
  private get effectiveDefinition(): ComponentDefinition {
    try {
      const running = platformOf(this)?.runningComponents ?? [];
      return running.find((one) => one.name === this.definition.name) ?? this.definition;
    } catch {
      return this.definition;
    }
  }

  /**
   * The fragment for `spec.components.<key>`, with typed values as its last override; undefined when no option is set.
   * @throws Error when values are not an object
   * @internal
   */
  toSpec(): JsonObject | undefined {
    const { chart: _, ...props } = this.props as Record<string, unknown>;
    const entries = Object.entries(props).filter(([, value]) => value !== undefined);
    const stated = plain(Object.fromEntries(entries)) as JsonObject;
    const section = valuesAsOverride(stated, this.definition.createdBy);
    return Object.keys(section).length === 0 ? undefined : section;
  }
}

/** Writes values of this library (overrides, volume sources) as plain data, wherever they are. */
function plain(value: unknown): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== 'object' || value === null) return value as JsonValue | undefined;
  if ('toSpec' in value && typeof value.toSpec === 'function') return plain((value.toSpec as () => unknown)());
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, plain(field)]),
  );
}
