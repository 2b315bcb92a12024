import { Option, type Command } from 'commander';
import type { ProfileName } from '../../resource/merge';
import type { Problem } from '../../values/problem';
import { Registry } from '../../values/registry';
import { oneLine } from '../../values/escape/visible';
import { enabledComponents, listedImages, type ListedImage } from '../images/listed-images';
import { writeJson, writeLines } from '../io';
import { isNotInstalled } from '../optional-package';
import { examples, outputOption, type OutputOptions } from '../options';
import { PROFILE_NAMES } from '../profiles';
import type * as cyclonedx from '../images/cyclonedx';
import type { Session } from '../session';

const NOT_INSTALLED: Problem = {
  at: 'images --output cyclonedx',
  what: 'optional packages are not installed',
  fix: 'npm install --save-dev @cyclonedx/cyclonedx-library packageurl-js',
};

interface ImagesOptions extends OutputOptions<'cyclonedx'> {
  readonly profile: ProfileName;
  readonly registry?: string;
  readonly repository?: string;
}

/** One image, as `--output json` gives it. */
interface JsonImage {
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
    .addOption(outputOption('cyclonedx'))
    .addHelpText(
      'after',
      examples(
        'images --profile dev',
        'images --registry registry.example.com:5000 --repository mirror',
        'images --output cyclonedx > sbom.cdx.json',
      ),
    )
    .action((options: ImagesOptions, command: Command) => write(session, options, registryOf(options, command)));
}

async function write(session: Session, options: ImagesOptions, registry: Registry | undefined): Promise<void> {
  const { profile, output } = options;
  const { io } = session;
  const components = enabledComponents(profile);
  const images = listedImages(components, registry);
  if (output === 'json') return writeJson(io, { profile, images: images.map(asJson) });
  if (output === 'cyclonedx') {
    const cycloneDx = await cycloneDxWriter();
    if (cycloneDx === undefined) {
      session.refuse(NOT_INSTALLED);
      return;
    }
    io.out(cycloneDx(profile, components, images));
  } else {
    writeLines(
      (text) => io.out(text),
      images.map(({ reference }) => reference),
    );
  }
  note(session, images);
}

/** What writes CycloneDX; undefined where the optional packages for it are not installed. */
async function cycloneDxWriter(): Promise<typeof cyclonedx.cycloneDx | undefined> {
  try {
    return (await import('../images/cyclonedx')).cycloneDx;
  } catch (error) {
    if (isNotInstalled(error)) return undefined;
    throw error;
  }
}

function registryOf({ registry, repository }: ImagesOptions, command: Command): Registry | undefined {
  if (registry === undefined && repository !== undefined) return command.error('error: --repository needs --registry');
  if (registry === undefined) return undefined;
  try {
    return Registry.private({ registry, ...(repository !== undefined && { repository }) });
  } catch (error) {
    return command.error(`error: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  }
}

function asJson({ image, reference, upstream, components }: ListedImage): JsonImage {
  return { reference, upstream, tag: image.tag ?? null, components: components.map(({ name }) => name) };
}

function note({ io }: Session, images: readonly ListedImage[]): void {
  const unknown = images.filter(({ image }) => image.tag === undefined).length;
  const notes = [
    'note: the image of the platform operator is not in this list; its manifest names it',
    `note: ${unknown} tags are set by the release build; see the manifest of the platform operator`,
  ];
  writeLines((text) => io.err(text), unknown === 0 ? notes.slice(0, 1) : notes);
}
