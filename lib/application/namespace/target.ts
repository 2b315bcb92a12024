import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { podTemplate } from '../oam/pods';
import {
  itemsAt,
  kubeObject,
  nameOf,
  numberAt,
  textAt,
  textsAt,
  valueAt,
  type Fields,
  type KubeObject,
} from '../oam/object';
import type { JsonObject } from '../../values/json';
import { POD_TEMPLATE_PATHS, podTemplatePath } from '../../values/pod-template-path';
import { Pods } from '../../values/pods';
import { NAMESPACE_NAME } from '../../values/names';

/**
 * What traffic is about: pods by labels; or a construct with workloads, such as a Deployment, StatefulSet, DaemonSet or Service of
 * cdk8s-plus, an `ApiObject`, a Chart, or a component of an OAM application. A construct is read when the app is synthesized.
 */
export type ApplicationTarget = Pods | IConstruct;

/** A port of pods. */
export interface TargetPort {
  /** Number. */
  readonly port: number;
  /** Its name, if it has one. */
  readonly name?: string;
}

/** Pods that are one end of traffic. */
export interface TargetPods {
  /** Name for objects that are made of it. */
  readonly name: string;
  /** Namespace; undefined where the construct does not state one, and for pods of several namespaces. */
  readonly namespace: string | undefined;
  /** Labels of their namespaces, where no namespace is named. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Labels that select them. */
  readonly selector: Readonly<Record<string, string>>;
  /** All their labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of their containers. */
  readonly ports: readonly TargetPort[];
  /** Service account; undefined where it is not known. */
  readonly serviceAccount: string | undefined;
}

/** A Service, as far as routing asks for it. */
export interface TargetService {
  /** Name. */
  readonly name: string;
  /** Selector. */
  readonly selector: Readonly<Record<string, string>>;
  /** Ports: that of the Service, and that of the pods. */
  readonly ports: ReadonlyArray<TargetPort & { readonly targetPort: number | string }>;
}

/** What gives pods without being read, as a component of an OAM application does. */
export interface PodsProvider extends IConstruct {
  /** Its pods. */
  readonly targetPods: TargetPods;
}

const PROVIDER = Symbol.for('cdk8s-verrazzano.PodsProvider');

/** Marks a construct, so that {@link podsOf} asks it. */
export function markPodsProvider(provider: PodsProvider): void {
  Object.defineProperty(provider, PROVIDER, { value: true });
}

/**
 * The objects of a construct as JSON, without those that are derived.
 * @param construct - the construct
 */
export function objectsOf(construct: IConstruct): KubeObject[] {
  if (ApiObject.isApiObject(construct)) {
    const object = kubeObject(construct.toJson() as JsonObject);
    object.metadata.namespace ??= construct.chart.namespace;
    return [object];
  }
  return construct.node.children.flatMap(objectsOf);
}

/**
 * The pods of a target, and of those that its Services select.
 * @param target - the target
 * @param around - objects beside it, among which pods of Services are found
 */
export function podsOf(target: ApplicationTarget, around: readonly KubeObject[]): readonly TargetPods[] {
  if (target instanceof Pods) return [podsByLabels(target)];
  if (PROVIDER in target) return [(target as unknown as PodsProvider).targetPods];
  const objects = objectsOf(target);
  const own = objects.flatMap(workloadPods);
  const selected = objects
    .filter(({ kind }) => kind === 'Service')
    .flatMap((service) => selectedBy(textsAt(service, 'spec', 'selector'), around));
  return [...own, ...selected].filter(
    (each, index, all) => all.findIndex((other) => isSamePods(each, other)) === index,
  );
}

/** A namespace that is not stated is that of the Chart, whatever that is. */
function isSamePods(one: TargetPods, other: TargetPods): boolean {
  const isNamespace = one.namespace === other.namespace || one.namespace === undefined || other.namespace === undefined;
  return one.name === other.name && isNamespace;
}

/**
 * The Services of a target: its own, and those that select its pods.
 * @param target - the target
 * @param around - objects beside it
 */
export function servicesOf(target: ApplicationTarget, around: readonly KubeObject[]): readonly TargetService[] {
  const own =
    target instanceof Pods || PROVIDER in target ? [] : objectsOf(target).filter(({ kind }) => kind === 'Service');
  if (own.length > 0) return own.map(serviceOf);
  const pods = podsOf(target, around);
  return around
    .filter(({ kind }) => kind === 'Service')
    .map(serviceOf)
    .filter(({ selector }) => Object.keys(selector).length > 0 && pods.some(({ labels }) => matches(selector, labels)));
}

/** Whether labels have everything that a selector asks for. */
function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function podsByLabels({ namespaceLabels, labels, ports }: Pods): TargetPods {
  const { [NAMESPACE_NAME]: namespace, ...others } = namespaceLabels;
  const name = Object.values(labels)[0] ?? namespace ?? 'pods';
  return {
    name:
      name
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'pods',
    namespace: Object.keys(others).length === 0 ? namespace : undefined,
    namespaceLabels,
    selector: labels,
    labels,
    ports: ports.map((port) => ({ port })),
    serviceAccount: undefined,
  };
}

function workloadPods(object: KubeObject): TargetPods[] {
  const template = podTemplate(object);
  if (template === undefined || object.kind === 'Pod')
    return template === undefined ? [] : [podOf(object, template.labels)];
  const selector = textsAt(object, 'spec', 'selector', 'matchLabels');
  return [
    {
      ...podOf(object, template.labels),
      selector: Object.keys(selector).length > 0 ? selector : template.labels,
      serviceAccount: template.serviceAccount === '' ? 'default' : template.serviceAccount,
    },
  ];
}

function podOf(object: KubeObject, labels: Readonly<Record<string, string>>): TargetPods {
  const spec = podSpec(object);
  const account = textAt(spec, 'serviceAccountName') ?? '';
  return {
    name: nameOf(object),
    namespace: textAt(object, 'metadata', 'namespace'),
    namespaceLabels: {},
    selector: labels,
    labels,
    ports: portsIn(spec),
    serviceAccount: account === '' ? 'default' : account,
  };
}

/** Ports of the pods of a workload; those of Coherence are in its own list. */
export function portsOfPods(object: KubeObject): readonly TargetPort[] {
  if (object.kind !== 'Coherence') return portsIn(podSpec(object));
  return itemsAt(object, 'spec', 'ports').flatMap((each) => portOf({ ...each, containerPort: each.port }));
}

function portsIn(spec: Fields[string]): TargetPort[] {
  return itemsAt(spec, 'containers').flatMap((container) => itemsAt(container, 'ports').flatMap(portOf));
}

function podSpec(object: KubeObject): Fields[string] {
  return valueAt(object, ...(podTemplatePath(object.kind) ?? POD_TEMPLATE_PATHS.Deployment), 'spec');
}

function portOf(port: Fields): TargetPort[] {
  const [number, name] = [numberAt(port, 'containerPort'), textAt(port, 'name')];
  return number === undefined ? [] : [{ port: number, ...(name !== undefined && { name }) }];
}

function selectedBy(selector: Readonly<Record<string, string>>, around: readonly KubeObject[]): TargetPods[] {
  if (Object.keys(selector).length === 0) return [];
  return around.flatMap(workloadPods).filter(({ labels }) => matches(selector, labels));
}

function serviceOf(service: KubeObject): TargetService {
  return {
    name: nameOf(service),
    selector: textsAt(service, 'spec', 'selector'),
    ports: itemsAt(service, 'spec', 'ports').flatMap((port) => {
      const [number, name] = [numberAt(port, 'port'), textAt(port, 'name')];
      const target = port.targetPort;
      if (number === undefined) return [];
      const targetPort = typeof target === 'number' || typeof target === 'string' ? target : number;
      return [{ port: number, targetPort, ...(name !== undefined && { name }) }];
    }),
  };
}
