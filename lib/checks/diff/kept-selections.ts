import { GroupedBy } from '../../values/grouped-by';
import { objectOf } from '../../values/json';
import { identity, type CheckedObject } from '../checked-object';
import { labelsOf, type Inventory } from '../inventory';
import { podTemplateOf } from '../pods';
import { selects } from '../rules/selectors';
import type { FieldChange, ObjectPair, Reason } from './change';

/** What a kind selects, and what happens while pods with the old labels run. */
interface Selection {
  readonly field: string;
  readonly of: 'pods' | 'services';
  /** Whether it selects in every namespace. */
  readonly everywhere: boolean;
  readonly meanwhile?: Reason;
}

const MEANWHILE = 'spec.selector: selects the same pods as before, and none of them until they are replaced';

const SELECTIONS: Readonly<Record<string, Selection>> = {
  '/Service': { field: 'selector', of: 'pods', everywhere: false, meanwhile: { risk: 'removal', text: MEANWHILE } },
  'policy/PodDisruptionBudget': {
    field: 'selector',
    of: 'pods',
    everywhere: false,
    meanwhile: { risk: 'removal', text: MEANWHILE },
  },
  'networking.k8s.io/NetworkPolicy': { field: 'podSelector', of: 'pods', everywhere: false },
  'monitoring.coreos.com/PodMonitor': {
    field: 'selector',
    of: 'pods',
    everywhere: true,
    meanwhile: { risk: 'change', text: MEANWHILE },
  },
  'monitoring.coreos.com/ServiceMonitor': { field: 'selector', of: 'services', everywhere: true },
};

/**
 * The fields of an object that say something by themselves, and what is known of its selector: where it selects what it did before, since
 * the labels of that differ likewise, it is no other selection. Charts select by their version.
 * @param pair - the object before and after
 * @param before - all objects before
 * @param after - all objects after
 */
export function keptSelection(
  pair: ObjectPair,
  before: Inventory,
  after: Inventory,
): { readonly fields: readonly FieldChange[]; readonly reasons: readonly Reason[] } {
  const { fields } = pair;
  const selection = SELECTIONS[`${pair.after.group}/${pair.after.kind}`];
  const rest = selection === undefined ? fields : fields.filter(({ path }) => !isAt(path, `spec.${selection.field}`));
  if (selection === undefined || rest.length === fields.length) return { fields, reasons: [] };
  const old = selected(pair.before, selection, before);
  if (old === '' || old !== selected(pair.after, selection, after)) return { fields, reasons: [] };
  // Services have their labels at once.
  if (selection.of === 'services' || old === selected(pair.after, selection, before))
    return { fields: rest, reasons: [] };
  return selection.meanwhile === undefined ? { fields, reasons: [] } : { fields: rest, reasons: [selection.meanwhile] };
}

function isAt(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

/** What an object selects, as a text. */
function selected(by: CheckedObject, { field, of, everywhere }: Selection, { objects }: Inventory): string {
  const selector = objectOf(objectOf(by.object.spec)[field]);
  // A Service without a selector has none of the pods, and others that have none select everything.
  if (by.kind === 'Service' && Object.keys(selector).length === 0) return '';
  return BY_PLACE.of(objects, placeOf(by, of, everywhere))
    .filter((each) => selects(selector, of === 'pods' ? (podTemplateOf(each)?.labels ?? {}) : labelsOf(each.object)))
    .map(({ group, kind, namespace, name }) => identity(group, kind, namespace, name))
    .sort()
    .join();
}

/** What can be selected, by its namespace and in all of them. */
const BY_PLACE = new GroupedBy<CheckedObject>((each) => {
  const isService = each.group === '' && each.kind === 'Service';
  const of = isService ? 'services' : podTemplateOf(each) === undefined ? undefined : 'pods';
  return of === undefined ? [] : [placeOf(each, of, true), placeOf(each, of, false)];
});

function placeOf({ scope, namespace }: CheckedObject, of: Selection['of'], everywhere: boolean): string {
  return JSON.stringify(everywhere ? [scope, of] : [scope, of, namespace]);
}
