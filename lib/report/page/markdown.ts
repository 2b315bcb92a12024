import { h, link, type Child } from './dom';

/**
 * Text in a line of Markdown: code, bold, links; everything else as it is.
 * @param text - the Markdown
 */
export function inline(text: string): Child[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).flatMap((part): Child[] => {
    if (/^`[^`]+`$/.test(part)) return [h('code', {}, part.slice(1, -1))];
    if (/^\*\*[^*]+\*\*$/.test(part)) return [h('strong', {}, part.slice(2, -2))];
    const [, label, address] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? [];
    if (label !== undefined && address !== undefined) return [link(address, label)];
    return part === '' ? [] : [plain(part)];
  });
}

/** Without the backslashes and entities that escape Markdown. */
function plain(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/&(?:lt|gt|amp);/g, (each) => entities[each] ?? each);
}

/**
 * The Markdown of remaining steps as elements: paragraphs, lists and code. What it does not know is text.
 * @param text - the Markdown
 */
export function markdown(text: string): HTMLElement[] {
  return text.split(/(^```[^\n]*\n[^]*?^```$)/m).flatMap((part) => {
    const code = /^```[^\n]*\n([^]*?)\n?^```$/m.exec(part)?.[1];
    if (code !== undefined) return [h('pre', { tabindex: 0 }, h('code', {}, code))];
    return part
      .split(/\n{2,}/)
      .map((block) => block.trim())
      .filter((block) => block !== '')
      .map(blockOf);
  });
}

function blockOf(block: string): HTMLElement {
  const lines = block.split('\n');
  if (lines.every((line) => /^[-*] /.test(line) || /^ {2,}/.test(line))) {
    return h(
      'ul',
      {},
      ...block
        .split(/^[-*] /m)
        .filter((item) => item !== '')
        .map((item) => h('li', {}, ...inline(item.trim()))),
    );
  }
  if (lines.every((line) => /^\d+\. /.test(line) || /^ {2,}/.test(line))) {
    return h(
      'ol',
      {},
      ...block
        .split(/^\d+\. /m)
        .filter((item) => item !== '')
        .map((item) => h('li', {}, ...inline(item.trim()))),
    );
  }
  return h('p', {}, ...inline(block));
}
