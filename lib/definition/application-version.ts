import type { ComponentDefinition } from './definition';
import { imageOf } from './images';
import { workloadsOf } from './workload';

/**
 * Version of what runs: that of the first image of the component, since charts of the release name other versions than the images that
 * the platform operator gives them; without a `v` and the day of the build. A component without pods has the version of its chart.
 * @param definition - the component, as the release or a published chart has it
 * @returns undefined where neither image nor chart has a version
 */
export function applicationVersion(definition: ComponentDefinition): string | undefined {
  const { chart, images, publishedImages = [] } = definition;
  const [published] = publishedImages;
  const [first] = images;
  const ofRelease = first === undefined ? undefined : imageOf(first).tag;
  const tag = published === undefined ? ofRelease : tagOfReference(published.reference);
  const ofImage = workloadsOf(definition).length === 0 ? undefined : versionIn(tag);
  return ofImage ?? chart?.appVersion.replace(/^v(?=\d)/, '');
}

function tagOfReference(reference: string): string | undefined {
  return /:([^:/]+)$/.exec(reference)?.[1];
}

/** `v1.6.2-1-20240725110614-d4424320`, revision 1 of a build, is 1.6.2, and `8.0.32-2.0.8` is all of it. */
function versionIn(tag: string | undefined): string | undefined {
  return /^v?(\d.*?)(?:(?:-\d+)?-\d{14}-[0-9a-f]+)?$/.exec(tag ?? '')?.[1];
}
