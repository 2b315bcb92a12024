import type { JsonObject } from '../values/json';
import { compare } from '../values/compare';
import { objectText, type SourceObject } from './checked-object';
import { CheckContext, type Minors } from './context';
import type { CheckFinding, CheckRule, Found } from './finding';
import { Inventory } from './inventory';
import type { KustomizationFile } from './kustomization-file';
import { pathText, type Path } from '../values/path';
import type { ExternalObject, OpensNamespaces } from './references/provided';
import { appProjectFindings } from './rules/app-projects';
import { autoscalerFindings } from './rules/autoscalers';
import { certificateHostFindings } from './rules/certificate-hosts';
import { connectivityFindings } from './rules/connectivity';
import { danglingReferences } from './rules/dangling';
import { definitionFindings } from './rules/definitions';
import { disruptionBudgetFindings } from './rules/disruption-budgets';
import { duplicateObjects } from './rules/duplicates';
import { imageFindings } from './rules/images';
import { istioFindings } from './rules/istio-relations';
import { kindRelationFindings } from './rules/kind-relations';
import { labelSelectorFindings } from './rules/label-selectors';
import { meshGatewayFindings } from './rules/mesh-gateways';
import { meshPodFindings } from './rules/mesh-pods';
import { meshRivalFindings } from './rules/mesh-rivals';
import { meshRouteFindings } from './rules/mesh-routes';
import { metadataFindings } from './rules/metadata';
import { podAnnotationFindings } from './rules/pod-annotations';
import { podRelationFindings } from './rules/pod-relations';
import { podSpecFindings } from './rules/pod-specs';
import { podUserFindings } from './rules/pod-users';
import { monitorFindings } from './rules/monitors';
import { removedApis } from './rules/removed-apis';
import { roleFindings } from './rules/roles';
import { celExpressionFindings } from './rules/cel-expressions';
import { celRuleFindings } from './rules/cel-rules';
import { resourceAmountFindings } from './rules/resource-amounts';
import { schemaFindings } from './rules/schema';
import { secretFindings } from './rules/secrets';
import { selectorFindings } from './rules/selectors';
import { fieldFindings } from './rules/fields';
import { gatewayGrantFindings } from './rules/gateway-grants';
import { rivalFindings } from './rules/rivals';
import { kindFindings } from './rules/services';
import { sizeFindings } from './rules/sizes';
import { subsetFindings } from './rules/subsets';
import { syncWaveFindings } from './rules/sync-waves';
import { tolerationFindings } from './rules/tolerations';
import { trafficRelationFindings } from './rules/traffic-relations';
import { uniqueFindings } from './rules/unique-items';
import { webhookFindings } from './rules/webhooks';
import { variablesOf, withVariables } from './variables';

/** What is known besides the objects. */
export interface CheckOptions {
  /** Versions of Kubernetes that must take the objects. */
  readonly minors: Minors;
  /** What is provided from outside. @default - nothing */
  readonly externals?: readonly ExternalObject[];
  /** CustomResourceDefinitions beside the objects. @default - none */
  readonly definitions?: readonly JsonObject[];
  /** Which objects make more than is known. @default - none */
  readonly opens?: readonly OpensNamespaces[];
  /** Kustomizations beside the objects. @default - none */
  readonly kustomizations?: (inventory: Inventory) => readonly KustomizationFile[];
  /** Rules beside those of this room. @default - none */
  readonly rules?: readonly Rule[];
  /** Line of a path in an object. @default - unknown */
  readonly lineOf?: (source: SourceObject, path: Path) => number | undefined;
}

/** What a rule finds. */
type Rule = (context: CheckContext) => Found[];

const RULES: readonly Rule[] = [
  removedApis,
  uniqueFindings,
  schemaFindings,
  celRuleFindings,
  celExpressionFindings,
  metadataFindings,
  podSpecFindings,
  podAnnotationFindings,
  podUserFindings,
  imageFindings,
  kindFindings,
  fieldFindings,
  definitionFindings,
  labelSelectorFindings,
  tolerationFindings,
  resourceAmountFindings,
  kindRelationFindings,
  podRelationFindings,
  trafficRelationFindings,
  istioFindings,
  webhookFindings,
  roleFindings,
  sizeFindings,
  duplicateObjects,
  danglingReferences,
  gatewayGrantFindings,
  rivalFindings,
  autoscalerFindings,
  disruptionBudgetFindings,
  certificateHostFindings,
  selectorFindings,
  monitorFindings,
  subsetFindings,
  meshGatewayFindings,
  meshRouteFindings,
  meshRivalFindings,
  meshPodFindings,
  syncWaveFindings,
  appProjectFindings,
  secretFindings,
  connectivityFindings,
];

/**
 * Checks objects of any kinds together.
 * @param sources - the objects
 * @param options - what is known besides
 * @returns findings by file, object and field; of several about one field the first
 */
export function checkObjects(sources: readonly SourceObject[], options: CheckOptions): CheckFinding[] {
  const inventory = new Inventory(sources, options.definitions);
  const { minors, externals = [], opens = [], rules = [], lineOf } = options;
  const kustomizations = options.kustomizations?.(inventory) ?? [];
  const context = new CheckContext(inventory, minors, externals, opens, kustomizations);
  const all = [...RULES, ...rules].flatMap((rule) => rule(context));
  const found = rootCauses(withVariables(all, inventory, variablesOf(kustomizations)).map(asKnown));
  const findings = found.map(({ at, path, ...rest }): CheckFinding => {
    const line = lineOf?.(at, path);
    return {
      ...rest,
      file: at.file,
      ...(line !== undefined && { line }),
      object: objectText(at),
      field: pathText(path),
    };
  });
  return findings.sort(compareFindings);
}

/** What follows from names, labels and fields that are changed later, in a way that is not known. */
const NEEDS_WHOLE: readonly CheckRule[] = [
  'certificate-host',
  'connectivity',
  'dangling-reference',
  'invalid-image',
  'missing-field',
  'no-effect',
  'unmatched-selector',
];

/** A finding about an object that is not applied as it is known. */
function asKnown(found: Found): Found {
  const { at, rule, message } = found;
  if (at.uncertain === undefined || !NEEDS_WHOLE.includes(rule)) return found;
  return { ...found, severity: 'info', message: `${message}; this is not decided for an object ${at.uncertain}` };
}

/** By file, line, object, field and rule. */
export function compareFindings(a: CheckFinding, b: CheckFinding): number {
  return (
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compare(a.object, b.object) ||
    compare(a.field, b.field) ||
    compare(a.rule, b.rule)
  );
}

/** Rules whose findings do not follow from others about the same field. */
const ALL_REPORTED: readonly CheckRule[] = ['sync-wave', 'duplicate-object', 'cel-rule'];

/** One finding for one field; and of an object whose API version is not served only that. */
function rootCauses(found: readonly Found[]): Found[] {
  const known = new Set<string>();
  const gone = new Set(found.filter(({ rule }) => rule === 'removed-api').map(({ at }) => at));
  const misspelt = new Set(found.flatMap(meantFields));
  const around = new Set(found.flatMap(placesAround));
  return found.filter(({ at, path, rule, severity }) => {
    if (gone.has(at) && ['unknown-field', 'missing-field', 'invalid-value'].includes(rule)) return false;
    const place = placeOf(at, path);
    if (rule === 'connectivity' && severity === 'error' && around.has(place)) return false;
    if (rule === 'missing-field' && misspelt.has(place)) return false;
    const isKnown = known.has(place) && !ALL_REPORTED.includes(rule);
    if (severity !== 'info') known.add(place);
    return !isKnown;
  });
}

/** The places around a value that is refused; an evaluation of the whole says less of them. */
function placesAround({ rule, severity, at, path }: Found): string[] {
  if (severity !== 'error' || rule === 'connectivity') return [];
  return path.map((_, index) => placeOf(at, path.slice(0, index + 1)));
}

function placeOf({ file, document, item }: SourceObject, path: Path): string {
  return [file, document, pathText(item), pathText(path)].join('\u0000');
}

/** The fields that an unknown one probably means: they are not missing, but misspelt. */
function meantFields({ rule, at, path, allowed = '' }: Found): string[] {
  const names = allowed.split(', ');
  if (rule !== 'unknown-field' || names.length > 3) return [];
  return names.map((name) => placeOf(at, [...path.slice(0, -1), name]));
}
