import type { Replacement } from '../../definition/replacement';
import type { ReplacementChange } from '../../definition/replacement-change';
import { WITH_LOG_PARSERS } from '../log-parsers';

const CHANGE: ReplacementChange = {
  since: 'adoption',
  kind: 'object',
  level: 'note',
  what: 'FluentBitConfig, Filter and Parser for the logs of the component exist only in the chart of Verrazzano, which makes them where the Fluent Bit operator runs',
  fix: 'keep them as manifests of your own where that operator collects the logs, or they are stored as plain lines',
  source: 'templates/verrazzano/*-filter-parser.yaml of the charts at v1.7.2',
};

/**
 * A replacement with what its chart loses of the logs, if that of Verrazzano has it.
 * @param replacement - the replacement
 */
export function withLogParsers(replacement: Replacement): Replacement {
  const { component, charts, changes = [] } = replacement;
  return charts.length > 0 && WITH_LOG_PARSERS.has(component)
    ? { ...replacement, changes: [...changes, CHANGE] }
    : replacement;
}
