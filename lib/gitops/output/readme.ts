import type { DeliverySettings } from '../argo/settings';
import type { ClusterParts } from '../argo/cluster-documents';
import { applicationName, ownUnits } from '../argo/cluster-documents';
import type { DeliveryUnitProps } from '../delivery-unit';
import type { DeclaredObject, GitOpsCluster, RemainingStep, RequiredSecret } from '../gitops-cluster';
import type { HelmSource } from '../helm-source';
import { FLUX_FOLDER } from '../flux/flux-files';
import { ARGO_FOLDER } from '../names';
import type { NamespaceReport } from '../render/namespaces';
import type { RenderedUnit } from '../render/render-unit';
import { retryMinutes } from '../retry';
import { compare } from '../../values/compare';
import { oneLine } from '../../values/escape/visible';
import { markdownBlock, markdownCell, markdownCode, markdownText } from '../../values/escape/markdown';

/**
 * README.md of a cluster: its units in the order of delivery, the Secrets that must exist, the steps that remain, the
 * namespaces that others create, what to do when a sync fails, the differences that Argo CD ignores, the Secrets that are
 * in Git.
 *
 * Units that another cluster waits for are in the README of that cluster.
 *
 * @param parts - the cluster, its units, and those of other clusters that it waits for
 * @param namespaces - where the namespaces of the objects come from
 * @param settings - what delivers them
 */
export function clusterReadme(
  parts: ClusterParts,
  namespaces: NamespaceReport,
  settings: Pick<DeliverySettings, 'delivery' | 'kustomizations'>,
): string {
  const isFlux = settings.delivery === 'flux';
  const { cluster } = parts;
  const units = ownUnits(parts);
  const shown = [...parts.awaited.map(({ rendered }) => rendered), ...units];
  return `${[
    heading(cluster.clusterName),
    `${GENERATED} \`SHA256SUMS\` lists every file (\`sha256sum -c SHA256SUMS\`).`,
    '## Delivery units',
    unitsTable(parts, isFlux),
    ...section('## Required secrets', secretsTable(cluster.requiredSecrets)),
    ...section('## Remaining steps', steps([...cluster.remainingSteps, ...namespaces.steps], units)),
    ...section('## Namespaces of others', namespacesTable(namespaces)),
    ...section('## Objects of others', objectsTable(cluster.declaredObjects)),
    ...section('## When a sync fails', isFlux ? '' : failedSync(cluster.clusterName, units)),
    ...section(isFlux ? '## Without Flux' : '## Without Argo CD', byHand(parts, settings.kustomizations)),
    ...section('## Differences that are ignored', isFlux ? '' : differences(shown)),
    ...section('## Secrets without credentials', allowedSecrets(cluster, shown)),
  ].join('\n\n')}\n`;
}

/**
 * Whether a string is the generated README.md of a cluster, also between the conflict markers of a Git merge.
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

function unitsTable(parts: ClusterParts, isFlux: boolean): string {
  const units = ownUnits(parts);
  const isSource = units.length < parts.units.length;
  const note = isSource ? [REQUIRED_ELSEWHERE] : [];
  if (units.length + parts.awaited.length === 0) return ['None.', ...note].join('\n\n');
  const rows = [
    ...parts.awaited.map(({ owner, rendered }) => unitRow(rendered, owner.clusterName)),
    ...units.map((unit) => unitRow(unit)),
  ];
  const place = isFlux
    ? `The Kustomization of each unit is in [${FLUX_FOLDER}](${FLUX_FOLDER}), which \`flux bootstrap\` is given as path.`
    : `The Application of each unit is in [${ARGO_FOLDER}](${ARGO_FOLDER}).`;
  return [
    `${place} A unit is applied when those of lower waves are in sync and healthy.`,
    table(['wave', 'unit', 'objects', 'retries of a failed sync end after', 'description'], rows),
    ...note,
  ].join('\n\n');
}

const REQUIRED_ELSEWHERE =
  'Other units in this folder are applied to this cluster before another cluster is set up, which waits for them: their Applications, and what is to be noted of them, are in the folder of that cluster.';

/** @param owner - name of the cluster that the unit is in; undefined for the own one */
function unitRow({ unit, objects }: RenderedUnit, owner?: string): string[] {
  const folder = owner === undefined ? unit.unitName : `../${owner}/${unit.unitName}`;
  return [
    String(unit.props.wave),
    // Names of DNS labels, which need no escape.
    `${unit.props.helm === undefined ? `[${unit.unitName}](${folder})` : unit.unitName}${owner === undefined ? '' : ` in cluster ${owner}`}`,
    contentOf(unit.props, objects.length),
    retryText(retryMinutes(unit.props.retry)),
    markdownCell(unit.props.description ?? ''),
  ];
}

function contentOf({ kustomization, helm }: DeliveryUnitProps, objects: number): string {
  if (helm !== undefined) return 'chart';
  return kustomization === undefined ? String(objects) : 'kustomization';
}

function retryText(minutes: number | undefined): string {
  if (minutes === undefined) return 'never';
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}

function secretsTable(secrets: readonly RequiredSecret[]): string {
  if (secrets.length === 0) return '';
  const rows = secrets
    .map((s) => [s.namespace, s.name, s.keys.join(', '), s.usedBy, s.description])
    .sort((a, b) => compare(a.join('\0'), b.join('\0')));
  return `These must exist in the cluster and are never in Git.\n\n${table(['namespace', 'name', 'keys', 'used by', 'what'], escaped(rows))}`;
}

/** In the order of delivery; steps of one moment by their text, so that the order of construction does not show. */
function steps(remaining: readonly RemainingStep[], units: readonly RenderedUnit[]): string {
  const order = new Map(units.map(({ unit }, index) => [unit.unitName, index]));
  const rank = ({ unit, when }: RemainingStep): number => {
    const after = when === 'after' ? 1 : 0;
    return unit === undefined ? after * (2 * order.size + 3) - 1 : 2 * (order.get(unit) ?? -1) + 2 + after;
  };
  return [...remaining]
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.order ?? 0) - (b.order ?? 0) ||
        compare(a.title, b.title) ||
        compare(a.instructions, b.instructions),
    )
    .map(
      (s) =>
        `### ${markdownText(s.title)}\n\n*${s.when} ${s.unit === undefined ? 'the cluster' : markdownCode(s.unit)}*\n\n${markdownBlock(s.instructions.trim())}`,
    )
    .join('\n\n');
}

function namespacesTable({ foreign }: NamespaceReport): string {
  if (foreign.length === 0) return '';
  const rows = foreign.map(({ name, createdBy, units, cluster }) => [
    cluster === undefined ? name : `${name} in cluster ${cluster}`,
    createdBy,
    units.join(', '),
  ]);
  return [
    'Objects of this cluster are in these namespaces, and nothing in this folder creates them. Until a namespace exists, the sync of the unit fails and is retried.',
    table(['namespace', 'created by', 'units with objects in it'], escaped(rows)),
  ].join('\n\n');
}

function objectsTable(objects: readonly DeclaredObject[]): string {
  if (objects.length === 0) return '';
  const rows = objects
    .map(({ kind, group, namespace, name, createdBy }) => [
      [kind, group].filter(Boolean).join('.'),
      namespace ?? '',
      name,
      createdBy,
    ])
    .sort((a, b) => compare(a.join('\0'), b.join('\0')));
  return [
    'Objects in this folder refer to these, and nothing in this folder creates them.',
    table(['kind', 'namespace', 'name', 'created by'], escaped(rows)),
  ].join('\n\n');
}

function failedSync(clusterName: string, units: readonly RenderedUnit[]): string {
  const last = units[units.length - 1];
  if (last === undefined) return '';
  const name = applicationName(clusterName, last.unit.unitName);
  return `Argo CD retries a failed sync at increasing intervals, and gives up after the time above. It does not retry a revision
whose retries are used up. When the cause is removed, sync the unit, and then the cluster, which continues with the next wave:

\`\`\`sh
argocd app sync ${name}
argocd app sync ${clusterName}
\`\`\`

While a sync waits for its next attempt, it keeps its revision. For a later commit to be seen at once, end it first:
\`argocd app terminate-op ${name}\`.`;
}

/** The commands for those who apply by hand: `-R` over the whole folder would take a kustomization for an object. */
function byHand(parts: ClusterParts, kustomizations: boolean): string {
  const commands = [
    ...parts.awaited.map(({ owner, rendered: { unit } }) => {
      const folder = `../${owner.clusterName}/${unit.unitName}`;
      return `${applyCommand(unit, folder, kustomizations)} # to cluster ${owner.clusterName}`;
    }),
    ...ownUnits(parts).map(({ unit }) => applyCommand(unit, unit.unitName, kustomizations)),
  ];
  if (commands.length === 0) return '';
  return `In this folder, one unit after the other, each when the one before is ready:\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

function applyCommand({ unitName, props }: RenderedUnit['unit'], folder: string, kustomizations: boolean): string {
  if (props.helm !== undefined) return `# ${unitName}: ${chartText(props.helm)}`;
  return `kubectl apply --server-side ${props.kustomization === undefined && !kustomizations ? '-R -f' : '-k'} ${folder}`;
}

/** What a person installs who has no Argo CD; the Application has the values. */
function chartText({ repository, revision, path, chart, release }: HelmSource): string {
  return oneLine(
    `Helm release ${release} from ${path ?? chart ?? ''} of ${repository} at ${revision}, with the values of its Application`,
  );
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
  return rows.length === 0 ? '' : table(['unit', 'kind', 'object', 'fields', 'reason'], escaped(rows));
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
  return rows.length === 0 ? '' : table(['unit', 'name', 'reason'], escaped(rows));
}

/** @param rows - cells in Markdown */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function escaped(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((cells) => cells.map(markdownCell));
}
