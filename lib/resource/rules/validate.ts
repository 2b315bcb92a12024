import { ADVICE } from './advice';
import { dig } from './dig';
import { ruleContext } from './context';
import { RULES } from './table';
import { unrenderedTemplates } from './templates';
import { withoutConsequences } from './consequences';
import type { Finding, Found, Rule, RuleContext, Severity, ValidationInput } from './types';

/**
 * Checks a resource as the platform operator of Verrazzano 1.7.2 does, offline: what it refuses, and what it
 * admits and then fails with. The findings are in the order of the operator's checks. Nothing is thrown for bad values.
 *
 * @param input - the resource; with `previous` it is an update; without `cluster`, what only a cluster can tell is assumed
 */
export function validateVerrazzano(input: ValidationInput): readonly Finding[] {
  const context = ruleContext(input);
  const deleting = dig(context.resource.metadata, 'deletionTimestamp') !== undefined;
  const template = unrenderedTemplates(input.resource);
  // The rendered form of a template is unknown, so nothing is checked.
  if (template !== undefined) return [{ rule: 'input.template', severity: 'error', ...template }];
  const findings = [...RULES, ...ADVICE]
    .filter((rule) => applies(rule, context) && (!deleting || rule.layer === 'schema'))
    .flatMap((rule) => run(rule, context, input));
  return withoutConsequences(findings);
}

function applies({ operations, apis }: Rule, { operation, api }: RuleContext): boolean {
  return (operations?.includes(operation) ?? true) && (apis?.includes(api) ?? true);
}

function run(rule: Rule, context: RuleContext, input: ValidationInput): Finding[] {
  const assume = isKnown(rule, input) ? undefined : rule.assume;
  const found = assume === undefined ? rule.check(context) : assume(context);
  return found
    .filter(({ needs }) => needs === undefined || input.expected?.includes(needs) !== true)
    .map((finding) => ({
      rule: rule.id,
      severity: severityOf(rule, assume !== undefined || (finding.needs !== undefined && !isComplete(input))),
      path: ownPath(finding, context),
      ...('value' in finding ? { value: finding.value } : {}),
      message: finding.message,
      fix: finding.fix,
    }));
}

/** Whether everything that exists in the cluster is stated. */
function isComplete({ cluster, expected }: ValidationInput): boolean {
  return cluster !== undefined && expected === undefined;
}

/** Whether what the rule asks of a cluster is stated. */
function isKnown({ fact }: Rule, { cluster, expected }: ValidationInput): boolean {
  if (cluster === undefined) return false;
  return expected === undefined || (fact !== undefined && cluster[fact] !== undefined);
}

function severityOf({ layer }: Rule, assumed: boolean): Severity {
  if (assumed) return 'assumption';
  return layer === 'reconcile' ? 'warning' : 'error';
}

/** Names that differ in v1alpha1. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^spec\.components\.opensearch(?=\.|$)/, 'spec.components.elasticsearch'],
  [/^spec\.components\.opensearchDashboards(?=\.|$)/, 'spec.components.kibana'],
  [/^spec\.components\.ingressNGINX(?=\.|$)/, 'spec.components.ingress'],
  [/^(spec\.components\.fluentd\.)opensearch(?=URL|Secret)/, '$1elasticsearch'],
];

function ownPath({ path }: Found, { api, schema }: RuleContext): string {
  if (api === 'v1beta1' || schema.some((problem) => problem.path === path)) return path;
  return RENAMED.reduce((text, [from, to]) => text.replace(from, to), path);
}
