import type { Command } from 'commander';
import type { ComponentDefinition } from '../../definition/definition';
import { COMPONENTS } from '../../components';
import { toYaml } from '../../gitops/output/yaml';
import { componentFacts, componentSummary, type ComponentSummary } from '../component-facts';
import { tinted, writeJson, writeLines, type Io } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import { PROFILE_NAMES } from '../profiles';
import type { Session } from '../session';
import { tableLines } from '../table';

/**
 * Adds the command `components`.
 * @param program - the program
 * @param session - the run
 */
export function addComponents(program: Command, session: Session): void {
  program
    .command('components')
    .description('list the components of the platform, or print all facts about one')
    .argument('[name]', 'name of a component, or its key in the Verrazzano resource')
    .addOption(outputOption())
    .addHelpText('after', examples('components', 'components keycloak --output json'))
    .action((name: string | undefined, { output }: OutputOptions, command: Command) => {
      if (name === undefined) list(session.io, output);
      else show(session.io, output, componentOf(name, command));
    });
}

function componentOf(name: string, command: Command): ComponentDefinition {
  const found = COMPONENTS.find((one) => one.name === name) ?? COMPONENTS.find(({ key }) => key === name);
  const allowed = COMPONENTS.map((one) => one.name).sort();
  return found ?? command.error(`error: unknown component; got ${JSON.stringify(name)}; allowed ${allowed.join(', ')}`);
}

function list(io: Io, output: OutputOptions['output']): void {
  const summaries = COMPONENTS.map(componentSummary);
  if (output === 'json') return writeJson(io, summaries);
  const states = PROFILE_NAMES.map((name) => name.toUpperCase());
  const head = ['COMPONENT', ...states, 'NAMESPACE', 'VERSION', 'END OF LIFE', 'AFTER'];
  const lines = tableLines([head, ...summaries.map(row)]);
  writeLines(
    (text) => io.out(text),
    lines.map((line, index) => (index === 0 ? tinted(io, 'quiet', line) : line)),
  );
}

function row({ name, profiles, namespace, version, endOfLife, dependencies }: ComponentSummary): string[] {
  const states = PROFILE_NAMES.map((profile) => (profiles[profile] ? 'on' : 'off'));
  return [name, ...states, namespace, version ?? '-', ended(endOfLife), dependencies.join(',') || '-'];
}

/** The earliest, and how many more there are. */
function ended([first, ...more]: ComponentSummary['endOfLife']): string {
  if (first === undefined) return '-';
  const text = `${first.date} ${first.product} ${first.version}`;
  return more.length > 0 ? `${text} +${more.length}` : text;
}

function show(io: Io, output: OutputOptions['output'], definition: ComponentDefinition): void {
  const facts = componentFacts(definition);
  if (output === 'json') writeJson(io, facts);
  else io.out(toYaml(JSON.parse(JSON.stringify(facts))).replace(/^---\n/, ''));
}
