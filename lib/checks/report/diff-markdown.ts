import { counted } from '../../values/counted';
import { markdownCell, markdownCode, markdownText } from '../../values/escape/markdown';
import { withoutCredentials } from '../../values/credential-patterns';
import { RISKS, RISK_ORDER, type Change, type Risk } from '../diff/change';
import { fieldText } from './diff-text';
import { MAX_FIELDS, shownFields } from './shown-fields';

/** Changes of one risk that are listed. */
const MAX_CHANGES = 30;

/** A comment of GitHub may have 65,536 characters. */
const MAX_LENGTH = 60_000;

/** Files that are named which cannot be read. */
const MAX_UNREAD = 10;

/** Of these, what each of the later sections has in any case, so that a large one shortens itself and not those. */
const KEPT_LENGTH = 1000;

/** A section without its items. */
const FRAME_LENGTH = 150;

/** Begins every text, so that workflows find the comment that they replace; it is not shown. */
export const DIFF_MARKER = '<!-- cdk8s-verrazzano diff -->';

/**
 * Changes as Markdown for a pull request: a hidden marker, a table that counts, high risks in the open, and everything else folded.
 * @param changes - the changes, the greatest risk first
 * @param unread - files that cannot be read, and are not compared
 */
export function diffMarkdown(changes: readonly Change[], unread: readonly string[] = []): string {
  const notCompared = unread.length === 0 ? [] : [unreadText(unread)];
  if (changes.length === 0) {
    const title = `${DIFF_MARKER}\n### No ${unread.length > 0 ? 'other ' : ''}object differs`;
    return `${[title, ...notCompared].join('\n\n')}\n`;
  }
  const byRisk = RISK_ORDER.flatMap((risk) => {
    const own = changes.filter((change) => change.risk === risk);
    return own.length === 0 ? [] : [{ risk, own }];
  });
  const high = changes.filter(({ level }) => level === 'high').length;
  const title = `${DIFF_MARKER}\n### ${counted(changes.length, 'change')}, ${high} of high risk`;
  const rows = byRisk.map(({ risk, own }) => `| ${risk} | ${own.length} | ${markdownCell(RISKS[risk])} |`);
  const table = ['| risk | changes | what it means |', '|---|---|---|', ...rows].join('\n');
  const parts = [title, ...notCompared, table];
  let isCut = false;
  for (const [index, { risk, own }] of byRisk.entries()) {
    const room = MAX_LENGTH - parts.join('\n\n').length - KEPT_LENGTH * (byRisk.length - 1 - index);
    const items = fitting(own.slice(0, MAX_CHANGES).map(item), room - FRAME_LENGTH);
    isCut ||= items.length < Math.min(own.length, MAX_CHANGES);
    parts.push(section(risk, own, items));
  }
  if (isCut) parts.push('The rest is too long for a comment: run `cdk8s-verrazzano diff`.');
  return `${parts.join('\n\n')}\n`;
}

/** Says which files are not compared. */
function unreadText(files: readonly string[]): string {
  const more = files.length > MAX_UNREAD ? ` and ${files.length - MAX_UNREAD} more` : '';
  const names = files.slice(0, MAX_UNREAD).map((file) => markdownCode(file));
  return `**${counted(files.length, 'file')} cannot be read, and what is in it is not compared:** ${names.join(', ')}${more}`;
}

/** As many of the first items as fit, one to a line. */
function fitting(items: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = items.findIndex((each) => (length += each.length + 1) > room);
  return end < 0 ? items : items.slice(0, end);
}

function section(risk: Risk, changes: readonly Change[], items: readonly string[]): string {
  const isOpen = changes.some(({ level }) => level === 'high');
  const more = changes.length > items.length ? [`- and ${changes.length - items.length} more`] : [];
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
  const lines = shownFields(change).map((field) => `  - ${markdownCode(fieldText(field))}`);
  const more = fields.length > MAX_FIELDS ? [`  - and ${fields.length - MAX_FIELDS} more fields`] : [];
  const summary = `  <details><summary>${counted(fields.length, 'field')}</summary>`;
  return withoutCredentials([text, '', summary, '', ...lines, ...more, '', '  </details>'].join('\n'));
}
