import { effectiveImages } from '../../definition/effective-images';
import type { Profile } from '../../profile/profile';
import type { RunningWorkload } from '../adopt/adopt-workloads';
import type { FieldDrift } from './drift-entry';

/**
 * Images that a program would change, by the last part of their names. Tags that only the build of a release knows are not compared.
 * @param platform - the platform
 * @returns for a workload, the containers whose images differ
 */
export function imageDrift(platform: Profile): (component: string, workload: RunningWorkload) => FieldDrift[] {
  const { spec } = platform.effective;
  const byComponent = new Map<string, Map<string, Set<string>>>();
  for (const { image, reference, components } of effectiveImages(platform.runningComponents, spec, platform.registry)) {
    if (image?.tag === undefined) continue;
    for (const { name } of components) {
      const images = byComponent.get(name) ?? new Map<string, Set<string>>();
      const base = baseName(reference);
      byComponent.set(name, images.set(base, (images.get(base) ?? new Set()).add(reference)));
    }
  }
  return (component, { containers }) =>
    containers.flatMap(({ name, image }) => {
      const wanted = image === undefined ? undefined : byComponent.get(component)?.get(baseName(image));
      if (image === undefined || wanted === undefined || [...wanted].some((one) => tagOf(one) === tagOf(image)))
        return [];
      return [{ path: `spec.template.spec.containers[${name}].image`, runs: image, wanted: [...wanted].join(' or ') }];
    });
}

function baseName(reference: string): string {
  return (reference.split('/').pop() ?? '').replace(/[:@].*$/, '');
}

/** Tag or digest; where an image comes from does not change what runs. */
function tagOf(reference: string): string {
  return (reference.split('/').pop() ?? '').replace(/^[^:@]*/, '').replace(/@.*$/, '');
}
