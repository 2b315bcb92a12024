import type { Expansion } from '../../../connectivity';
import {
  groupOf,
  kindOf,
  listAt,
  nameOf,
  namespaceOf,
  objectAt,
  textAt,
  textsAt,
} from '../../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../../values/json';
import { madeWorkload } from './made-workload';

const OAM = 'core.oam.dev';

/**
 * OAM applications and their workloads. The label with the UID of the workload, which upstream adds, is not known before it runs; an
 * application with values for parameters is not rendered. Source: `pkg/controller/v1alpha2` of oam-kubernetes-runtime and
 * `controllers/helidonworkload` of Verrazzano's application operator.
 */
export const OAM_KINDS: readonly Expansion[] = [
  {
    group: OAM,
    kind: 'ApplicationConfiguration',
    // Its Components bring the workloads.
    objectsOf: (application, objects) => (componentsOf(application, objects) === undefined ? undefined : []),
  },
  { group: OAM, kind: 'Component', objectsOf: workloadsOf },
  { group: OAM, kind: 'ContainerizedWorkload', objectsOf: (workload) => [deploymentOfContainers(workload)] },
  { group: 'oam.verrazzano.io', kind: 'VerrazzanoHelidonWorkload', objectsOf: deploymentOfHelidon },
];

/** The Components of an application; nothing when one is missing, or has values for parameters. */
function componentsOf(application: JsonObject, objects: readonly JsonObject[]): readonly JsonObject[] | undefined {
  const named = listAt(application, 'spec', 'components');
  const found = named.map((entry) =>
    objects.find(
      (object) =>
        isOam(object, 'Component') &&
        namespaceOf(object) === namespaceOf(application) &&
        nameOf(object) === componentName(entry) &&
        listAt(entry, 'parameterValues').length === 0,
    ),
  );
  const components = found.filter((each) => each !== undefined);
  return components.length === named.length ? components : undefined;
}

/** One workload for each application that has the Component; nothing when none does. */
function workloadsOf(component: JsonObject, objects: readonly JsonObject[]): readonly JsonObject[] | undefined {
  const applications = objects.filter(
    (object) =>
      isOam(object, 'ApplicationConfiguration') &&
      namespaceOf(object) === namespaceOf(component) &&
      listAt(object, 'spec', 'components').some((entry) => componentName(entry) === nameOf(component)),
  );
  if (applications.length === 0) return undefined;
  if (applications.some((application) => componentsOf(application, objects)?.includes(component) !== true)) {
    return undefined;
  }
  return applications.map((application) => workloadOf(component, application));
}

function workloadOf(component: JsonObject, application: JsonObject): JsonObject {
  const workload = objectAt(component, 'spec', 'workload');
  const labels = {
    ...textsAt(application, 'metadata', 'labels'),
    ...textsAt(workload, 'metadata', 'labels'),
    'app.oam.dev/name': nameOf(application),
    'app.oam.dev/component': nameOf(component),
    'app.oam.dev/resourceType': 'WORKLOAD',
  };
  const name = textAt(workload, 'metadata', 'name') ?? nameOf(component);
  return {
    ...workload,
    metadata: { ...objectAt(workload, 'metadata'), name, namespace: namespaceOf(application), labels },
  };
}

/** Pods have the labels of the workload; ports are written as those of containers are. */
function deploymentOfContainers(workload: JsonObject): JsonObject {
  return madeWorkload(withoutAnnotations(workload), {
    kind: 'Deployment',
    name: nameOf(workload),
    labels: textsAt(workload, 'metadata', 'labels'),
    pod: { containers: [...listAt(workload, 'spec', 'containers')] },
  });
}

/** Pods have the labels of the selector, and those of the workload for free keys; the metadata of the template does not reach them. */
function deploymentOfHelidon(workload: JsonObject): readonly JsonObject[] | undefined {
  const template = objectAt(workload, 'spec', 'deploymentTemplate');
  const name = textAt(template, 'metadata', 'name');
  // Without a name nothing is made.
  if (name === undefined) return undefined;
  const labels = {
    ...textsAt(workload, 'metadata', 'labels'),
    ...textsAt(template, 'selector', 'matchLabels'),
  };
  const pod = objectAt(template, 'podSpec');
  return [madeWorkload(withoutAnnotations(workload), { kind: 'Deployment', name, labels, pod })];
}

function withoutAnnotations(object: JsonObject): JsonObject {
  return { metadata: { namespace: namespaceOf(object) } };
}

function isOam(object: JsonObject, kind: string): boolean {
  return kindOf(object) === kind && groupOf(object) === OAM;
}

/** The name of the Component, also where a revision of it is named: `name-v1`. */
function componentName(entry: JsonValue): string | undefined {
  return textAt(entry, 'componentName') ?? textAt(entry, 'revisionName')?.replace(/-[^-]*$/, '');
}
