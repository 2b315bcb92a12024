import { verrazzanoPlatformOperator } from '../../components';
import { listAt, textAt } from '../../connectivity/manifest';
import { UPSTREAM_REGISTRY } from '../../definition/images';
import { isJsonObject } from '../../values/json';
import { Registry, type RegistryProps } from '../../values/registry';
import type { RunningWorkload } from './adopt-workloads';

/** A private registry, or why it is not known. */
export type FoundRegistry = { readonly props: RegistryProps } | { readonly refused: string } | undefined;

/**
 * The private registry of a platform: environment variables of its operator say it.
 * @param workloads - what runs
 * @returns undefined where images come from upstream's registry, or the dump lacks the operator
 */
export function foundRegistry(workloads: readonly RunningWorkload[]): FoundRegistry {
  const { name, namespace } = verrazzanoPlatformOperator;
  const operator = workloads.find(
    (one) => one.name === name && one.namespace === namespace && one.object !== undefined,
  );
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
  const props = { registry, ...(repository !== undefined && { repository }) };
  try {
    Registry.private(props);
    return { props };
  } catch {
    return { refused: Object.values(props).join('/') };
  }
}
