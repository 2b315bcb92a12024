import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Path } from '../../values/path';
import { valueAtPath } from '../../values/path';
import { podTemplateOf } from '../pods';
import { CONTAINER_LISTS } from '../../values/container-lists';
import { matches, type Match } from '../walk';
import { CLUSTER_ALTERNATIVE_ROWS, CLUSTER_FORM_ROWS, CLUSTER_REQUIRED_ROWS } from './cluster-field-rules';
import {
  CONTROL_ALTERNATIVE_ROWS,
  CONTROL_CONDITION_ROWS,
  CONTROL_FORM_ROWS,
  CONTROL_REQUIRED_ROWS,
} from './control-field-rows';
import { ALTERNATIVE_ROWS, FORM_ROWS, REQUIRED_ROWS, type Where } from './field-rules';
import { FORMS } from './forms';
import { ISTIO_ALTERNATIVE_ROWS, ISTIO_CONDITION_ROWS, ISTIO_FORM_ROWS, ISTIO_REQUIRED_ROWS } from './istio-field-rows';
import { POD_ALTERNATIVE_ROWS, POD_CONDITION_ROWS, POD_FORM_ROWS, POD_REQUIRED_ROWS } from './pod-field-rows';
import {
  STORAGE_ALTERNATIVE_ROWS,
  STORAGE_CONDITION_ROWS,
  STORAGE_FORM_ROWS,
  STORAGE_REQUIRED_ROWS,
} from './storage-field-rows';
import {
  TRAFFIC_ALTERNATIVE_ROWS,
  TRAFFIC_CONDITION_ROWS,
  TRAFFIC_FORM_ROWS,
  TRAFFIC_REQUIRED_ROWS,
} from './traffic-field-rows';
import { missing, refused, unwanted } from './refused';

const ROWS = {
  forms: [
    ...[FORM_ROWS, CLUSTER_FORM_ROWS, POD_FORM_ROWS, TRAFFIC_FORM_ROWS, STORAGE_FORM_ROWS, CONTROL_FORM_ROWS].flat(),
    ...ISTIO_FORM_ROWS,
  ],
  required: [
    ...[REQUIRED_ROWS, CLUSTER_REQUIRED_ROWS, POD_REQUIRED_ROWS].flat(),
    ...[TRAFFIC_REQUIRED_ROWS, STORAGE_REQUIRED_ROWS, CONTROL_REQUIRED_ROWS, ISTIO_REQUIRED_ROWS].flat(),
  ],
  alternatives: [
    ...[ALTERNATIVE_ROWS, CLUSTER_ALTERNATIVE_ROWS, POD_ALTERNATIVE_ROWS].flat(),
    ...[TRAFFIC_ALTERNATIVE_ROWS, STORAGE_ALTERNATIVE_ROWS, CONTROL_ALTERNATIVE_ROWS, ISTIO_ALTERNATIVE_ROWS].flat(),
  ],
  conditions: [
    ...[POD_CONDITION_ROWS, TRAFFIC_CONDITION_ROWS, STORAGE_CONDITION_ROWS, CONTROL_CONDITION_ROWS].flat(),
    ...ISTIO_CONDITION_ROWS,
  ],
} as const;

/** A value in which rules look, and where it is. */
interface Place {
  readonly value: JsonValue;
  readonly path: Path;
}

/** Values that the API server refuses by their form, and fields that must be there, exclude each other, or depend on others. */
export function fieldFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const places = placesOf(object);
    const rules = rulesFor(object);
    return [
      ...forms(object, places, rules.forms),
      ...required(object, places, rules.required),
      ...alternatives(object, places, rules.alternatives),
      ...conditions(object, places, rules.conditions),
    ];
  });
}

type Places = Readonly<Record<Where, readonly Place[]>>;

function placesOf(object: CheckedObject): Places {
  const template = podTemplateOf(object);
  const path = template === undefined ? [] : [...template.path, 'spec'];
  const pod = template === undefined ? [] : [{ value: template.spec, path }];
  const container = CONTAINER_LISTS.flatMap((list) =>
    template === undefined ? [] : matches(template.spec, `${list}[]`, path),
  );
  return { object: [{ value: object.object, path: [] }], pod, container };
}

type Rows = typeof ROWS;

/** Rules of a kind; most kinds have few. */
const byKind = new Map<string, Rows>();

function rulesFor({ group, kind }: CheckedObject): Rows {
  const key = `${group}/${kind}`;
  const fitting = <Row extends readonly [RegExp, ...unknown[]]>(rows: readonly Row[]): Row[] =>
    rows.filter(([kinds]) => kinds.test(key));
  const before = byKind.get(key);
  if (before !== undefined) return before;
  const rules = {
    forms: fitting(ROWS.forms),
    required: fitting(ROWS.required),
    alternatives: fitting(ROWS.alternatives),
    conditions: fitting(ROWS.conditions),
  };
  byKind.set(key, rules);
  return rules;
}

/** The values of a pattern in the places where a rule looks. */
function valuesAt(places: Places, where: Where, pattern: string): Match[] {
  return places[where].flatMap(({ value, path }) => matches(value, pattern, path));
}

function forms(object: CheckedObject, places: Places, rows: Rows['forms']): Found[] {
  return rows.flatMap(([, where, pattern, form]) => {
    const { test, allowed } = typeof form === 'string' ? FORMS[form] : form;
    return valuesAt(places, where, pattern)
      .filter(({ value }) => !test(value))
      .map(({ value, path }) => refused(object, path, 'does not have the form that is required', value, allowed));
  });
}

function required(object: CheckedObject, places: Places, rows: Rows['required']): Found[] {
  return rows.flatMap(([, where, pattern, field]) =>
    valuesAt(places, where, pattern).flatMap(({ value, path }): Found[] => {
      const steps = field.split('.');
      if (!isEmpty(valueAtPath(value, steps))) return [];
      // Where something around it has another type, the schema says so.
      const around = steps.slice(0, -1).map((_, index) => valueAtPath(value, steps.slice(0, index + 1)));
      if (around.some((each) => each !== undefined && each !== null && !isJsonObject(each))) return [];
      return [missing(object, [...path, ...steps])];
    }),
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function alternatives(object: CheckedObject, places: Places, rows: Rows['alternatives']): Found[] {
  return rows.flatMap(([, where, pattern, needed, fields]) =>
    valuesAt(places, where, pattern).flatMap(({ value, path }): Found[] => {
      if (!isJsonObject(value)) return [];
      const set = fields.filter((field) => !isEmpty(value[field]));
      if (set.length === 1 || (set.length === 0 ? needed === false : needed === 'some')) return [];
      const message =
        set.length === 0
          ? 'has none of the fields of which one is required'
          : `has ${set.join(' and ')}, which exclude each other`;
      return [refused(object, path, message, undefined, fields.join(', '))];
    }),
  );
}

function conditions(object: CheckedObject, places: Places, rows: Rows['conditions']): Found[] {
  return rows.flatMap(([, where, pattern, field, demand, other, values]) =>
    valuesAt(places, where, pattern).flatMap(({ value, path }): Found[] => {
      const steps = field.split('.');
      const own = valueAtPath(value, steps);
      const isSet = demand === 'needed' ? !isEmpty(own) : own !== undefined && own !== null;
      const state = demand === 'never' ? undefined : valueAtPath(value, other.split('.'));
      const holds = values === 'any' ? !isEmpty(state) : values.includes(typeof state === 'string' ? state : '');
      if (demand === 'needed' ? !holds || isSet : holds || !isSet) return [];
      const at = [...path, ...steps];
      const stated = values === 'any' ? [] : values.filter((each) => each !== '');
      const when = values === 'any' ? `with ${other}` : `with ${other} ${stated.join(' or ')}`;
      if (demand === 'needed') return [missing(object, at, `is required ${when}`)];
      const message = demand === 'never' ? 'is not allowed' : `is allowed only ${when}`;
      return [unwanted(object, at, message)];
    }),
  );
}
