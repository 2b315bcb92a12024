import { COMPONENTS, rancherAgent } from '../components';
import type { ComponentDefinition } from '../definition/definition';
import { effectiveDefinition } from '../definition/effective-definition';
import { enabledNames } from '../definition/enablement';
import { dependencyOrder } from '../definition/order';
import {
  hasRancherAgents,
  type Platform,
  type PlatformInstaller,
  type VerrazzanoManifest,
} from '../definition/platform';
import { decidingSpec, effectiveResource, withSchemaDefaults } from '../resource/merge';
import type { JsonObject } from '../values/json';

/** What the platform operator makes of a resource: the effective resource, and the components that run. Each is derived once. */
export class EffectiveComponents {
  private merged: Merged | undefined;
  private running: Running | undefined;

  /**
   * @param platform - the profile
   * @param installer - installs its components
   */
  constructor(
    private readonly platform: Platform,
    private readonly installer: PlatformInstaller,
  ) {}

  /**
   * The resource as the platform operator merges it with its profile.
   * @throws MergeError when the platform operator would refuse the merge
   */
  get resource(): VerrazzanoManifest {
    return this.merge().resource;
  }

  /** Definitions of the enabled components, in the order in which they become ready. */
  get enabled(): readonly ComponentDefinition[] {
    return this.derive().enabled;
  }

  /** Definitions of everything that runs: the enabled components, and those that the installer or a registration adds. */
  get all(): readonly ComponentDefinition[] {
    return this.derive().all;
  }

  /**
   * Whether a component is enabled.
   * @param component - its name
   */
  has(component: string): boolean {
    return this.merge().names.has(component);
  }

  /** Forgets what was derived from the admin cluster. */
  adminChanged(): void {
    this.running = undefined;
  }

  private merge(): Merged {
    if (this.merged !== undefined) return this.merged;
    const { resource } = this.platform;
    const stored = withSchemaDefaults(resource);
    const { spec } = effectiveResource(stored);
    const names = enabledNames(COMPONENTS, decidingSpec(spec, stored));
    const omitted = this.installer.omits?.(names, this.platform) ?? [];
    const kept = [...names].filter((name) => !omitted.includes(name));
    this.merged = { resource: { ...resource, spec }, names: new Set(kept) };
    return this.merged;
  }

  private derive(): Running {
    const { installer, platform } = this;
    // Asked of the platform, which may be one that a whole resource states.
    const { spec } = platform.effective;
    if (this.running?.spec === spec) return this.running;
    // Rancher of the admin cluster brings its agent along.
    const agent = platform.role === 'managed' && hasRancherAgents(platform, platform.admin) ? [rancherAgent] : [];
    const effective = (definition: ComponentDefinition): ComponentDefinition =>
      effectiveDefinition(installer.definitionOf?.(definition, platform) ?? definition, spec);
    const enabled = dependencyOrder(COMPONENTS, (name) => platform.isEnabled(name)).map(effective);
    const all = [...enabled, ...[...(installer.components ?? []), ...agent].map(effective)];
    this.running = { spec, enabled, all };
    return this.running;
  }
}

/** Effective definitions of what runs. */
interface Running {
  readonly spec: JsonObject;
  readonly enabled: readonly ComponentDefinition[];
  readonly all: readonly ComponentDefinition[];
}

/** The resource as the platform operator merges it. */
interface Merged {
  readonly resource: VerrazzanoManifest;
  /** Names of the enabled components. */
  readonly names: ReadonlySet<string>;
}
