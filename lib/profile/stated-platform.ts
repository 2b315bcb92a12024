import { App, Chart } from 'cdk8s';
import { COMPONENTS } from '../components';
import { enabledNames } from '../definition/enablement';
import type { Platform, PlatformAdmin, PlatformInstaller, VerrazzanoManifest } from '../definition/platform';
import { toV1beta1 } from '../resource/convert';
import type { ProfileName, VerrazzanoResource } from '../resource/merge';
import { decidingSpec, DEFAULT_PROFILE, effectiveResource, withSchemaDefaults } from '../resource/merge';
import type { JsonObject } from '../values/json';
import { Profile } from './profile';

/** The platform that a Verrazzano resource describes, which may hold values that no props can express. */
export class StatedPlatform extends Profile {
  private readonly stated: { readonly spec: JsonObject; readonly enabled: ReadonlySet<string> } | undefined;

  /**
   * @param resource - the resource
   * @param role - role of its cluster; undefined leaves it to the profile
   * @param statedAdmin - the admin cluster of a managed one
   * @param installer - who installs the components; undefined is the platform operator
   */
  constructor(
    resource: VerrazzanoResource,
    role: Platform['role'] | undefined,
    private readonly statedAdmin?: PlatformAdmin,
    installer?: PlatformInstaller,
  ) {
    const stored = withSchemaDefaults(toV1beta1(resource));
    const { spec } = effectiveResource(stored);
    const props = { ...(role !== undefined && { role }), ...(installer !== undefined && { installer }) };
    super(new Chart(new App(), 'platform'), 'verrazzano', (spec.profile ?? DEFAULT_PROFILE) as ProfileName, props);
    this.stated = { spec, enabled: enabledNames(COMPONENTS, decidingSpec(spec, stored)) };
  }

  override get effective(): VerrazzanoManifest {
    return { ...super.effective, ...(this.stated && { spec: this.stated.spec }) };
  }

  override get admin(): PlatformAdmin | undefined {
    return this.statedAdmin;
  }

  override isEnabled(component: string): boolean {
    return this.stated?.enabled.has(component) ?? super.isEnabled(component);
  }
}
