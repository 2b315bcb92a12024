import { isJsonObject, type JsonObject } from '../values/json';
import { pathText } from '../values/path';
import { CheckContext } from './context';
import { Inventory } from './inventory';
import { fieldFindings } from './rules/fields';
import { istioFindings } from './rules/istio-relations';
import { isOfIstio } from './rules/refused';
import { DEFAULT_MINORS } from './versions';

/** What the webhook of istiod refuses of an object. */
export interface IstioProblem {
  /** The field and what is wrong with it, as a sentence without its end. */
  readonly what: string;
  /** The value, as JSON where it is not a string; undefined where none is to be shown. */
  readonly got: string | undefined;
}

/**
 * What the webhook of istiod refuses of an object; nothing for objects that are not of Istio.
 * @param object - the object
 */
export function istioProblems(object: JsonObject): IstioProblem[] {
  const [group = ''] = typeof object.apiVersion === 'string' ? object.apiVersion.split('/') : [];
  if (!isOfIstio({ group }) || !isJsonObject(object.metadata)) return [];
  const source = { file: '', document: 0, item: [], object, root: '', apart: false };
  const context = new CheckContext(new Inventory([source]), DEFAULT_MINORS, [], [], []);
  return [...fieldFindings(context), ...istioFindings(context)]
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message, got }) => ({
      what: `${pathText(path)} ${message}`,
      got: got === undefined || typeof got === 'string' ? got : JSON.stringify(got),
    }));
}
