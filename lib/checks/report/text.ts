import { oneLine, visibleJson } from '../../values/escape/visible';
import { withoutCredentials } from '../../values/credential-patterns';
import type { CheckFinding } from '../finding';

/** How much of a value is shown. */
const MAX_VALUE = 200;

/**
 * A finding as one line: `[file:line object: field] what is wrong; got <value>; allowed <values>; what to do (rule)`.
 * @param finding - the finding
 */
export function findingText(finding: CheckFinding): string {
  const { file, line, object, field, rule } = finding;
  const place = [
    file === '' ? undefined : `${file}${line === undefined ? '' : `:${line}`}`,
    [object, field].filter((each) => each !== '').join(': '),
  ];
  const at = place.filter((each) => each !== undefined && each !== '').join(' ');
  return oneLine(withoutCredentials(`[${at}] ${messageText(finding)} (${rule})`));
}

/** What a finding says, without its place. */
export function messageText({ message, got, allowed, fix }: CheckFinding): string {
  const parts = [message];
  if (got !== undefined) parts.push(`got ${shortened(visibleJson(got) ?? 'nothing')}`);
  if (allowed !== undefined) parts.push(`allowed ${shortened(allowed)}`);
  return oneLine([...parts, fix].join('; '));
}

function shortened(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}...`;
}
