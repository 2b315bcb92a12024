import { isDeepStrictEqual } from 'util';
import { valueAtPath } from '../../values/path';
import { isJsonObject, type JsonObject } from '../../values/json';
import { same, SHARED, translated, withoutEffect, type Translated, type Translation } from './translated';

/** What the chart of istiod sets, with the profile of `istio-cr.yaml`. */
const SECURITY = {
  runAsUser: 1337,
  runAsGroup: 1337,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

const TABLE: Readonly<Record<string, Translation>> = {
  ...SHARED,
  affinity: same('affinity'),
  securityContext: (value) => (isDeepStrictEqual(value, SECURITY) ? {} : undefined),
};

/**
 * Component `pilot` of an IstioOperator document as values of chart `istiod`.
 * @param pilot - the component
 * @param all - values of the document
 */
export function pilotValues(
  { k8s, hub, tag, enabled: _, namespace: __, ...others }: JsonObject,
  all: JsonObject,
): Translated {
  const values = isJsonObject(all.pilot) ? all.pilot : {};
  const hasBudget = valueAtPath(all, ['global', 'defaultPodDisruptionBudget', 'enabled']) === true;
  const table = hasBudget ? TABLE : { ...TABLE, podDisruptionBudget: withoutEffect };
  const found = translated(isJsonObject(k8s) ? k8s : {}, values, table);
  const image = { ...(hub !== undefined && { hub }), ...(tag !== undefined && { tag }) };
  return {
    values: { pilot: { ...image, ...found.values } },
    unsupported: [...found.unsupported, ...Object.keys(others)],
  };
}
