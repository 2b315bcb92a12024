import { Option, type Command } from 'commander';
import type { Platform } from '../../definition/platform';
import { VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import type { ProfileName, VerrazzanoResource } from '../../resource/merge';
import { DEFAULT_PROFILE } from '../../resource/merge';
import { StatedPlatform } from '../../profile/stated-platform';
import { readResource } from '../input/read-resources';
import { PROFILE_NAMES } from '../profiles';
import type { Session } from '../session';
import { usageError } from '../usage-error';

/** Which platform a command about traffic is asked about. */
export interface PlatformOptions {
  /** Name of the profile; left out with a file. */
  readonly profile?: ProfileName;
  /** Kind of cluster; left out it follows from the profile. */
  readonly role?: Platform['role'];
}

/**
 * Adds what commands about the traffic of a platform have in common.
 * @param command - the command
 */
export function addPlatformOptions(command: Command): Command {
  return command
    .argument('[file]', 'YAML or JSON with one Verrazzano resource, v1beta1 or v1alpha1; without it, --profile')
    .addOption(
      new Option(
        '--profile <name>',
        `a profile without settings, instead of a file; ${DEFAULT_PROFILE} if neither is given`,
      ).choices(PROFILE_NAMES),
    )
    .addOption(
      new Option(
        '--role <role>',
        'kind of cluster; without it, managed for profile managed-cluster and admin for others',
      ).choices(['admin', 'managed']),
    );
}

/**
 * Does something with a platform: that of a file, or that of a profile without settings.
 * @param file - path of a file with one Verrazzano resource; undefined for a profile
 * @param options - which platform
 * @param command - the command; both a file and a profile are wrong usage
 * @param session - the run; it remembers when the file is refused
 * @param work - what to do with it
 */
export function withPlatform(
  file: string | undefined,
  { profile, role }: PlatformOptions,
  command: Command,
  session: Session,
  work: (platform: Platform, profile: ProfileName) => void,
): void {
  if (file !== undefined && profile !== undefined) {
    usageError(command, { what: 'a file and --profile exclude each other', got: profile, fix: 'leave out --profile' });
  }
  session.with(file ?? '--profile', () => {
    const platform = new StatedPlatform(file === undefined ? bare(profile) : readResource(file).resource, role);
    work(platform, platform.profileName);
  });
}

function bare(profile = DEFAULT_PROFILE): VerrazzanoResource {
  return { apiVersion: VERRAZZANO_V1BETA1, kind: 'Verrazzano', spec: { profile } };
}
