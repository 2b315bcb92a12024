import { applyApplication } from './apply';
import { OamClusterState } from './cluster-state';
import { operatorImages } from './environment';
import { Findings, type OamFinding } from './finding';
import { translateMetricsBindings } from './metrics-binding';
import { admitPods, sharePrincipals } from './mesh';
import { isWrapper, unpackWrapper } from './multicluster';
import { GROUP, WORKLOAD_KIND } from './names';
import { Origins, type OamPart } from './origins';
import { kubeObject, nameOf, namespaceOf, type KubeObject, groupOf } from './object';
import { translateOciLogging } from './oci-logging';
import { annotatePods, annotateRestart } from './pod-metrics';
import { labelPods } from './pod-workload-label';
import { projectNamespaces, translateProject } from './projects';
import { warnAboutResult } from './result-warnings';
import { renderApplication } from './render';
import { warnOfUnusedComponents } from './unused-components';
import { translateIngressTrait } from './traits/ingress';
import { translateLoggingTrait } from './traits/logging';
import { translateManualScaler } from './traits/manual-scaler';
import { isMetricsTrait, translateMetricsTrait } from './traits/metrics';
import type { TranslatedComponent, Translation } from './translation';
import type { AppliedComponent } from './apply';
import { translateCoherence } from './workloads/coherence';
import { translateContainerized } from './workloads/containerized';
import { translateHelidon } from './workloads/helidon';
import { translateWebLogic } from './workloads/weblogic';
import type { JsonObject } from '../../values/json';

/** What is translated. */
export interface OamInput {
  /** Objects that are translated: ApplicationConfigurations, Components and what belongs to them. */
  readonly objects: readonly JsonObject[];
  /** Objects of the cluster that decide about names and ports. They are not part of the result. */
  readonly context?: readonly JsonObject[];
  /**
   * Whether what release 1.7.2 does by mistake is corrected, such as a trait without rules whose Gateway server has no hosts. Names
   * stay the same.
   * @default false
   */
  readonly corrected?: boolean;
}

/** What came of a translation. */
export interface OamTranslation {
  /** The objects that release 1.7.2 makes or changes. */
  readonly objects: readonly JsonObject[];
  /** What is wrong, or not as one would expect. */
  readonly findings: readonly OamFinding[];
  /** Objects and findings by the application that they came up with first, as `namespace/name`; empty text for all others. */
  readonly byApplication: ReadonlyMap<string, OamPart>;
}

/**
 * Translates OAM applications into the Kubernetes and Istio objects that the application operator of release 1.7.2 makes of them. What it
 * adds to running pods goes into the pod templates. Names stay.
 * @param input - what is translated
 * @returns the objects and the findings; where a finding is an error, the objects are what that release would make all the same
 */
export function translateOam({ objects, context = [], corrected = false }: OamInput): OamTranslation {
  const given = objects.map(kubeObject);
  const all = [...context.map(kubeObject), ...given];
  const state = new OamClusterState(all);
  const translation: Translation = { state, images: operatorImages(all), findings: new Findings(), corrected };
  const { findings } = translation;
  translateProjects(given, translation);
  const unpacked = given.filter(isWrapper).flatMap((each) => unpackWrapper(each, translation) ?? []);
  for (const each of given.filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1')) {
    translateOciLogging(each, translation);
  }
  const isUnpacked = (each: KubeObject): boolean =>
    unpacked.some((other) => nameOf(other) === nameOf(each) && namespaceOf(other) === namespaceOf(each));
  const applications = [...given.filter(isApplication).filter((each) => !isUnpacked(each)), ...unpacked].filter(
    (each) => state.get(GROUP.oam, each.kind, namespaceOf(each), nameOf(each)) !== undefined,
  );
  const origins = new Origins(state, findings);
  origins.assign(undefined);
  const ingressTraits = state.list(GROUP.verrazzano, 'IngressTrait');
  const components = applications.flatMap((application) => {
    warnNamespace(application, translation);
    const rendered = renderApplication(application, state, findings);
    const applied = rendered === undefined ? [] : applyApplication(rendered, state, ingressTraits, findings);
    origins.assign(application);
    return applied;
  });
  const translated = components.map((component) => {
    const workload = translateWorkload(component, translation);
    origins.assign(component.application);
    return workload;
  });
  for (const component of translated) {
    translateTraits(component, translation);
    origins.assign(component.application);
  }
  const admitted = translated
    .filter((component) => {
      const isAdmitted = admitPods(component, translation);
      origins.assign(component.application);
      return isAdmitted;
    })
    .map(({ application }) => namespaceOf(application));
  for (const project of state.list(GROUP.clusters, 'VerrazzanoProject')) {
    const namespaces = projectNamespaces(project);
    if (namespaces.some((each) => admitted.includes(each))) sharePrincipals(namespaces, translation);
  }
  labelPods(given, translation);
  translateMetricsBindings(given, translation);
  warnAboutResult(translation);
  warnOfUnusedComponents(given, all, findings);
  return { objects: state.result as readonly JsonObject[], findings: findings.all, byApplication: origins.parts };
}

/**
 * Why applications cannot be rendered by the OAM runtime, such as a parameter without value or a component that is missing.
 * @param input - what is translated
 * @returns findings by `namespace/name` of the application
 */
export function renderingFindings({ objects, context = [] }: OamInput): ReadonlyMap<string, readonly OamFinding[]> {
  const given = objects.map(kubeObject);
  const state = new OamClusterState([...context.map(kubeObject), ...given]);
  return new Map(
    given.filter(isApplication).map((application) => {
      const findings = new Findings();
      renderApplication(application, state, findings);
      return [`${namespaceOf(application)}/${nameOf(application)}`, findings.all] as const;
    }),
  );
}

function isApplication({ apiVersion, kind }: KubeObject): boolean {
  return kind === 'ApplicationConfiguration' && groupOf(apiVersion) === GROUP.oam;
}

function translateProjects(given: readonly KubeObject[], translation: Translation): void {
  const isProject = ({ apiVersion, kind }: KubeObject): boolean =>
    kind === 'VerrazzanoProject' && groupOf(apiVersion) === GROUP.clusters;
  // Of two that share a namespace admission takes the first.
  const wanted = given.filter(isProject);
  const isWanted = (each: KubeObject): boolean => wanted.some((other) => nameOf(other) === nameOf(each));
  const admitted = translation.state.list(GROUP.clusters, 'VerrazzanoProject').filter((each) => !isWanted(each));
  for (const project of wanted) if (translateProject(project, admitted, translation)) admitted.push(project);
}

function warnNamespace(application: KubeObject, { state, findings }: Translation): void {
  const namespace = namespaceOf(application);
  if (state.get('', 'Namespace', '', namespace) !== undefined) return;
  findings.add('warning', application, {
    what: 'is in a namespace that is not in the input; its pods are assumed to be outside of the mesh',
    got: namespace,
    fix: 'pass the Namespace with its labels as context',
  });
}

type WorkloadTranslation = (component: AppliedComponent, translation: Translation) => KubeObject[];

/** Workloads of OAM and Verrazzano, by group and kind. */
const WORKLOADS: Readonly<Record<string, WorkloadTranslation>> = {
  [`${GROUP.oam}/${WORKLOAD_KIND.containerized}`]: ({ workload }, translation) =>
    translateContainerized(workload, translation),
  [`${GROUP.verrazzano}/${WORKLOAD_KIND.helidon}`]: translateHelidon,
  [`${GROUP.verrazzano}/${WORKLOAD_KIND.coherence}`]: translateCoherence,
  [`${GROUP.verrazzano}/${WORKLOAD_KIND.weblogic}`]: translateWebLogic,
};

/** The controllers of release 1.7.2 leave this namespace alone. */
const SKIPPED = 'kube-system';

function translateWorkload(component: AppliedComponent, translation: Translation): TranslatedComponent {
  const { workload, hasWorkload } = component;
  const key = `${groupOf(workload.apiVersion)}/${workload.kind}`;
  const isSkipped = namespaceOf(workload) === SKIPPED && groupOf(workload.apiVersion) === GROUP.verrazzano;
  const translate = hasWorkload && !isSkipped && Object.hasOwn(WORKLOADS, key) ? WORKLOADS[key] : undefined;
  return { ...component, children: translate?.(component, translation) ?? [] };
}

function translateTraits(component: TranslatedComponent, translation: Translation): void {
  if (namespaceOf(component.application) === SKIPPED) return;
  annotateRestart(component, translation);
  for (const trait of component.applied) {
    if (isMetricsTrait(trait)) {
      const metrics = translateMetricsTrait(trait, component, translation);
      if (metrics !== undefined) annotatePods(component, metrics, translation);
    }
    if (trait.kind === 'ManualScalerTrait' && groupOf(trait.apiVersion) === GROUP.oam) {
      translateManualScaler(trait, component, translation);
    }
    if (groupOf(trait.apiVersion) !== GROUP.verrazzano) continue;
    if (trait.kind === 'LoggingTrait') translateLoggingTrait(trait, component, translation);
    if (trait.kind === 'IngressTrait') translateIngressTrait(trait, component, translation);
  }
}
