import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { VERRAZZANO_VERSION } from '../../definition/chart';
import type { ComponentDefinition } from '../../definition/definition';
import { applicationVersion } from '../../definition/application-version';
import { endOfLifeOf } from '../../definition/end-of-life';
import { compare } from '../../values/compare';
import { packageVersion, PROGRAM } from '../package-version';
import type { ListedImage } from './listed-images';

/**
 * A software bill of materials in CycloneDX 1.6, as indented JSON: the platform depends on its components, and these on
 * their images.
 *
 * The same input gives the same bytes, so it has no serial number and no time. Images have no digest, because upstream
 * ships none, and no tag where only the release build knows it.
 * @param profile - name of the profile
 * @param components - the enabled components
 * @param images - the images that they pull
 */
export function cycloneDx(
  profile: string,
  components: readonly ComponentDefinition[],
  images: readonly ListedImage[],
): string {
  const sorted = [...images].sort((a, b) => compare(keyOf(a, images), keyOf(b, images)));
  const containers = new Map(sorted.map((image) => [image, containerOf(image, keyOf(image, images))] as const));
  const enabled = [...components].sort((a, b) => compare(a.name, b.name));
  const applications = enabled.map((definition) => {
    const pulled = sorted.filter((image) => image.components.includes(definition));
    return applicationOf(
      definition,
      pulled.flatMap((image) => containers.get(image) ?? []),
    );
  });
  const bom = new Models.Bom({
    components: new Models.ComponentRepository([...applications, ...containers.values()]),
    metadata: new Models.Metadata({
      component: new Models.Component(Enums.ComponentType.Platform, 'verrazzano', {
        bomRef: 'platform/verrazzano',
        version: VERRAZZANO_VERSION,
        properties: properties([['profile', profile]]),
        dependencies: refsOf(applications),
      }),
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, PROGRAM, { version: packageVersion() }),
        ]),
      }),
    }),
  });
  // Everything is sorted before: the library would sort by the locale.
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: false, space: 2 })}\n`;
}

function applicationOf(definition: ComponentDefinition, pulled: readonly Models.Component[]): Models.Component {
  const { name, category, namespace, chart } = definition;
  return new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: `component/${name}`,
    version: applicationVersion(definition),
    properties: properties([
      ['category', category],
      ['namespace', namespace],
      ['chart', chart && `${chart.name} ${chart.version}`],
    ]),
    dependencies: refsOf(pulled),
  });
}

/** Name in the bill of materials; the reference where names are ambiguous, or where only an override names the image. */
function keyOf({ name, reference }: ListedImage, images: readonly ListedImage[]): string {
  const same = images.filter((one) => one.name === name);
  return name === undefined || same.length > 1 ? reference : name;
}

/** A reference in its parts; a colon before the last slash belongs to a port. */
function partsOf(reference: string): { readonly repository: string; readonly tag: string | undefined } {
  const plain = reference.replace(/@.*$/, '');
  const colon = plain.indexOf(':', plain.lastIndexOf('/'));
  return colon < 0
    ? { repository: plain, tag: undefined }
    : { repository: plain.slice(0, colon), tag: plain.slice(colon + 1) };
}

function containerOf({ name, image, reference, isStated, components }: ListedImage, key: string): Models.Component {
  const { repository, tag: own } = partsOf(reference);
  const tag = isStated ? own : image?.tag;
  return new Models.Component(Enums.ComponentType.Container, repository, {
    bomRef: `image/${key}`,
    version: tag,
    purl: purlOf(repository, tag),
    properties: properties([
      ...components
        .map(withVersion)
        .sort(compare)
        .map((value) => ['component', value] as const),
      ['part', image && (image.version === undefined ? image.part : `${image.part} ${image.version}`)],
      ['upstream', repository === image?.repository ? undefined : image?.repository],
      ['override', isStated ? 'an override of the resource names this image' : undefined],
      ['tag', tag === undefined && !isStated ? 'set by the release build' : undefined],
      ...endOfLifeOf(name === undefined || isStated ? [] : [name]).map(
        ({ product, version, date, source }) => ['end-of-life', `${product} ${version}: ${date} (${source})`] as const,
      ),
    ]),
  });
}

/**
 * Source of the form: type `oci` of the specification of package URLs. The name is the last segment, the version would be
 * the digest, and the repository with the name is a qualifier.
 */
function purlOf(repository: string, tag: string | undefined): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
  const qualifiers = { repository_url: repository, ...(tag !== undefined && { tag }) };
  return new PackageURL('oci', undefined, name, undefined, qualifiers, undefined).toString();
}

function withVersion(definition: ComponentDefinition): string {
  return [definition.name, applicationVersion(definition)].filter((part) => part !== undefined).join(' ');
}

function refsOf(components: readonly Models.Component[]): Models.BomRefRepository {
  return new Models.BomRefRepository(components.map(({ bomRef }) => bomRef));
}

function properties(
  entries: ReadonlyArray<readonly [name: string, value: string | undefined]>,
): Models.PropertyRepository {
  return new Models.PropertyRepository(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [new Models.Property(`verrazzano:${name}`, value)])),
  );
}
