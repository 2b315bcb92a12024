import type { GitOpsCluster, RemainingStep, RequiredSecret } from '../gitops-cluster';
import type { RenderedUnit } from '../render/render-unit';
import { compare } from '../../values/compare';
import { markdownBlock, markdownCell, markdownCode, markdownText } from '../../values/escape/markdown';

/**
 * README.md of a cluster: its units in the order of delivery, the Secrets that must exist, the steps that remain,
 * the differences that Argo CD ignores, the Secrets that stand in Git.
 *
 * @param units - by wave and name
 */
export function clusterReadme(cluster: GitOpsCluster, units: readonly RenderedUnit[]): string {
  return `${[
    heading(cluster.clusterName),
    `${GENERATED} \`SHA256SUMS\` lists every file (\`sha256sum -c SHA256SUMS\`).`,
    '## Delivery units',
    unitsTable(units),
    ...section('## Required secrets', secretsTable(cluster.requiredSecrets)),
    ...section('## Remaining steps', steps(cluster.remainingSteps, units)),
    ...section('## Differences that are ignored', differences(units)),
    ...section('## Secrets without credentials', allowedSecrets(cluster, units)),
  ].join('\n\n')}\n`;
}

/**
 * Whether a text is the generated README.md of a cluster, also between the conflict markers of a Git merge.
 * @param text - content of the file
 * @param name - name of the cluster
 */
export function isClusterReadme(text: string, name: string): boolean {
  return text.includes(`${heading(name)}\n\n${GENERATED}`);
}

const GENERATED = 'Generated; do not edit.';

function heading(name: string): string {
  return `# Cluster ${name}`;
}

function section(title: string, text: string): string[] {
  return text === '' ? [] : [title, text];
}

function unitsTable(units: readonly RenderedUnit[]): string {
  if (units.length === 0) return 'None.';
  const rows = units.map(({ unit, objects }) => [
    String(unit.props.wave),
    // A name of DNS labels, which needs no escape.
    `[${unit.unitName}](${unit.unitName})`,
    unit.props.kustomization === undefined ? String(objects.length) : 'kustomization',
    markdownCell(unit.props.description ?? ''),
  ]);
  return table(['wave', 'unit', 'objects', 'description'], rows);
}

function secretsTable(secrets: readonly RequiredSecret[]): string {
  if (secrets.length === 0) return '';
  const rows = secrets
    .map((s) => [s.namespace, s.name, s.keys.join(', '), s.usedBy, s.description])
    .sort((a, b) => compare(a.join('\0'), b.join('\0')))
    .map((cells) => cells.map(markdownCell));
  return `These must exist in the cluster and are never in Git.\n\n${table(['namespace', 'name', 'keys', 'used by', 'what'], rows)}`;
}

function steps(remaining: readonly RemainingStep[], units: readonly RenderedUnit[]): string {
  const order = units.map(({ unit }) => unit.unitName);
  const rank = ({ unit, when }: RemainingStep): number => {
    const after = when === 'after' ? 1 : 0;
    return unit === undefined ? after * (2 * order.length + 3) - 1 : 2 * order.indexOf(unit) + 2 + after;
  };
  return [...remaining]
    .sort((a, b) => rank(a) - rank(b))
    .map(
      (s) =>
        `### ${markdownText(s.title)}\n\n*${s.when} ${s.unit === undefined ? 'the cluster' : markdownCode(s.unit)}*\n\n${markdownBlock(s.instructions.trim())}`,
    )
    .join('\n\n');
}

function differences(units: readonly RenderedUnit[]): string {
  const rows = units.flatMap(({ unit }) =>
    (unit.props.ignoreDifferences ?? []).map((d) => [
      unit.unitName,
      [d.kind, d.group].filter(Boolean).join('.'),
      [d.namespace, d.name].filter(Boolean).join('/') || 'all',
      [...(d.jsonPointers ?? []), ...(d.jqPathExpressions ?? [])].map(markdownCode).join(', '),
      d.reason,
    ]),
  );
  return rows.length === 0
    ? ''
    : table(
        ['unit', 'kind', 'object', 'fields', 'reason'],
        rows.map((cells) => cells.map(markdownCell)),
      );
}

function allowedSecrets(cluster: GitOpsCluster, units: readonly RenderedUnit[]): string {
  const rows = [
    ...units.flatMap(({ unit }) =>
      (unit.props.allowSecrets ?? []).map(({ kind, name, field, reason }) => {
        const what = kind === undefined || kind === 'Secret' ? name : `${kind} ${name}`;
        return [unit.unitName, field === undefined ? what : `${what}: ${field}`, reason];
      }),
    ),
    ...[...cluster.allowedHostFiles].sort(([a], [b]) => compare(a, b)).map(([file, reason]) => ['host', file, reason]),
  ];
  return rows.length === 0
    ? ''
    : table(
        ['unit', 'name', 'reason'],
        rows.map((cells) => cells.map(markdownCell)),
      );
}

/** @param rows - cells in Markdown */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
