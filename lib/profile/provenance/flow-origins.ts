import { workloadsOf } from '../../definition/workload';
import type { ComponentDefinition } from '../../definition/definition';
import { sourceUrl } from '../../definition/source-url';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { principalOf } from '../../mesh/identity';
import type { Flow, FlowEnd } from '../../network/flows';
import { DIRECTION } from '../../network/policies/policy-manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { definitionNamed, option, pageOf, workloadFact, type Subject } from './subject';
import { NAMESPACE_NAME } from '../../values/names';

/**
 * Origins of the fields of a NetworkPolicy or an AuthorizationPolicy that is derived from flows; none for other objects.
 * @param content - the policy
 * @param subject - the profile
 */
export function flowOrigins(content: JsonObject, subject: Subject): readonly FieldOrigin[] {
  const { kind } = content;
  if (kind !== 'NetworkPolicy' && kind !== 'AuthorizationPolicy') return [];
  const labelled = valueAtPath(content, ['metadata', 'labels', DIRECTION]);
  const direction = kind === 'NetworkPolicy' ? labelled : 'ingress';
  const name = text(content, 'metadata', 'name');
  const owner = ownerOf(
    subject,
    text(content, 'metadata', 'namespace'),
    name,
    typeof direction === 'string' ? direction : '',
  );
  if (owner === undefined || (direction !== 'ingress' && direction !== 'egress')) return [];
  const { definition, workload } = owner;
  const other = direction === 'ingress' ? 'from' : 'to';
  const flows = subject.flows().filter((flow) => isEnd(flow[direction === 'ingress' ? 'to' : 'from'], workload));
  const selector = kind === 'NetworkPolicy' ? ['spec', 'podSelector'] : ['spec', 'selector'];
  const own = [
    workloadFact(['metadata', 'name'], definition, workload.name, `name, with direction ${direction}`),
    workloadFact(['metadata', 'namespace'], definition, workload.name, 'namespace'),
    workloadFact(selector, definition, workload.name, 'selector'),
    {
      at: ['metadata', 'labels'],
      kind: 'rule' as const,
      text: 'labels by which the policies of this package are found',
    },
    { at: ['metadata', 'annotations'], kind: 'rule' as const, text: 'the reasons of the flows, for readers' },
  ];
  const list: FieldPath = ['spec', kind === 'NetworkPolicy' ? direction : 'rules'];
  const rules = valueAtPath(content, [...list]);
  const ruleOrigins = listOf(rules).flatMap((rule, index) => {
    const at = [...list, index];
    const admitted = flows.filter((flow) => isIn(flow, flow[other], rule));
    return [
      ...(kind === 'NetworkPolicy' ? portOrigins(rule, at, admitted, subject) : []),
      ...(kind === 'NetworkPolicy'
        ? peerOrigins(rule, other, at, admitted, subject)
        : principalOrigins(rule, at, admitted, subject)),
      ...admitted.map((flow) => flowOrigin(at, flow, subject)),
    ];
  });
  return [...ruleOrigins, ...own, { at: ['spec'], kind: 'rule', text: 'policies allow the flows, and nothing else' }];
}

function ownerOf(
  { profile }: Subject,
  namespace: string,
  name: string,
  direction: string,
): { readonly definition: ComponentDefinition; readonly workload: ReturnType<typeof workloadsOf>[number] } | undefined {
  for (const definition of profile.runningComponents) {
    for (const workload of workloadsOf(definition)) {
      if (workload.namespace === namespace && `${workload.name}-${direction}` === name) return { definition, workload };
    }
  }
  return undefined;
}

function isEnd(end: FlowEnd, { name, namespace }: { readonly name: string; readonly namespace: string }): boolean {
  return end.kind === 'workload' && end.workload.name === name && end.workload.namespace === namespace;
}

/** Whether a rule is there because of a flow, among others: it has ports of it, and its peer where it names peers. */
function isIn(flow: Flow, end: FlowEnd, rule: JsonObject): boolean {
  const ports = portsOf(rule);
  const hasPorts = ports === undefined || flow.ports === 'all' || flow.ports.some(({ port }) => ports.includes(port));
  const peers = [...listOf(rule.from), ...listOf(rule.to)].filter((peer) => !('operation' in peer));
  return hasPorts && (peers.length === 0 ? !isPods(end) : peers.some((peer) => isPeer(end, peer)));
}

/** Ports of a rule of either kind; undefined for every port. */
function portsOf(rule: JsonObject): readonly number[] | undefined {
  if (rule.ports !== undefined) return listOf(rule.ports).map(({ port }) => Number(port));
  const operations = listOf(rule.to).flatMap((to) => valueAtPath(to, ['operation', 'ports']) ?? []);
  return operations.length === 0 ? undefined : operations.flat().map(Number);
}

function isPods({ kind }: FlowEnd): boolean {
  return ['workload', 'pods', 'applications', 'injected', 'dns'].includes(kind);
}

/** Whether a peer of a policy means an end of a flow: as far as namespace, labels and principals tell. */
function isPeer(end: FlowEnd, peer: JsonObject): boolean {
  if ('ipBlock' in peer)
    return !isPods(end) || (end.kind === 'workload' && end.workload.hostNetwork) || end.kind === 'dns';
  const names = valueAtPath(peer, ['source', 'principals']) ?? valueAtPath(peer, ['source', 'namespaces']);
  if (names !== undefined)
    return end.kind === 'workload' && [names].flat().some((name) => name === identityOf(end, peer));
  const namespace = valueAtPath(peer, ['namespaceSelector', 'matchLabels', NAMESPACE_NAME]);
  if (end.kind !== 'workload') return isPods(end) && !isPlatform(namespace, end);
  return namespace === end.workload.namespace && isSelected(end.workload.labels, peer.podSelector);
}

function isPlatform(namespace: unknown, end: FlowEnd): boolean {
  if (end.kind === 'dns') return namespace !== 'kube-system';
  if (end.kind === 'pods') return namespace !== end.namespaceLabels[NAMESPACE_NAME];
  return namespace !== undefined;
}

function identityOf({ workload }: Extract<FlowEnd, { kind: 'workload' }>, peer: JsonObject): string {
  const { namespace, serviceAccount } = workload;
  const byName = valueAtPath(peer, ['source', 'principals']) !== undefined && serviceAccount !== undefined;
  return byName ? principalOf(namespace, serviceAccount) : namespace;
}

function isSelected(labels: Readonly<Record<string, string>>, selector: JsonValue | undefined): boolean {
  if (!isJsonObject(selector)) return true;
  const exact = isJsonObject(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  const listed = listOf(selector.matchExpressions).every((expression) => {
    const { key, operator, values } = expression;
    const value = labels[typeof key === 'string' ? key : ''];
    if (operator === 'In') return value !== undefined && [values].flat().includes(value);
    if (operator === 'Exists') return value !== undefined;
    return true;
  });
  return listed && exact.every(([key, value]) => labels[key] === value);
}

function portOrigins(rule: JsonObject, at: FieldPath, flows: readonly Flow[], subject: Subject): FieldOrigin[] {
  return listOf(rule.ports).flatMap(({ port }, index) =>
    flows
      .filter(({ ports }) => ports !== 'all' && ports.some((each) => each.port === port))
      .flatMap((flow) => {
        const place = [...at, 'ports', index];
        return [flowOrigin(place, flow, subject), ...portFact(place, flow, Number(port), subject)];
      }),
  );
}

/** The port itself is a fact about the destination. */
function portFact(at: FieldPath, { to, ports }: Flow, port: number, subject: Subject): FieldOrigin[] {
  if (to.kind !== 'workload' || ports === 'all') return [];
  const named = ports.find((each) => each.port === port)?.name;
  const definition = definitionNamed(subject, to.component);
  if (named === undefined || definition === undefined) return [];
  return [workloadFact(at, definition, to.workload.name, `ports.${named}`)];
}

function peerOrigins(
  rule: JsonObject,
  side: 'from' | 'to',
  at: FieldPath,
  flows: readonly Flow[],
  subject: Subject,
): FieldOrigin[] {
  return listOf(rule[side]).flatMap((peer, index) =>
    flows.filter((flow) => isPeer(flow[side], peer)).map((flow) => flowOrigin([...at, side, index], flow, subject)),
  );
}

function principalOrigins(rule: JsonObject, at: FieldPath, flows: readonly Flow[], subject: Subject): FieldOrigin[] {
  return listOf(rule.from).flatMap((peer, index) =>
    (['principals', 'namespaces'] as const).flatMap((key) =>
      listed(valueAtPath(peer, ['source', key])).flatMap((name, position) =>
        flows
          .filter(({ from }) => from.kind === 'workload' && identityOf(from, peer) === name)
          .flatMap((flow) => {
            const place = [...at, 'from', index, 'source', key, position];
            return [flowOrigin(place, flow, subject), ...accountFact(place, flow, subject)];
          }),
      ),
    ),
  );
}

function accountFact(at: FieldPath, { from }: Flow, subject: Subject): FieldOrigin[] {
  if (from.kind !== 'workload') return [];
  const definition = definitionNamed(subject, from.component);
  const { name, serviceAccount } = from.workload;
  const path = serviceAccount === undefined ? 'namespace' : 'serviceAccount';
  return definition === undefined ? [] : [workloadFact(at, definition, name, path)];
}

function flowOrigin(at: FieldPath, flow: Flow, subject: Subject): FieldOrigin {
  const { id, kind, reason, source } = flow;
  if (kind === 'user') {
    const call = subject.allowedAt(flow);
    if (call.length === 0) return option(at, subject, 'network.egress');
    return { at, kind: 'option', text: `allow() (${reason})`, flow: id, of: subject.profile.node.path, call };
  }
  const [component = ''] = source.split(':');
  const definition = definitionNamed(subject, component);
  const url = definition && sourceUrl(definition);
  const text = `${source} (${reason})`;
  const page = definition && pageOf(definition);
  return {
    at,
    kind: 'definition',
    text,
    flow: id,
    ...(page !== undefined && { page }),
    ...(url !== undefined && { source: url }),
  };
}

function text(content: JsonObject, ...path: readonly string[]): string {
  const value = valueAtPath(content, [...path]);
  return typeof value === 'string' ? value : '';
}

function listed(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return listed(value).filter(isJsonObject);
}
