import type { CheckFinding } from '../../checks/finding';
import type { ClusterReport, RungReport } from '../model';
import { counted } from '../../values/counted';
import { badge, breakable, h, section } from './dom';
import { table } from './table';

type Tone = Parameters<typeof badge>[1];

const SEVERITY: Readonly<Record<string, Tone>> = { error: 'bad', warning: 'doubtful', info: 'quiet', note: 'quiet' };

/** Findings of `check`. */
export function findings(rows: readonly CheckFinding[], kubernetes: string): HTMLElement {
  const serious = rows.some(({ severity }) => severity !== 'info');
  return section(
    'findings',
    'Findings',
    `What the command “check” finds, for Kubernetes ${kubernetes}.`,
    table<CheckFinding>({
      caption: 'Findings',
      rows,
      text: (row) => `${row.rule} ${row.object} ${row.file} ${row.field} ${row.message} ${row.fix}`,
      filters: [
        {
          label: 'Severity',
          value: ({ severity }) => severity,
          ...(serious && { initial: rows.some(({ severity }) => severity === 'error') ? 'error' : 'warning' }),
        },
        { label: 'Rule', value: ({ rule }) => rule },
      ],
      empty: 'Nothing was found.',
      columns: [
        {
          title: 'Severity',
          cell: ({ severity }) => badge(severity, SEVERITY[severity] ?? 'quiet'),
          sort: ({ severity }) => ['error', 'warning', 'info'].indexOf(severity),
        },
        { title: 'Rule', cell: ({ rule }) => rule, sort: ({ rule }) => rule },
        {
          title: 'Where',
          cell: ({ object, file, line, field }) =>
            h(
              'div',
              {},
              breakable(object),
              field !== '' && h('div', {}, h('code', {}, breakable(field))),
              h('div', { class: 'quiet' }, breakable(line === undefined ? file : `${file}:${line}`)),
            ),
          sort: ({ file }) => file,
          class: 'where',
        },
        {
          title: 'What',
          cell: ({ message, got, allowed, fix }) =>
            h(
              'div',
              {},
              `${message}`,
              got !== undefined &&
                h('div', {}, 'Got ', h('code', {}, typeof got === 'string' ? got : JSON.stringify(got))),
              allowed !== undefined && h('div', { class: 'quiet' }, `Allowed: ${allowed}`),
              h('div', { class: 'fix' }, fix),
            ),
          class: 'wide',
        },
      ],
    }).element,
  );
}

/** The order of the hops to maintained charts. */
export function ladder({ ladder: rungs }: ClusterReport): HTMLElement {
  return section(
    'ladder',
    'Exit',
    rungs.length === 0
      ? ''
      : `${counted(rungs.length, 'hop')} bring the components to charts that are still maintained, in this order. The command “hop” explains each.`,
    table<RungReport>({
      caption: 'Hops to maintained charts',
      rows: rungs,
      text: ({ component, from, to, app }) => `${component} ${from} ${to} ${app}`,
      filters: [{ label: 'Component', value: ({ component }) => component }],
      empty: 'No component of Verrazzano is to be moved.',
      columns: [
        { title: '#', cell: ({ number }) => number, sort: ({ number }) => number, class: 'number' },
        {
          title: 'Component',
          cell: ({ component }) => h('strong', {}, breakable(component)),
          sort: ({ component }) => component,
        },
        {
          title: 'Hop',
          cell: ({ from, to, app }) => `${from} → ${to}${app === to ? '' : ` (app version ${app})`}`,
          class: 'number',
        },
        {
          title: 'To prepare',
          cell: ({ findings: all }) => levels(all),
          class: 'levels',
          sort: ({ findings: all }) => -all.filter(({ level }) => level === 'error').length,
        },
        {
          title: 'After',
          cell: ({ after, why }) =>
            h(
              'div',
              {},
              ...after.map((each) => h('div', {}, `${each.rung}: ${each.why}`)),
              why !== undefined && h('div', { class: 'quiet' }, why),
            ),
          class: 'wide',
        },
      ],
    }).element,
  );
}

function levels(all: RungReport['findings']): HTMLElement | string {
  if (all.length === 0) return '–';
  const count = (wanted: string): number => all.filter(({ level }) => level === wanted).length;
  const items = all.map(({ level, what, fix }) =>
    h('li', {}, badge(level, SEVERITY[level] ?? 'quiet'), ` ${what} `, h('span', { class: 'fix' }, fix)),
  );
  const [errors, warnings] = [count('error'), count('warning')];
  const text =
    [errors > 0 && counted(errors, 'error'), warnings > 0 && counted(warnings, 'warning')]
      .filter((each) => each !== false)
      .join(', ') || counted(all.length, 'note');
  return h('details', { class: 'more' }, h('summary', {}, text), h('ul', { class: 'plain' }, ...items));
}
