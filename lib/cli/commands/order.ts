import { Option, type Command } from 'commander';
import type { Platform } from '../../definition/platform';
import { ChartSource } from '../../installer/chart-source';
import { deliveryPlan } from '../../installer/delivery/delivery-plan';
import { orderedParts, type OrderedPart } from '../../installer/delivery/delivery-order';
import { simulated } from '../../installer/delivery/simulation';
import { writeJson, writeLines } from '../io';
import { addPlatformOptions, withPlatform, type PlatformOptions } from '../network/platform';
import { examples } from '../options';
import type { Session } from '../session';
import { tableLines } from '../../values/escape/table';

interface OrderOptions extends PlatformOptions {
  readonly removal?: boolean;
  readonly output: 'text' | 'json';
}

/** Address for host names that are known only in the cluster; the order does not depend on it. */
const DOCUMENTATION_ADDRESS = '192.0.2.1';

/** A unit in the order. */
interface Row {
  readonly wave: number;
  readonly unit: string;
  readonly component: string;
  readonly after: ReadonlyArray<{ readonly unit: string; readonly reason: string }>;
}

/** Units beside those of components; when components are removed, these stay or do not matter. */
const NAMESPACES: Row = { wave: 0, unit: 'namespaces', component: '-', after: [] };
const LAST: readonly Row[] = [
  {
    wave: 20,
    unit: 'policies',
    component: '-',
    after: [{ unit: 'namespaces', reason: 'NetworkPolicies are in them' }],
  },
  { wave: 30, unit: 'mesh', component: '-', after: [{ unit: 'charts/istiod', reason: 'it brings the kinds' }] },
];

/**
 * Adds the command `order`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addOrder(command: Command, session: Session): void {
  addPlatformOptions(command)
    .option('--removal', 'the order in which the units are removed: each before those that it needs')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', examples('order', 'order verrazzano.yaml -o json', 'order --profile dev --removal'))
    .action((file: string | undefined, options: OrderOptions) => {
      withPlatform(file, options, command, session, (platform) => {
        print(platform, options, session);
      });
    });
}

function print(platform: Platform, { removal = false, output }: OrderOptions, session: Session): void {
  const { resource, effective } = platform;
  const plan = deliveryPlan(platform, ChartSource.release(), {
    resource: { ...resource, spec: effective.spec },
    address: DOCUMENTATION_ADDRESS,
  });
  const parts = orderedParts(plan, platform);
  for (const what of simulated(parts, platform)) session.refuse({ at: 'order', what });
  const rows = removal ? removed(parts) : [NAMESPACES, ...parts.map(rowOf), ...LAST];
  const byHand = plan.byHand.map(({ definition, reason }) => ({ component: definition.name, reason }));
  if (output === 'json') return writeJson(session.io, { units: rows, byHand });
  const cells = rows.map(({ wave, unit, component, after }) => [
    String(wave),
    unit,
    component,
    after.map((one) => `${one.unit} (${one.reason})`).join('; ') || '-',
  ]);
  const heads = ['WAVE', 'UNIT', 'COMPONENT', removal ? 'AFTER THE REMOVAL OF' : 'AFTER'];
  writeLines((text) => session.io.out(text), tableLines([heads, ...cells]));
  const notes = byHand.map(({ component, reason }) => `note: ${component} is installed by hand: ${reason}`);
  writeLines((text) => session.io.err(text), notes);
}

function rowOf({ part: { unit, component }, wave, waits }: OrderedPart): Row {
  return { wave, unit, component, after: waits.map(({ unit: needed, reason }) => ({ unit: needed, reason })) };
}

/** The same in reverse: what needs a unit goes before it. */
function removed(parts: readonly OrderedPart[]): readonly Row[] {
  const last = parts.reduce((most, { wave }) => Math.max(most, wave), 0);
  return [...parts].reverse().map(({ part: { unit, component }, wave }) => ({
    wave: 1 + last - wave,
    unit,
    component,
    after: parts
      .filter(({ waits }) => waits.some((wait) => wait.unit === unit))
      .map(({ part, waits }) => ({
        unit: part.unit,
        reason: `needs it: ${waits.find((wait) => wait.unit === unit)?.reason ?? ''}`,
      })),
  }));
}
