import { counted } from '../../values/counted';
import { markdownCell, markdownCode, markdownText } from '../../values/escape/markdown';
import { withoutCredentials } from '../../values/credential-patterns';
import { RISKS, RISK_ORDER, type Change, type Risk } from '../diff/change';
import { fieldText } from './diff-text';

/** Changes of one risk that are listed, and fields of one change. */
const [MAX_CHANGES, MAX_FIELDS] = [30, 20];

/** A comment of GitHub may have 65,536 characters; the rest is cut at the end of a section. */
const MAX_LENGTH = 60_000;

/**
 * Changes as Markdown for a pull request: a table that counts, high risks in the open, and everything else folded.
 * @param changes - the changes, the greatest risk first
 */
export function diffMarkdown(changes: readonly Change[]): string {
  if (changes.length === 0) return '### No object differs\n';
  const byRisk = RISK_ORDER.flatMap((risk) => {
    const own = changes.filter((change) => change.risk === risk);
    return own.length === 0 ? [] : [{ risk, own }];
  });
  const high = changes.filter(({ level }) => level === 'high').length;
  const title = `### ${counted(changes.length, 'change')}, ${high} of high risk`;
  const rows = byRisk.map(({ risk, own }) => `| ${risk} | ${own.length} | ${markdownCell(RISKS[risk])} |`);
  const table = ['| risk | changes | what it means |', '|---|---|---|', ...rows].join('\n');
  const sections = byRisk.map(({ risk, own }) => section(risk, own));
  return `${fitting([title, table, ...sections]).join('\n\n')}\n`;
}

function fitting(parts: readonly string[]): string[] {
  let length = 0;
  const kept = parts.filter((part) => (length += part.length + 2) <= MAX_LENGTH);
  return kept.length === parts.length
    ? kept
    : [...kept, 'The rest is too long for a comment: run `cdk8s-verrazzano diff`.'];
}

function section(risk: Risk, changes: readonly Change[]): string {
  const isOpen = changes.some(({ level }) => level === 'high');
  const items = changes.slice(0, MAX_CHANGES).map(item);
  const more = changes.length > MAX_CHANGES ? [`- and ${changes.length - MAX_CHANGES} more`] : [];
  const list = [...items, ...more].join('\n');
  const title = `${risk} (${changes.length})`;
  return isOpen ? `#### ${title}\n\n${list}` : `<details><summary>${title}</summary>\n\n${list}\n\n</details>`;
}

function item(change: Change): string {
  const { kind, object, cluster, from, reasons, fields } = change;
  const where = cluster === '' ? '' : ` in ${markdownCode(cluster)}`;
  const origin = from === undefined ? '' : `, before ${markdownCode(from)}`;
  const text = `- **${kind}** ${markdownCode(object)}${where}${origin}: ${markdownText(reasons.map((each) => each.text).join('; '))}`;
  if (fields.length === 0) return withoutCredentials(text);
  const lines = fields.slice(0, MAX_FIELDS).map((field) => `  - ${markdownCode(fieldText(field))}`);
  const more = fields.length > MAX_FIELDS ? [`  - and ${fields.length - MAX_FIELDS} more fields`] : [];
  const summary = `  <details><summary>${counted(fields.length, 'field')}</summary>`;
  return withoutCredentials([text, '', summary, '', ...lines, ...more, '', '  </details>'].join('\n'));
}
