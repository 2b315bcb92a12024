import { statSync } from 'fs';
import type { Command } from 'commander';
import { unknownImages } from '../../definition/effective-images';
import type { Platform } from '../../definition/platform';
import type { Problem } from '../../values/problem';
import { oneLine } from '../../values/escape/visible';
import { Registry } from '../../values/registry';
import { listedImages, type ListedImage } from '../images/listed-images';
import { holdsVerrazzano, manifestImages } from '../images/manifest-images';
import { manifestFiles } from '../input/read-manifests-files';
import { writeJson, writeLines, type Io } from '../io';
import { addPlatformOptions, withPlatform, type PlatformOptions } from '../network/platform';
import { maintenanceOf, type Maintenance } from '../component-facts';
import { isNotInstalled } from '../optional-package';
import { examples, outputOption, type OutputOptions } from '../options';
import type * as cyclonedx from '../images/cyclonedx';
import type { Session } from '../session';
import { usageError, usageErrorOf } from '../usage-error';

const NOT_INSTALLED: Problem = {
  at: 'images --output cyclonedx',
  what: 'optional packages are not installed',
  fix: 'npm install --save-dev @cyclonedx/cyclonedx-library packageurl-js',
};

interface ImagesOptions extends OutputOptions<'cyclonedx'>, PlatformOptions {
  readonly registry?: string;
  readonly repository?: string;
}

/** One image, as `--output json` gives it. */
interface JsonImage {
  readonly reference: string;
  /** Null when only an override names it. */
  readonly upstream: string | null;
  /** Null when only the release build knows it. */
  readonly tag: string | null;
  readonly components: readonly string[];
  /** States of the charts of these components that are not simply maintained, with their sources. */
  readonly maintenance: ReadonlyArray<
    Pick<Maintenance, 'status' | 'statement' | 'source'> & { readonly component: string }
  >;
}

/**
 * Adds the command `images`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addImages(command: Command, session: Session): void {
  addPlatformOptions(command)
    .option('--registry <host>', 'private registry, as <host>[:<port>]')
    .option('--repository <path>', 'path in front of upstream repositories, with --registry')
    .addOption(outputOption('cyclonedx'))
    .addHelpText(
      'after',
      examples(
        'images --profile dev',
        'images verrazzano.yaml',
        'images --registry registry.example.com:5000 --repository mirror',
        'images dist/prod',
        'images --output cyclonedx > sbom.cdx.json',
      ),
    )
    .action(async (file: string | undefined, options: ImagesOptions) => {
      const registry = registryOf(options, command);
      if (file !== undefined && holdsOtherManifests(file))
        return ofManifests(session, file, registry, options, command);
      // Loaded for this output alone; reading the resource does not wait.
      const isSbom = options.output === 'cyclonedx';
      const cycloneDx = isSbom ? await cycloneDxWriter() : undefined;
      if (isSbom && cycloneDx === undefined) return session.refuse(NOT_INSTALLED);
      withPlatform(file, options, command, session, (platform, profile) => {
        const images = listedImages(platform, registry);
        const { io } = session;
        if (options.output === 'json') return writeJson(io, { profile, images: images.map(asJson) });
        if (cycloneDx !== undefined) io.out(cycloneDx(profile, platform.enabledComponents, images));
        else printReferences(io, images);
        note(session, platform, images);
      });
    });
}

/** A folder, or a file without a Verrazzano resource; a file that cannot be read is reported as one with a resource. */
function holdsOtherManifests(path: string): boolean {
  try {
    const [, ...more] = manifestFiles(path);
    return more.length > 0 || statSync(path).isDirectory() || !holdsVerrazzano(path);
  } catch {
    return false;
  }
}

function ofManifests(
  session: Session,
  path: string,
  registry: Registry | undefined,
  { output }: ImagesOptions,
  command: Command,
): void {
  if (output === 'cyclonedx')
    return command.error('error: --output cyclonedx needs a Verrazzano resource or a profile');
  session.with(path, () => {
    const { images, problems, notes } = manifestImages(path, registry);
    for (const problem of problems) session.refuse(problem);
    if (problems.length > 0) return;
    if (output === 'json') writeJson(session.io, { images });
    else printReferences(session.io, images);
    writeLines((text) => session.io.err(text), notes.map(oneLine));
  });
}

function printReferences(io: Io, images: readonly { readonly reference: string }[]): void {
  writeLines(
    (text) => io.out(text),
    images.map(({ reference }) => oneLine(reference)),
  );
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
  if (registry === undefined && repository !== undefined) {
    return usageError(command, { what: '--repository needs --registry', got: repository, fix: 'add --registry' });
  }
  if (registry === undefined) return undefined;
  try {
    return Registry.private({ registry, ...(repository !== undefined && { repository }) });
  } catch (error) {
    return usageErrorOf(command, error);
  }
}

function asJson({ image, reference, upstream, isStated, components }: ListedImage): JsonImage {
  const tag = isStated ? (/:([^:/@]+)(@|$)/.exec(reference)?.[1] ?? null) : (image?.tag ?? null);
  const maintenance = components.flatMap(({ name }) => {
    const { status, statement, source } = maintenanceOf(name);
    return status === 'maintained' ? [] : [{ component: name, status, statement, source }];
  });
  return { reference, upstream: upstream ?? null, tag, components: components.map(({ name }) => name), maintenance };
}

function note({ io }: Session, platform: Platform, images: readonly ListedImage[]): void {
  const unknown = images.filter(({ image, isStated }) => !isStated && image?.tag === undefined).length;
  const notes = [
    'note: the image of the platform operator is not in this list; its manifest names it',
    `note: ${unknown} tags are set by the release build; see the manifest of the platform operator`,
  ];
  const overrides = unknownImages(platform.enabledComponents, platform.effective.spec).map(
    ({ section, path, text }) =>
      `note: components.${section} sets ${path} to ${oneLine(text)}: which image of this list it replaces is not known`,
  );
  writeLines((text) => io.err(text), [...(unknown === 0 ? notes.slice(0, 1) : notes), ...overrides]);
}
