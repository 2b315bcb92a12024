import type { Component } from '../definition/component';
import type { Platform } from '../definition/platform';
import type { ProfileName } from '../resource/merge';
import type { Finding } from '../resource/rules';

/** The parts of a profile that modules of this room use during its construction; `Profile` implements it. */
export interface StatedProfile extends Platform {
  /** Name of the profile, as in `spec.profile`. */
  readonly profileName: ProfileName;
  /** All components, in upstream's order, enabled or not. */
  readonly components: readonly Component[];
  /** Findings of the platform operator on the resource. */
  readonly findings: readonly Finding[];
}
