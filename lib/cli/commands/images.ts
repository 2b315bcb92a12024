import { Option, type Command } from 'commander';
import { imageNames, imageReference } from '../../component/image-references';
import { imageOf } from '../../component/images';
import { COMPONENTS } from '../../components';
import { compare } from '../../gitops/output/yaml';
import type { ProfileName } from '../../profile/merge';
import { Registry } from '../../values/registry';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import { enabledInProfile, PROFILE_NAMES } from '../profiles';
import type { Session } from '../session';

interface ImagesOptions extends OutputOptions {
  readonly profile: ProfileName;
  readonly registry?: string;
  readonly repository?: string;
}

/** One image, as `--output json` gives it. */
interface ListedImage {
  readonly reference: string;
  readonly upstream: string;
  /** Null when only the release build knows it. */
  readonly tag: string | null;
  readonly components: readonly string[];
}

/**
 * Adds the command `images`.
 * @param program - the program
 * @param session - the run
 */
export function addImages(program: Command, session: Session): void {
  program
    .command('images')
    .description('print every image that the enabled components of a profile pull, one per line')
    .addOption(new Option('--profile <name>', 'the profile').choices(PROFILE_NAMES).default('prod'))
    .option('--registry <host>', 'private registry, as <host>[:<port>]')
    .option('--repository <path>', 'path in front of upstream repositories, with --registry')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('images --profile dev', 'images --registry registry.example.com:5000 --repository mirror'),
    )
    .action((options: ImagesOptions, command: Command) => {
      const images = listed(options.profile, registryOf(options, command));
      if (options.output === 'json') writeJson(session.io, { profile: options.profile, images });
      else print(images, session);
    });
}

function registryOf({ registry, repository }: ImagesOptions, command: Command): Registry | undefined {
  if (registry === undefined && repository !== undefined) return command.error('error: --repository needs --registry');
  if (registry === undefined) return undefined;
  try {
    return Registry.private({ registry, ...(repository !== undefined && { repository }) });
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function listed(profile: ProfileName, registry: Registry | undefined): ListedImage[] {
  const names = enabledInProfile(profile);
  const enabled = COMPONENTS.filter(({ name }) => names.has(name));
  const images = imageNames(enabled).map((name) => {
    const image = imageOf(name);
    const components = enabled.filter((definition) => definition.images.includes(name)).map((one) => one.name);
    const [reference, upstream] = [imageReference(image, registry), imageReference(image)];
    return { reference, upstream, tag: image.tag ?? null, components };
  });
  return images.sort((a, b) => compare(a.reference, b.reference));
}

function print(images: readonly ListedImage[], { io }: Session): void {
  writeLines(
    (text) => io.out(text),
    images.map(({ reference }) => reference),
  );
  const unknown = images.filter(({ tag }) => tag === null).length;
  const notes = [
    'note: the image of the platform operator is not in this list; its manifest names it',
    `note: ${unknown} tags that end with _TAG are set by the release build; see the manifest of the platform operator`,
  ];
  writeLines((text) => io.err(text), unknown === 0 ? notes.slice(0, 1) : notes);
}
