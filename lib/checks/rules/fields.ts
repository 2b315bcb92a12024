import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import type { Path } from '../../values/path';
import { valueAtPath } from '../../values/path';
import { podTemplateOf } from '../pods';
import { CONTAINER_LISTS } from '../../values/container-lists';
import { matches } from '../walk';
import { CLUSTER_ALTERNATIVE_ROWS, CLUSTER_FORM_ROWS, CLUSTER_REQUIRED_ROWS } from './cluster-field-rules';
import { ALTERNATIVE_ROWS, FORM_ROWS, REQUIRED_ROWS, type Where } from './field-rules';
import { FORMS } from './forms';

const FIX = 'correct it: the API server would refuse the object';

/** A value in which rules look, and where it is. */
interface Place {
  readonly value: JsonValue;
  readonly path: Path;
}

/** Values that the API server refuses by their form, fields that must be there, and fields that exclude each other. */
export function fieldFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects.flatMap((object) => {
    const places = placesOf(object);
    return [...forms(object, places), ...required(object, places), ...alternatives(object, places)];
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

/** Rules of a kind; most kinds have few. */
const byKind = new Map<
  string,
  { forms: typeof FORM_ROWS; required: typeof REQUIRED_ROWS; alternatives: typeof ALTERNATIVE_ROWS }
>();

function rulesFor({ group, kind }: CheckedObject) {
  const key = `${group}/${kind}`;
  const fitting = <Row extends readonly [RegExp, ...unknown[]]>(rows: readonly Row[]): Row[] =>
    rows.filter(([kinds]) => kinds.test(key));
  const known = byKind.get(key) ?? {
    forms: fitting([...FORM_ROWS, ...CLUSTER_FORM_ROWS]),
    required: fitting([...REQUIRED_ROWS, ...CLUSTER_REQUIRED_ROWS]),
    alternatives: fitting([...ALTERNATIVE_ROWS, ...CLUSTER_ALTERNATIVE_ROWS]),
  };
  byKind.set(key, known);
  return known;
}

function forms(object: CheckedObject, places: Places): Found[] {
  return rulesFor(object).forms.flatMap(([, where, pattern, name]) =>
    places[where].flatMap((place) =>
      matches(place.value, pattern, place.path).flatMap(({ value, path }): Found[] => {
        const { test, allowed } = FORMS[name];
        if (test(value)) return [];
        return [{ ...invalid(object, path), message: 'does not have the form that is required', got: value, allowed }];
      }),
    ),
  );
}

function required(object: CheckedObject, places: Places): Found[] {
  return rulesFor(object).required.flatMap(([, where, pattern, field]) =>
    places[where].flatMap((place) =>
      matches(place.value, pattern, place.path).flatMap(({ value, path }): Found[] => {
        const steps = field.split('.');
        if (!isEmpty(valueAtPath(value, steps))) return [];
        // Where something around it has another type, the schema says so.
        const around = steps.slice(0, -1).map((_, index) => valueAtPath(value, steps.slice(0, index + 1)));
        if (around.some((each) => each !== undefined && each !== null && !isJsonObject(each))) return [];
        return [
          {
            ...invalid(object, [...path, ...steps]),
            rule: 'missing-field',
            message: 'is required and missing',
            fix: 'add it',
          },
        ];
      }),
    ),
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function alternatives(object: CheckedObject, places: Places): Found[] {
  return rulesFor(object).alternatives.flatMap(([, where, pattern, needed, fields]) =>
    places[where].flatMap((place) =>
      matches(place.value, pattern, place.path).flatMap(({ value, path }): Found[] => {
        if (!isJsonObject(value)) return [];
        const set = fields.filter((field) => !isEmpty(value[field]));
        if (set.length === 1 || (set.length === 0 && !needed)) return [];
        const message =
          set.length === 0
            ? 'has none of the fields of which one is required'
            : `has ${set.join(' and ')}, which exclude each other`;
        return [{ ...invalid(object, path), message, allowed: fields.join(', ') }];
      }),
    ),
  );
}

function invalid(at: CheckedObject, path: Path): Pick<Found, 'rule' | 'severity' | 'at' | 'path' | 'fix'> {
  return { rule: 'invalid-value', severity: 'error', at, path, fix: FIX };
}
