import { CONTAINER_LISTS } from '../../values/container-lists';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { Found } from '../finding';
import { matches, type Match } from '../walk';
import { refused } from './refused';

const OPTIONS = 'securityContext.windowsOptions';

/**
 * What the API server refuses in pods for Windows, whose processes may be those of the host. Source: validation of Kubernetes,
 * `validateWindowsHostProcessPod` and `validateOS`.
 * @param object - the object
 * @param pod - the specification of its pods
 * @param base - path of the specification
 */
export function windowsFindings(object: CheckedObject, pod: JsonObject, base: Path): Found[] {
  const containers = CONTAINER_LISTS.flatMap((list) => matches(pod, `${list}[]`, base));
  const options = [
    ...matches(pod, OPTIONS, base),
    ...containers.flatMap(({ value, path }) => matches(value, OPTIONS, path)),
  ];
  if (options.length === 0) return [];
  const isLinux = isJsonObject(pod.os) && pod.os.name === 'linux';
  return [
    ...(isLinux ? options.map(({ path }) => refused(object, path, 'is not for pods whose os is linux')) : []),
    ...hostProcesses(object, pod, containers, base),
  ];
}

function hostProcesses(object: CheckedObject, pod: JsonObject, containers: readonly Match[], base: Path): Found[] {
  const ofPod = hostProcess(pod);
  const own = containers.map(({ value, path }) => ({
    path,
    own: hostProcess(value),
    all: hostProcess(value) ?? ofPod ?? false,
  }));
  const found = own.flatMap(({ path, own: value }) =>
    value === undefined || ofPod === undefined || value === ofPod
      ? []
      : [
          refused(
            object,
            [...path, ...OPTIONS.split('.'), 'hostProcess'],
            'is not what the pod states',
            value,
            String(ofPod),
          ),
        ],
  );
  if (!own.some(({ all }) => all)) return found;
  if (!own.every(({ all }) => all)) {
    found.push(refused(object, base, 'has containers whose processes are those of the host, and others'));
  }
  if (pod.hostNetwork !== true) {
    const message = 'must be true where processes are those of the host';
    found.push(refused(object, [...base, 'hostNetwork'], message, pod.hostNetwork ?? false, 'true'));
  }
  return found;
}

function hostProcess(value: Match['value']): boolean | undefined {
  const [found] = matches(value, `${OPTIONS}.hostProcess`);
  return typeof found?.value === 'boolean' ? found.value : undefined;
}
