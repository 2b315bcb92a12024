import { clusterFlows } from '../../cluster/flows/cluster-flows';
import { clusterFirewall, clusterFirewallCsv, clusterFirewallMarkdown } from '../../cluster/flows/cluster-firewall';
import { tinted, writeJson, writeLines } from '../io';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';
import { noteLeftOut, readEstates } from './read-estate';

/**
 * Lists which cluster of an estate opens what to which.
 * @param paths - folders of clusters, or of whole outputs
 * @param output - how it is written
 * @param session - the run
 */
export function listMulticlusterFirewall(
  paths: readonly string[],
  output: 'text' | 'json' | 'csv' | 'markdown',
  session: Session,
): void {
  const { io } = session;
  session.with(paths.join(', '), () => {
    const read = readEstates(paths);
    noteLeftOut(read, io);
    const rows = clusterFirewall(read.estates.flatMap(clusterFlows));
    if (output === 'json') writeJson(io, rows);
    else if (output === 'csv') io.out(clusterFirewallCsv(rows));
    else if (output === 'markdown') io.out(clusterFirewallMarkdown(rows));
    else {
      const cells = rows.map((row) => [row.from, row.to, `${row.port}/TCP`, row.endpoint, row.hosts.join(' ')]);
      const lines = tableLines([['FROM', 'TO', 'PORT', 'ENDPOINT', 'HOSTS'], ...cells]);
      writeLines(
        (text) => io.out(text),
        lines.map((line, index) => (index === 0 ? tinted(io, 'quiet', line) : line)),
      );
    }
  });
}
