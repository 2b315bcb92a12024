import { isChangedByInjector, PROXY_CONTAINER } from '../../connectivity/injection';
import { textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { CONTAINER_LISTS } from '../../values/container-lists';
import { DATAPLANE_LABEL, INJECT, INJECTION_LABEL, REVISION_LABEL } from '../../values/injection-labels';
import { nearest } from '../../values/nearest';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { nativePodTemplateOf, type PodTemplate } from '../pods';
import { matches } from '../walk';
import { POD_ANNOTATIONS } from './istio-annotations';

/** The user of the sidecar, whose traffic it does not take. Source: Istio, `pkg/config/constants`, `DefaultSidecarUID`. */
const SIDECAR_USER = 1337;

/** The image for which the injection writes that of the sidecar. Source: documentation of Istio, "Installing Gateways". */
const AUTO_IMAGE = 'auto';

/** What Istio does not read where it is, and pods that its sidecars do not serve. */
export function meshPodFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    if (object.group === '' && object.kind === 'Namespace') return [...injectionLabels(object), ...misplaced(object)];
    if (object.group === '' && object.kind === 'Service') return misplaced(object);
    const template = nativePodTemplateOf(object);
    if (template === undefined) return [];
    return [
      ...(template.path.length === 0 ? [] : misplaced(object, template)),
      ...unknownAnnotations(object, template),
      ...injectedPods(object, template, context),
    ];
  });
}

/**
 * Labels of a namespace beside the injection that comes before them. Source: Istio, `manifests/charts/istio-control/istio-discovery`, the selectors
 * of the webhooks, and the documentation of the ambient mode.
 */
function injectionLabels(namespace: CheckedObject): Found[] {
  const labels = textsAt(namespace.object, 'metadata', 'labels');
  if (labels[INJECTION_LABEL] !== 'enabled') return [];
  const others = [REVISION_LABEL, ...(labels[DATAPLANE_LABEL] === 'ambient' ? [DATAPLANE_LABEL] : [])];
  return others
    .filter((key) => labels[key] !== undefined)
    .map((key) =>
      noEffect(
        namespace,
        ['metadata', 'labels', key],
        `is not read beside ${INJECTION_LABEL}: enabled`,
        labels[key],
        'remove one of the two labels',
      ),
    );
}

/** Annotations of pods at an object that is none, unless its pods have them, too. */
function misplaced(object: CheckedObject, template?: PodTemplate): Found[] {
  const own = textsAt(template?.pod, 'metadata', 'annotations');
  const fix = template === undefined ? 'move it to the pods' : `move it to ${[...template.path, 'metadata'].join('.')}`;
  const labels = textsAt(object.object, 'metadata', 'labels');
  const isLabelLost = template !== undefined && labels[INJECT] !== undefined && template.labels[INJECT] === undefined;
  return [
    ...Object.entries(annotationsOf(object.object))
      .filter(([key]) => isPodAnnotation(key) && own[key] === undefined)
      .map(([key, value]) => noEffect(object, ['metadata', 'annotations', key], 'is read at pods alone', value, fix)),
    ...(isLabelLost
      ? [noEffect(object, ['metadata', 'labels', INJECT], 'is read at pods alone', labels[INJECT], fix)]
      : []),
  ];
}

function isPodAnnotation(key: string): boolean {
  const [prefix = '', name = ''] = key.split('/');
  return Object.hasOwn(POD_ANNOTATIONS, prefix) && POD_ANNOTATIONS[prefix]?.includes(name) === true;
}

/** Names of annotations of Istio with a slip. Others that are not known may be those of a newer release. */
function unknownAnnotations(object: CheckedObject, { pod, path }: PodTemplate): Found[] {
  return Object.entries(textsAt(pod, 'metadata', 'annotations')).flatMap(([key, value]): Found[] => {
    const [prefix = '', name = ''] = key.split('/');
    const names = Object.hasOwn(POD_ANNOTATIONS, prefix) ? (POD_ANNOTATIONS[prefix] ?? []) : [];
    const meant = names.includes(name) ? undefined : nearest(name, names, Math.max(1, Math.floor(name.length / 5)));
    if (meant === undefined) return [];
    const at = [...path, 'metadata', 'annotations', key];
    const found = noEffect(object, at, 'is no annotation of Istio', value, 'correct its name, or remove it');
    return [{ ...found, allowed: `${prefix}/${meant}` }];
  });
}

/** Containers that do not work as pods of the mesh, or only as such. Source: Istio, `pkg/config/analysis/analyzers/deployment` and `injection`. */
function injectedPods(object: CheckedObject, template: PodTemplate, context: CheckContext): Found[] {
  const containers = CONTAINER_LISTS.flatMap((list) => matches(template.spec, `${list}[]`, [...template.path, 'spec']));
  const autos = containers.filter(({ value }) => textAt(value, 'image') === AUTO_IMAGE);
  const users = [
    { value: template.spec, path: [...template.path, 'spec'] },
    ...containers.filter(({ value }) => textAt(value, 'name') !== PROXY_CONTAINER),
  ].filter(({ value }) => valueAt(value, 'securityContext', 'runAsUser') === SIDECAR_USER);
  // Most pods have neither.
  if (autos.length + users.length === 0) return [];
  const isMeshed = isInjected(object, template, context);
  if (isMeshed === false) {
    const message = 'is an image only where Istio injects its sidecar, which it does not do here';
    const fix = 'label the namespace or the pods for injection, or name an image';
    return autos.map(({ path }): Found => {
      const at = [...path, 'image'];
      return { rule: 'invalid-image', severity: 'error', at: object, path: at, message, got: AUTO_IMAGE, fix };
    });
  }
  if (isMeshed !== true) return [];
  return users.map(({ path }) =>
    noEffect(
      object,
      [...path, 'securityContext', 'runAsUser'],
      'is the user of the sidecar, which takes none of its traffic: neither mutual TLS nor policies hold for it',
      SIDECAR_USER,
      'run as another user',
    ),
  );
}

/** Whether Istio injects into a pod; undefined where its namespace is not known. */
function isInjected(
  { scope, namespace = '' }: CheckedObject,
  { pod }: PodTemplate,
  { inventory }: CheckContext,
): boolean | undefined {
  const [found] = inventory.named(scope, '', 'Namespace', undefined, namespace);
  const isKnown = found?.uncertain === undefined;
  const labelled = (labels: Readonly<Record<string, string>>): boolean =>
    isChangedByInjector(pod, { namespace, labels, never: [] });
  if (found !== undefined && isKnown) return labelled(textsAt(found.object, 'metadata', 'labels'));
  // What holds with and without the label of the namespace probably holds.
  const [enabled, none] = [labelled({ [INJECTION_LABEL]: 'enabled' }), labelled({})];
  return enabled === none ? enabled : undefined;
}

function noEffect(at: CheckedObject, path: Path, message: string, got: Found['got'], fix: string): Found {
  return { rule: 'no-effect', severity: 'warning', at, path, message, ...(got !== undefined && { got }), fix };
}
