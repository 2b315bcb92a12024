import { visible } from '../../values/escape/visible';
import type { CheckFinding, FindingSeverity } from '../finding';
import { messageText } from './text';

const COMMANDS: Readonly<Record<FindingSeverity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * A finding as a workflow command of GitHub Actions, which shows it beside the line of a pull request.
 * Source: GitHub, "Workflow commands for GitHub Actions".
 * @param finding - the finding
 */
export function githubAnnotation(finding: CheckFinding): string {
  const { severity, file, line, rule, object, field } = finding;
  const properties = [
    ...(file === '' ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${property(rule)}`,
  ];
  const place = [object, field].filter((each) => each !== '').join(': ');
  const text = `${place === '' ? '' : `${place} `}${messageText(finding)}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(text)}`;
}

function data(text: string): string {
  return visible(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
