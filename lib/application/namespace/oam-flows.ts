import { coherenceOperator, weblogicOperator } from '../../components';
import type { JsonObject } from '../../values/json';
import type { TranslatedApplication } from '../cluster-translation';
import { OAM_LABEL } from '../oam/names';
import { itemsAt, kubeObject, labelsOf, nameOf, numberAt, textAt, textsAt, type KubeObject } from '../oam/object';
import { podTemplate } from '../oam/pods';
import { INGRESS_GATEWAY, platformPods, PROMETHEUS, type ApplicationFlow } from './flows';
import { portsOfPods, type TargetPods } from './target';

/** Selectors with these keys hold uids, which only a cluster knows; the labels of OAM select the same pods. */
const UID_KEY = /(?:oam\.verrazzano\.io|oam\.crossplane\.io)$/;

const METRICS_PORT = /^verrazzano\.io\/metricsPort\d*$/;

/** Port of the WebLogic Monitoring Exporter, which the WebLogic operator runs as a sidecar. */
const EXPORTER_PORT = 8080;

/** Kinds whose operators talk to the pods, and whose pods talk to each other. */
const OPERATORS = {
  Coherence: platformPods(coherenceOperator, 'coherence-operator'),
  Domain: platformPods(weblogicOperator, 'weblogic-operator'),
} as const;

/**
 * The pods of a component of an application.
 * @param application - the application
 * @param component - name of the component
 */
export function componentPods(application: TranslatedApplication, component: string): TargetPods {
  const { applicationName, namespace } = application;
  const selector = { [OAM_LABEL.app]: applicationName, [OAM_LABEL.component]: component };
  const workloads = workloadsIn(application).filter((each) => componentOf(each) === component);
  const accounts = workloads.map((each) => podTemplate(each)?.serviceAccount ?? '').filter((account) => account !== '');
  return {
    name: `${applicationName}-${component}`,
    namespace,
    namespaceLabels: {},
    selector,
    labels: selector,
    ports: workloads.flatMap(portsOfPods),
    serviceAccount: accounts[0] ?? 'default',
  };
}

/**
 * Flows into the pods of an application that follow from its traits: from the ingress gateway to what its routes lead to, from
 * Prometheus to its metrics, and for Coherence and WebLogic from their operators and among their pods.
 * @param application - the application
 */
export function oamFlows(application: TranslatedApplication): readonly ApplicationFlow[] {
  const workloads = workloadsIn(application);
  return [...routedFlows(application), ...workloads.flatMap((each) => workloadFlows(each, application))];
}

function routedFlows(application: TranslatedApplication): ApplicationFlow[] {
  return routesOf(application).flatMap(({ host, port, service }): ApplicationFlow[] => {
    if (service === undefined) return operatorsService(host, port, application);
    const to = servedPods(service, application);
    const ports = itemsAt(service, 'spec', 'ports')
      .filter((each) => port === undefined || each.port === port)
      .flatMap(({ port: own, targetPort }) => podPorts(targetPort ?? own, to));
    return [{ from: { kind: 'pods', pods: INGRESS_GATEWAY }, to, ports, reason: 'requests of clients' }];
  });
}

/**
 * Services of the namespace that routes of an application lead to and of which nothing is known, so that no flow opens their pods.
 * @param application - the application
 */
export function unknownDestinations(application: TranslatedApplication): readonly string[] {
  return routesOf(application)
    .filter(({ host, port, service }) => {
      const isKnown = service !== undefined || operatorsService(host, port, application).length > 0;
      return !isKnown && host !== '' && !host.includes('.');
    })
    .map(({ host }) => host);
}

interface Route {
  readonly host: string;
  readonly port: number | undefined;
  readonly service: KubeObject | undefined;
}

function routesOf(application: TranslatedApplication): readonly Route[] {
  const objects = [...application.context, ...application.kubernetesManifests].map(kubeObject);
  const services = objects.filter(({ kind }) => kind === 'Service');
  return objects
    .filter(({ kind }) => kind === 'VirtualService')
    .flatMap((each) => itemsAt(each, 'spec', 'http').flatMap((http) => itemsAt(http, 'route')))
    .map((route) => {
      const host = textAt(route, 'destination', 'host') ?? '';
      const port = numberAt(route, 'destination', 'port', 'number');
      return { host, port, service: services.find((each) => nameOf(each) === host) };
    });
}

/** A Service that an operator makes is named after its object; its ports are those of the pods. */
function operatorsService(
  host: string,
  port: number | undefined,
  application: TranslatedApplication,
): ApplicationFlow[] {
  const owner = workloadsIn(application).find(
    (each) =>
      Object.hasOwn(OPERATORS, each.kind) && host.startsWith(`${textAt(each, 'spec', 'domainUID') ?? nameOf(each)}-`),
  );
  const component = owner === undefined ? undefined : componentOf(owner);
  if (component === undefined || port === undefined) return [];
  const to = componentPods(application, component);
  return [{ from: { kind: 'pods', pods: INGRESS_GATEWAY }, to, ports: [port], reason: 'requests of clients' }];
}

/** A name of a port stands for the ports of the pods that have it. */
function podPorts(targetPort: unknown, to: TargetPods): number[] {
  if (typeof targetPort === 'number') return [targetPort];
  return to.ports.filter(({ name }) => name === targetPort).map(({ port }) => port);
}

function servedPods(service: KubeObject, application: TranslatedApplication): TargetPods {
  const selector = textsAt(service, 'spec', 'selector');
  const component = labelsOf(service)[OAM_LABEL.component];
  if (component !== undefined && Object.keys(selector).some((key) => UID_KEY.test(key))) {
    return componentPods(application, component);
  }
  const pods = workloadsIn(application).find((each) => {
    const labels = podTemplate(each)?.labels ?? {};
    return Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
  return {
    name: nameOf(service),
    namespace: application.namespace,
    namespaceLabels: {},
    selector,
    labels: selector,
    ports: pods === undefined ? [] : portsOfPods(pods),
    serviceAccount: undefined,
  };
}

function workloadFlows(workload: KubeObject, application: TranslatedApplication): ApplicationFlow[] {
  const component = componentOf(workload);
  if (component === undefined) return [];
  const to = componentPods(application, component);
  const annotated = Object.entries(podTemplate(workload)?.annotations ?? {})
    .filter(([key]) => METRICS_PORT.test(key))
    .map(([, value]) => Number(value));
  const metrics = workload.kind === 'Domain' ? [EXPORTER_PORT] : annotated;
  const scraped: ApplicationFlow[] =
    metrics.length === 0
      ? []
      : [{ from: { kind: 'pods', pods: PROMETHEUS }, to, ports: [...new Set(metrics)], reason: 'metrics' }];
  const operator = Object.hasOwn(OPERATORS, workload.kind)
    ? OPERATORS[workload.kind as keyof typeof OPERATORS]
    : undefined;
  if (operator === undefined) return scraped;
  return [
    ...scraped,
    { from: { kind: 'pods', pods: operator }, to, ports: 'all', reason: 'the operator of its kind' },
    { from: { kind: 'pods', pods: to }, to, ports: 'all', reason: 'members among themselves' },
  ];
}

function workloadsIn({ kubernetesManifests }: TranslatedApplication): KubeObject[] {
  return kubernetesManifests
    .map((each: JsonObject) => kubeObject(each))
    .filter((each) => podTemplate(structuredClone(each)) !== undefined);
}

/** Labels of pods, since objects of Coherence and WebLogic have them there only. */
function componentOf(workload: KubeObject): string | undefined {
  const template = podTemplate(structuredClone(workload));
  return (
    labelsOf(workload)[OAM_LABEL.component] ??
    template?.labels[OAM_LABEL.component] ??
    textsAt(workload, 'spec', 'labels')[OAM_LABEL.component]
  );
}
