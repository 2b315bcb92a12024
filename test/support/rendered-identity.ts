import { INJECT } from '../../lib/values/injection-labels';
import { objectOf, objectsOf, textOf, type JsonObject, type JsonValue } from '../../lib/values/json';
import { valueAtPath } from '../../lib/values/path';
import { podTemplatePath } from '../../lib/values/pod-template-path';

/** Facts of objects by which others know them: name of the fact, below the object, to its value. */
export type Identity = ReadonlyMap<string, ReadonlyMap<string, string>>;

const WORKLOADS: ReadonlySet<unknown> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);
/** Objects of which only the name matters. */
const NAMED: ReadonlySet<unknown> = new Set(['ServiceAccount', 'IngressClass', 'ClusterIssuer']);
const INSTANCES: ReadonlySet<unknown> = new Set(['Prometheus', 'Alertmanager', 'ThanosRuler', 'Jaeger']);

/** Kinds of objects with an identity, to leave the others unread. */
export const IDENTITY_KINDS: readonly unknown[] = [
  ...WORKLOADS,
  ...NAMED,
  ...INSTANCES,
  'Service',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'List',
];

/**
 * The identity of rendered objects: names, selectors, selected labels, ports, ServiceAccounts, networks, sidecars and webhooks.
 * @param objects - the objects
 * @param selected - keys of labels by which policies select
 */
export function identityOf(objects: readonly JsonObject[], selected: readonly string[]): Identity {
  const own = objects.filter(({ metadata }) => objectOf(objectOf(metadata).annotations)['helm.sh/hook'] === undefined);
  const pods = own
    .filter(({ kind }) => WORKLOADS.has(kind))
    .map((object) => ({ key: keyOf(object), labels: labelsOf(object) }));
  const facts = own
    .filter(({ kind }) => IDENTITY_KINDS.includes(kind))
    .map((object): [string, ReadonlyMap<string, string>] => {
      const entries = factsOf(object, pods, selected).map(([fact, value]): [string, string] => [
        fact,
        JSON.stringify(value ?? null),
      ]);
      return [keyOf(object), new Map(entries)];
    });
  return new Map(facts);
}

interface Pods {
  readonly key: string;
  readonly labels: JsonObject;
}

type Fact = readonly [string, JsonValue | undefined];

function factsOf(object: JsonObject, pods: readonly Pods[], selected: readonly string[]): readonly Fact[] {
  const { kind } = object;
  const spec = objectOf(object.spec);
  if (WORKLOADS.has(kind)) return workloadFacts(object, selected);
  if (kind === 'Service') {
    const selector = Object.entries(objectOf(spec.selector));
    const chosen = pods.filter(({ labels }) => selector.every(([key, value]) => labels[key] === value));
    const ports = objectsOf(spec.ports).map(({ name = '', port, targetPort = port }): Fact => {
      return [`port ${JSON.stringify([name, port, targetPort])}`, true];
    });
    return [['selects', chosen.map(({ key }) => key)], ...ports];
  }
  if (kind === 'APIService') return [['service', spec.service]];
  if (INSTANCES.has(kind)) {
    return ['portName', 'serviceAccountName', 'listenLocal', 'hostNetwork'].map((field): Fact => [field, spec[field]]);
  }
  return objectsOf(object.webhooks).map(({ name, clientConfig }): Fact => {
    return [`webhook ${JSON.stringify(name)}`, objectOf(clientConfig).service];
  });
}

function workloadFacts(object: JsonObject, selected: readonly string[]): readonly Fact[] {
  const [spec, pod] = [objectOf(object.spec), podOf(object)];
  const [labels, inner] = [labelsOf(object), objectOf(pod.spec)];
  const keys = [...selected, ...Object.keys(objectOf(objectOf(spec.selector).matchLabels))];
  const inject = labels[INJECT] ?? valueAtPath(pod, ['metadata', 'annotations', INJECT]);
  const ports = objectsOf(inner.containers).flatMap((container) => objectsOf(container.ports));
  return [
    ['selector', spec.selector],
    ...[...new Set(keys)].map((key): Fact => [`label ${key}`, labels[key]]),
    ['account', inner.serviceAccountName ?? 'default'],
    ['network of the node', inner.hostNetwork ?? false],
    // Istio injects for `true`, and never in the network of a node; without a value the namespace decides.
    [
      'sidecar',
      inner.hostNetwork === true ? false : inject === undefined || inject === null ? null : inject === 'true',
    ],
    ...ports.map(({ name = '', containerPort }): Fact => [`port ${JSON.stringify([name, containerPort])}`, true]),
  ];
}

function keyOf({ kind, metadata }: JsonObject): string {
  const { namespace, name } = objectOf(metadata);
  return `${textOf(kind)} ${textOf(namespace)}/${textOf(name)}`;
}

function podOf(object: JsonObject): JsonObject {
  return objectOf(valueAtPath(object, podTemplatePath(textOf(object.kind)) ?? []));
}

function labelsOf(object: JsonObject): JsonObject {
  return objectOf(objectOf(podOf(object).metadata).labels);
}

/**
 * What differs between two identities. More objects, ports and labels change nothing of what is known; more webhooks do. A workload that is
 * switched off goes with what belongs to it.
 * @param before - the identity that is known
 * @param after - the other one
 */
export function identityDifferences(before: Identity, after: Identity): readonly string[] {
  const isWorkload = (key: string): boolean => [WORKLOADS, INSTANCES].some((kinds) => kinds.has(key.split(' ')[0]));
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const isOff = gone.some(isWorkload) && ![...after.keys()].some((key) => isWorkload(key) && !before.has(key));
  const changed = [...before].flatMap(([key, facts]) => {
    const others = after.get(key);
    if (others === undefined) return [];
    return [...facts].flatMap(([fact, value]) =>
      others.get(fact) === value ? [] : [`${key}: ${fact} was ${value}, is ${others.get(fact) ?? 'absent'}`],
    );
  });
  const hooks = [...after].flatMap(([key, facts]) =>
    [...facts.keys()]
      .filter((fact) => fact.startsWith('webhook ') && before.get(key)?.has(fact) !== true)
      .map((fact) => `${key}: ${fact} is new`),
  );
  return [...(isOff ? [] : gone.map((key) => `${key} is gone`)), ...changed, ...hooks];
}
