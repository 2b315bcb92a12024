import { verrazzanoPlatformOperator } from '../../components';
import { listAt, textAt } from '../../connectivity/manifest';
import { UPSTREAM_REGISTRY } from '../../definition/images';
import { NAMESPACES } from '../../definition/namespaces';
import { compare } from '../../values/compare';
import { isJsonObject } from '../../values/json';
import { Registry, type RegistryProps } from '../../values/registry';
import type { RunningWorkload } from './adopt-workloads';

/** A private registry, or why it is not known. */
export type FoundRegistry = { readonly props: RegistryProps } | { readonly refused: string } | undefined;

/**
 * The private registry of a platform: environment variables of its operator say it, else the images that run.
 * @param workloads - what runs
 * @returns undefined where images come from upstream's registry, or nothing in the dump says it
 */
export function foundRegistry(workloads: readonly RunningWorkload[]): FoundRegistry {
  const { name, namespace } = verrazzanoPlatformOperator;
  const operator = workloads.find(
    (one) => one.name === name && one.namespace === namespace && one.object !== undefined,
  );
  if (operator === undefined) return ofImages(workloads);
  const variables = listAt(operator?.pod, 'containers')
    .filter(isJsonObject)
    .flatMap((container) => listAt(container, 'env'))
    .filter(isJsonObject);
  const value = (variable: string): string | undefined => {
    const text = textAt(
      variables.find((one) => one.name === variable),
      'value',
    );
    return text === '' ? undefined : text;
  };
  const [registry, repository] = [value('REGISTRY'), value('IMAGE_REPO')];
  if (registry === undefined || (registry === UPSTREAM_REGISTRY && repository === undefined)) return undefined;
  return propsOf({ registry, ...(repository !== undefined && { repository }) });
}

/** Folder of the images that are built for Verrazzano, in any registry. */
const FOLDER = '/verrazzano/';

/** What is in front of the folder in most images of namespaces of the platform. */
function ofImages(workloads: readonly RunningWorkload[]): FoundRegistry {
  const counts = new Map<string, number>();
  for (const { namespace, containers } of workloads) {
    if (!Object.hasOwn(NAMESPACES, namespace)) continue;
    for (const { image = '' } of containers) {
      const at = image.indexOf(FOLDER);
      if (at > 0) counts.set(image.slice(0, at), (counts.get(image.slice(0, at)) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b));
  if (most === undefined || most[0] === UPSTREAM_REGISTRY) return undefined;
  const [registry = '', ...rest] = most[0].split('/');
  return propsOf({ registry, ...(rest.length > 0 && { repository: rest.join('/') }) });
}

function propsOf(props: RegistryProps): FoundRegistry {
  try {
    Registry.private(props);
    return { props };
  } catch {
    return { refused: Object.values(props).join('/') };
  }
}
