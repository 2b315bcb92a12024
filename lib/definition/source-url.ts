import { VERRAZZANO_VERSION } from './chart';
import type { ComponentDefinition } from './definition';

/** The repository of Verrazzano. */
const REPOSITORY = 'https://github.com/verrazzano/verrazzano';

/**
 * The page of a file or folder of Verrazzano at its release.
 * @param path - path in the repository
 */
export function upstreamUrl(path: string): string {
  return `${REPOSITORY}/tree/v${VERRAZZANO_VERSION}/${path}`;
}

/**
 * The page that the facts of a component come from; undefined where they come from elsewhere.
 * @param definition - the component
 */
export function sourceUrl({ source }: ComponentDefinition): string | undefined {
  return source === undefined ? undefined : upstreamUrl(source);
}
