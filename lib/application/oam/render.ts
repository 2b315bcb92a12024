import type { OamClusterState } from './cluster-state';
import { dataSources, type DataSource } from './data-flow';
import type { Findings } from './finding';
import { GROUP, OAM_LABEL } from './names';
import {
  asText,
  annotationsOf,
  copyOf,
  fieldsAt,
  filledUp,
  groupOf,
  isFields,
  itemsAt,
  kubeObject,
  labelsOf,
  nameOf,
  namespaceOf,
  textAt,
  unlessEmpty,
  type Fields,
  type KubeObject,
} from './object';
import { applyParameters } from './parameters';
import { traitHash } from './trait-name';

/** A component of an application: the workload object and the trait objects that the OAM runtime renders of it. */
export interface RenderedComponent {
  /** Its entry in `spec.components`. */
  readonly entry: Fields;
  /** Name of the Component. */
  readonly component: string;
  /** Whether the entry names it by `componentName`, which the controllers of Verrazzano look for. */
  readonly isNamed: boolean;
  /** The workload object. */
  readonly workload: KubeObject;
  /** The trait objects, in the order of `traits`. */
  readonly traits: readonly RenderedTrait[];
}

/** A trait object and its entry in `traits`. */
interface RenderedTrait {
  /** Its entry in `traits`. */
  readonly entry: Fields;
  /** The trait object. */
  readonly object: KubeObject;
}

/** A rendered application. */
export interface RenderedApplication {
  /** The ApplicationConfiguration. */
  readonly application: KubeObject;
  /** Its components. */
  readonly components: readonly RenderedComponent[];
  /** Data outputs, by name. */
  readonly sources: ReadonlyMap<string, DataSource>;
}

const METRICS_TRAIT = { apiVersion: 'oam.verrazzano.io/v1alpha1', kind: 'MetricsTrait' };

/** Traits whose definition has `workloadRefPath: spec.workloadRef`. */
const REFERRING: ReadonlySet<string> = new Set([
  'oam.verrazzano.io/IngressTrait',
  'oam.verrazzano.io/MetricsTrait',
  'oam.verrazzano.io/LoggingTrait',
  'core.oam.dev/ManualScalerTrait',
]);

/** Whether a trait is one of those that refer to their workload. */
export function isReferring({ apiVersion, kind }: KubeObject): boolean {
  return REFERRING.has(`${apiVersion.split('/')[0] ?? ''}/${kind}`);
}

/**
 * Renders an ApplicationConfiguration as the OAM runtime does: all of it, or nothing. Each component that has no MetricsTrait gets
 * one, as the webhook of release 1.7.2 does.
 * @param application - the ApplicationConfiguration
 * @param state - the cluster, which holds the Components
 * @param findings - where problems go
 * @returns nothing when it cannot be rendered
 */
export function renderApplication(
  application: KubeObject,
  state: OamClusterState,
  findings: Findings,
): RenderedApplication | undefined {
  const components = itemsAt(application, 'spec', 'components').map((entry) =>
    renderComponent(withDefaultTrait(entry), application, state, findings),
  );
  const all = components.filter((each) => each !== undefined);
  const scopes = all.flatMap(({ entry }) => missingScopes(entry, application, state));
  for (const got of scopes) {
    findings.add('error', application, {
      what: 'names a scope that is not in the input',
      got,
      fix: 'pass the scope with the files',
    });
  }
  if (all.length < components.length || scopes.length > 0) return undefined;
  const sources = new Map(
    all.flatMap(({ entry, workload, traits }) => [
      ...traits.flatMap((trait) => dataSources(trait.entry, trait.object)),
      ...dataSources(entry, workload),
    ]),
  );
  const unknown = all
    .flatMap(({ entry, traits }) => [entry, ...traits.map((trait) => trait.entry)])
    .flatMap((entry) => itemsAt(entry, 'dataInputs'))
    .map((input) => textAt(input, 'valueFrom', 'dataOutputName') ?? '')
    .find((name) => !sources.has(name));
  if (unknown === undefined) return { application, components: all, sources };
  findings.add('error', application, {
    what: 'takes a data output that no component has',
    got: unknown,
    fix: 'correct dataInputs',
  });
  return undefined;
}

function missingScopes(entry: Fields, application: KubeObject, state: OamClusterState): string[] {
  return itemsAt(entry, 'scopes')
    .map((each) => fieldsAt(each, 'scopeRef'))
    .filter(({ apiVersion, kind, name }) => {
      const group = groupOf(typeof apiVersion === 'string' ? apiVersion : '');
      return state.get(group, asText(kind), namespaceOf(application), asText(name)) === undefined;
    })
    .map(({ kind, name }) => `${asText(kind)} ${asText(name)}`);
}

function withDefaultTrait(entry: Fields): Fields {
  const isMetrics = ({ trait }: Fields): boolean =>
    isFields(trait) && trait.apiVersion === METRICS_TRAIT.apiVersion && trait.kind === METRICS_TRAIT.kind;
  const traits = itemsAt(entry, 'traits');
  return traits.some(isMetrics) ? entry : { ...entry, traits: [...traits, { trait: { ...METRICS_TRAIT } }] };
}

function renderComponent(
  entry: Fields,
  application: KubeObject,
  state: OamClusterState,
  findings: Findings,
): RenderedComponent | undefined {
  const found = componentOf(entry, application, state, findings);
  if (found === undefined) return undefined;
  const { component, revision, spec } = found;
  const problem = (what: string, fix: string, got = component): undefined => {
    findings.add('error', application, { what, got, fix });
    return undefined;
  };
  if (!isFields(spec.workload)) return problem('names a Component without workload', 'add spec.workload to it');
  const raw = copyOf(spec.workload);
  const problems = applyParameters(raw, spec, itemsAt(entry, 'parameterValues'));
  for (const { what, fix, got } of problems) problem(what, fix, `${component}: ${got}`);
  if (problems.length > 0) return undefined;
  const namespace = namespaceOf(application);
  const labels = {
    [OAM_LABEL.app]: nameOf(application),
    [OAM_LABEL.component]: component,
    [OAM_LABEL.revision]: revision,
    [OAM_LABEL.resourceType]: 'WORKLOAD',
  };
  const workload = labelled(kubeObject(raw), labels, application, namespace);
  if (nameOf(workload) === '') workload.metadata.name = component;
  const workloadRef = { apiVersion: workload.apiVersion, kind: workload.kind, name: nameOf(workload) };
  const traits = itemsAt(entry, 'traits').map((traitEntry): RenderedTrait => {
    const object = kubeObject(fieldsAt(traitEntry, 'trait'));
    if (nameOf(object) === '') object.metadata.name = traitName(traitEntry, object, component, application);
    labelled(object, { ...labels, [OAM_LABEL.resourceType]: 'TRAIT' }, application, namespace);
    if (isReferring(object)) object.spec = { ...fieldsAt(object, 'spec'), workloadRef };
    return { entry: traitEntry, object };
  });
  return { entry, component, isNamed: entry.componentName === component, workload, traits };
}

/** Labels of the runtime win over the object's own, and these over those of the application. */
function labelled(
  object: KubeObject,
  labels: Readonly<Record<string, string>>,
  application: KubeObject,
  namespace: string,
): KubeObject {
  object.metadata.labels = { ...labelsOf(application), ...labelsOf(object), ...labels };
  const annotations = unlessEmpty(filledUp(annotationsOf(object), annotationsOf(application)));
  if (annotations !== undefined) object.metadata.annotations = annotations;
  object.metadata.namespace = namespace;
  delete object.status;
  return object;
}

/** A name that the status of a live application has for a trait of this kind is kept. */
function traitName(entry: Fields, trait: KubeObject, component: string, application: KubeObject): string {
  const known = itemsAt(application, 'status', 'workloads')
    .filter(({ componentName }) => componentName === component)
    .flatMap((workload) => itemsAt(workload, 'traits').map((each) => fieldsAt(each, 'traitRef')))
    .filter(({ apiVersion, kind }) => apiVersion === trait.apiVersion && kind === trait.kind)
    .map((reference) => textAt(reference, 'name'))
    .filter((name) => name !== undefined && name !== '');
  return known.at(-1) ?? `${component}-trait-${traitHash(entry)}`;
}

interface FoundComponent {
  readonly component: string;
  readonly revision: string;
  readonly spec: Fields;
}

function componentOf(
  entry: Fields,
  application: KubeObject,
  state: OamClusterState,
  findings: Findings,
): FoundComponent | undefined {
  const namespace = namespaceOf(application);
  const revisionName = textAt(entry, 'revisionName') ?? '';
  const component = componentNamed(entry);
  const live = state.get(GROUP.oam, 'Component', namespace, component);
  const latest =
    live === undefined ? undefined : (textAt(live, 'status', 'latestRevision', 'name') ?? `${component}-v1`);
  const revision = revisionName === '' ? latest : revisionName;
  if (live !== undefined && revision === latest)
    return { component, revision: latest ?? '', spec: fieldsAt(live, 'spec') };
  const stored = state.get('apps', 'ControllerRevision', namespace, revisionName);
  if (stored !== undefined) return { component, revision: revisionName, spec: fieldsAt(stored, 'data', 'spec') };
  findings.add('error', application, {
    what:
      revisionName === '' ? 'names a Component that is not in the input' : 'names a revision that is not in the input',
    got: revisionName === '' ? component : revisionName,
    fix: `pass the ${revisionName === '' ? 'Component' : 'ControllerRevision'} of namespace ${namespace} with the files`,
  });
  return undefined;
}

/** The revision name without its last part, as the runtime takes it apart. */
/**
 * Name of the Component that an entry of an application is of, which it names itself or by a revision.
 * @param entry - the entry
 */
export function componentNamed(entry: Fields): string {
  const revision = textAt(entry, 'revisionName') ?? '';
  return revision === '' ? (textAt(entry, 'componentName') ?? '') : componentOfRevision(revision);
}

function componentOfRevision(revision: string): string {
  return revision.split('-').slice(0, -1).join('-');
}
