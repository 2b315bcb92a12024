import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { CONTAINER_LISTS } from '../../values/container-lists';
import type { Path } from '../../values/path';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { nativePodTemplateOf } from '../pods';
import { matches } from '../walk';

/**
 * Containers that run as root and must not: the API server takes them, and the kubelet does not start them. What a container states comes before
 * what its pod states. Source: "Configure a Security Context" of Kubernetes; `pkg/kubelet/kuberuntime/security_context.go`.
 */
export function podUserFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    const { spec, path } = template;
    const base: Path = [...path, 'spec'];
    return CONTAINER_LISTS.flatMap((list) => matches(spec, `${list}[]`, base)).flatMap((container): Found[] => {
      const own = contextOf(container.value);
      const [user, at] = stated('runAsUser', own, container.path, contextOf(spec), base);
      const [nonRoot] = stated('runAsNonRoot', own, container.path, contextOf(spec), base);
      if (user !== 0 || nonRoot !== true) return [];
      return [
        {
          rule: 'invalid-value',
          severity: 'warning',
          at: object,
          path: at,
          message: 'is root, while runAsNonRoot is true: the kubelet does not start the container',
          got: 0,
          fix: 'state another user, or leave runAsNonRoot out',
        },
      ];
    });
  });
}

function contextOf(value: JsonValue | undefined): JsonObject {
  const context = isJsonObject(value) ? value.securityContext : undefined;
  return isJsonObject(context) ? context : {};
}

/** A setting of a container, or else of its pod, and where it is. */
function stated(
  field: string,
  own: JsonObject,
  ownPath: Path,
  ofPod: JsonObject,
  podPath: Path,
): readonly [JsonValue | undefined, Path] {
  const isOwn = (own[field] ?? null) !== null;
  const [context, path] = isOwn ? [own, ownPath] : [ofPod, podPath];
  return [context[field], [...path, 'securityContext', field]];
}
