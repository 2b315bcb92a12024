import { CONTAINER_LISTS } from '../../values/container-lists';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { nativePodTemplateOf, type PodTemplate } from '../pods';
import { matches, textMatches } from '../walk';
import { refused } from './refused';

/** The annotation with the AppArmor profile of a container, before its name. */
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

const INT32 = 2 ** 31;

/** Annotations of pods that the API server reads. Source: Kubernetes, `pkg/apis/core/validation`, `ValidatePodSpecificAnnotations`. */
export function podAnnotationFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    return matches(template.pod, 'metadata.annotations.{}', template.path).flatMap(({ path, value }): Found[] => {
      const key = String(path[path.length - 1]);
      if (typeof value !== 'string') return [];
      const problem = key.startsWith(APP_ARMOR)
        ? appArmor(key.slice(APP_ARMOR.length), value, template)
        : key === DELETION_COST
          ? deletionCost(value)
          : undefined;
      return problem === undefined ? [] : [refused(object, path, ...problem)];
    });
  });
}

type Problem = readonly [message: string, got: string, allowed?: string];

function appArmor(container: string, profile: string, { spec }: PodTemplate): Problem | undefined {
  const names = CONTAINER_LISTS.flatMap((list) => textMatches(spec, `${list}[].name`).map(({ value }) => value));
  if (!names.includes(container)) return ['names a container that the pod does not have', container, names.join(', ')];
  const isProfile = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  return isProfile
    ? undefined
    : ['is not an AppArmor profile', profile, 'runtime/default, unconfined, localhost/<name>'];
}

/** A whole number of 32 bits, without a plus sign or zeroes before it. */
function deletionCost(text: string): Problem | undefined {
  const number = Number(text);
  const isCost = /^(?:0|-?[1-9]\d*)$/.test(text) && number < INT32 && number >= -INT32;
  return isCost ? undefined : ['is not a whole number of 32 bits', text];
}
