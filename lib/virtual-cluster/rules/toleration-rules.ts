import type { Problem } from '../../values/problem';
import { scalarText, type ChartValues } from '../values/chart-values';

const PATH = 'sync.toHost.pods.enforceTolerations';
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Tolerations that cannot be read. */
export function tolerationProblems(values: ChartValues): Problem[] {
  return values.list(PATH).flatMap((item, index) => {
    if (isToleration(scalarText(item))) return [];
    return [
      {
        at: `${PATH}[${index}]`,
        what: 'is not a toleration',
        got: item,
        allowed: '*, KEY, KEY=VALUE, KEY:EFFECT or KEY=VALUE:EFFECT, the value as that of a label',
        fix: 'write it as kubectl taint does',
      },
    ];
  });
}

function isToleration(text: string): boolean {
  if (text === '*') return true;
  const parts = text.split(':');
  const pair = (parts[0] ?? '').split('=');
  return parts.length <= 2 && pair.length <= 2 && LABEL_VALUE.test(pair[1] ?? '');
}
