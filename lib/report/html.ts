import { createHash } from 'crypto';
import type { Report } from './model';
import { htmlSafeJson } from '../values/json';

/** What a page runs and how it looks. */
export interface PageAssets {
  /** The script, without modules. */
  readonly script: string;
  /** The style sheet. */
  readonly style: string;
}

/** Tells a report from other files, which are not written over. */
export const REPORT_MARK = '<meta name="generator" content="cdk8s-verrazzano report">';

/**
 * A report as one HTML file. It loads nothing: its policy forbids every request, and every script and style but its own. The data are
 * JSON, which the script writes into the page as text only.
 * @param report - the data
 * @param assets - script and style
 */
export function reportHtml(report: Report, { script, style }: PageAssets): string {
  const [code, look] = [script.trim(), style.trim()];
  const policy = [
    "default-src 'none'",
    `script-src '${hash(code)}'`,
    `style-src '${hash(look)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${REPORT_MARK}
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${text(report.title)}</title>
<style id="__________cytoscape_stylesheet">${look}</style>
</head>
<body>
<noscript><p>This report is drawn by a script that is part of this file. Allow scripts for it to be shown.</p></noscript>
<div id="report"></div>
<script type="application/json" id="data">${htmlSafeJson(report)}</script>
<script>${code}</script>
</body>
</html>
`;
}

function hash(content: string): string {
  return `sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function text(value: string): string {
  return value.replace(/[&<>"]/g, (each) => ENTITIES[each] ?? each);
}
