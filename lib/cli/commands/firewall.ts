import { Option, type Command } from 'commander';
import { hostNames } from '../../ingress';
import { firewallOf, toCsv } from '../../network/firewall';
import type { FirewallRow } from '../../network/firewall-row';
import { tinted, writeJson, writeLines, type Io } from '../io';
import { addPlatformOptions, withPlatform, type PlatformOptions } from '../network/platform';
import { examples } from '../options';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';
import { usageError } from '../usage-error';

interface FirewallOptions extends PlatformOptions {
  readonly output: 'text' | 'json' | 'csv' | 'markdown';
  readonly multicluster?: readonly string[];
}

/**
 * Adds the command `firewall`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addFirewall(command: Command, session: Session): void {
  addPlatformOptions(command)
    .addOption(
      new Option('-o, --output <format>', 'how the result is written')
        .choices(['text', 'json', 'csv', 'markdown'])
        .default('text'),
    )
    .option(
      '--multicluster <folder...>',
      'folders of clusters, or of their output, instead of a file: which cluster opens what to which',
    )
    .addHelpText(
      'after',
      examples(
        'firewall',
        'firewall --profile managed-cluster --output csv',
        'firewall verrazzano.yaml',
        'firewall --multicluster dist/ --output markdown',
      ),
    )
    .action(async (file: string | undefined, options: FirewallOptions) => {
      const { multicluster, output } = options;
      if (multicluster !== undefined) {
        if (file !== undefined) {
          usageError(command, {
            what: 'a file and --multicluster exclude each other',
            got: file,
            fix: 'leave out one of them',
          });
        }
        const { listMulticlusterFirewall } = await import('../network/multicluster-firewall');
        listMulticlusterFirewall(multicluster, output, session);
        return;
      }
      if (output === 'markdown') {
        usageError(command, {
          what: '--output is not valid without --multicluster',
          got: output,
          allowed: 'text, json, csv',
        });
      }
      withPlatform(file, options, command, session, (platform) => {
        const rows = firewallOf(platform).map((row) => named(row, hostNames(platform).pattern));
        if (options.output === 'json') writeJson(session.io, { role: platform.role, rows });
        else if (options.output === 'csv') session.io.out(toCsv(rows));
        else print(rows, session.io);
      });
    });
}

/** A row with the names of this cluster, as far as the resource states them. */
function named(row: FirewallRow, domain: string): FirewallRow {
  return { ...row, hosts: row.hosts.map((host) => host.replace('<domain>', () => domain)) };
}

function print(rows: readonly FirewallRow[], io: Io): void {
  const heads = ['DIRECTION', 'FROM', 'TO', 'PORTS', 'REASON', 'HOSTS'];
  const lines = tableLines([heads, ...rows.map(cells)]);
  writeLines(
    (text) => io.out(text),
    lines.map((line, index) => (index === 0 ? tinted(io, 'quiet', line) : line)),
  );
}

function cells({ direction, from, to, hosts, protocol, ports, reason, when }: FirewallRow): string[] {
  const numbers = ports === 'all' ? 'all' : ports.map((port) => `${port}/${protocol}`).join(',');
  const what = when === undefined ? reason : `${reason} (when: ${when})`;
  return [direction, from, to, numbers, what, hosts.join(' ') || '-'];
}
