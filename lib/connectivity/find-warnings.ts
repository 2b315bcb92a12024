import { NAMESPACE_NAME } from '../values/names';
import type { DirectionEvaluator } from './evaluate';
import type { PodClass, PodIndex } from './pod-index';
import type { Direction, PodSelection, Policy, TrafficRule } from './policy';
import { DIRECTIONS, rulePath } from './policy';
import type { Selector } from './selector';
import { warning, type Warning } from './warnings';

/**
 * What in policies has no effect on the pods of the input, and was probably meant to have one.
 * @param policies - the policies
 * @param index - the pods
 * @param evaluators - the evaluators of both directions
 * @param assumed - namespaces of workloads that have no manifest
 */
export function policyWarnings(
  policies: readonly Policy[],
  index: PodIndex,
  evaluators: Record<Direction, DirectionEvaluator>,
  assumed: readonly string[],
): Warning[] {
  const warnings = policies.flatMap((policy) => [
    ...selectionWarnings(policy, index, evaluators.ingress),
    ...DIRECTIONS.flatMap((direction) => ruleWarnings(policy, direction, index, evaluators[direction])),
  ]);
  return [...warnings, ...namespaceWarnings(policies, assumed)];
}

function selectionWarnings(policy: Policy, index: PodIndex, evaluator: DirectionEvaluator): Warning[] {
  const selected = index.selection(policy.subject, policy.namespace);
  if (!selected.some(({ workloads }) => workloads.length > 0)) {
    const message = `podSelector ${policy.subject.pods.text} selects no pod in ${placeOf(policy, policy.subject)}`;
    return [warning('policy-selects-nothing', policy.object, message)];
  }
  const onNode = selected.filter((each) => evaluator.onNode(each)).flatMap(({ workloads }) => workloads);
  return onNode.map(({ id }) =>
    warning('host-network', policy.object, `has no effect on ${id}, which uses the network of its node`),
  );
}

function ruleWarnings(policy: Policy, direction: Direction, index: PodIndex, evaluator: DirectionEvaluator): Warning[] {
  const rules = policy.rules.filter((rule) => rule.direction === direction);
  if (rules.length > 0 && !policy.directions.has(direction)) {
    const message = `${direction} rules have no effect, because policyTypes does not name ${direction}`;
    return [warning('rules-without-effect', policy.object, message)];
  }
  const subjects = index.selection(policy.subject, policy.namespace);
  return rules.flatMap((rule) => [
    ...rule.pods.flatMap((peer) => peerWarnings(policy, rule, peer, index)),
    ...portWarnings(policy, rule, subjects, index, evaluator),
  ]);
}

function peerWarnings(policy: Policy, rule: TrafficRule, selection: PodSelection, index: PodIndex): Warning[] {
  const found = index.selection(selection, policy.namespace);
  if (found.some(({ workloads }) => workloads.length > 0)) return [];
  const where = placeOf(policy, selection);
  const message = `${rulePath(rule)}: podSelector ${selection.pods.text} in ${where} matches no pod`;
  return [warning('peer-matches-nothing', policy.object, message)];
}

function placeOf({ namespace }: Policy, { namespaces }: PodSelection): string {
  return namespaces === undefined ? `namespace ${namespace}` : `namespaces ${namespaces.text}`;
}

function portWarnings(
  policy: Policy,
  rule: TrafficRule,
  subjects: readonly PodClass[],
  index: PodIndex,
  evaluator: DirectionEvaluator,
): Warning[] {
  const peers = rule.everyone ? index.classes : evaluator.podsOf(rule);
  const destinations = rule.direction === 'ingress' ? subjects : peers;
  return rule.namedPorts
    .filter(({ name, protocol }) => !hasPort(destinations, name, protocol))
    .map(({ name, protocol }) => {
      const message = `${rulePath(rule)}: no pod that it could lead to has a ${protocol ?? 'port'} ${protocol ? 'port ' : ''}named ${name}`;
      return warning('named-port-matches-nothing', policy.object, message);
    });
}

function hasPort(classes: readonly PodClass[], name: string, protocol: string | undefined): boolean {
  return classes.some(({ ports }) =>
    ports.some((port) => port.name === name && (protocol ?? port.protocol) === port.protocol),
  );
}

/** Only where it matters: a selector asks for a label that an assumed namespace could have. */
function namespaceWarnings(policies: readonly Policy[], assumed: readonly string[]): Warning[] {
  const selectors = policies.flatMap(({ subject, rules }) => [
    subject.namespaces,
    ...rules.flatMap(({ pods }) => pods.map(({ namespaces }) => namespaces)),
  ]);
  if (!selectors.some(asksForLabels)) return [];
  return assumed.map((name) =>
    warning('namespace-assumed', `Namespace ${name}`, `is missing; assumed with the label ${NAMESPACE_NAME} only`),
  );
}

function asksForLabels(selector: Selector | undefined): boolean {
  return selector?.requirements.some(({ key }) => key !== NAMESPACE_NAME) ?? false;
}
