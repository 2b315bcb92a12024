import type { Component } from '../definition/component';
import type { Platform } from '../definition/platform';
import type { ProfileName } from '../resource/merge';
import type { Finding } from '../resource/rules';

/** What the modules of this room see of a profile while it is made; `Profile` is one. */
export interface StatedProfile extends Platform {
  /** Name of the profile, as in `spec.profile`. */
  readonly profileName: ProfileName;
  /** All components, in upstream's order, enabled or not. */
  readonly components: readonly Component[];
  /** What the platform operator would say about the resource. */
  readonly findings: readonly Finding[];
}
