import type { Command } from 'commander';
import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { COMPONENTS } from '../../components';
import { toYaml } from '../../gitops/output/yaml';
import { componentFacts, componentSummary, type ComponentSummary } from '../component-facts';
import { tinted, writeJson, writeLines, type Io } from '../io';
import { withPlatform } from '../network/platform';
import { examples, outputOption, type OutputOptions } from '../options';
import { PROFILE_NAMES } from '../profiles';
import type { Session } from '../session';
import { usageError } from '../usage-error';
import { tableLines } from '../../values/escape/table';

/**
 * Adds the command `components`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addComponents(command: Command, session: Session): void {
  command
    .argument(
      '[file-or-name...]',
      'a file with one Verrazzano resource, a component by its name or its key in that resource, or both',
    )
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'components',
        'components keycloak --output json',
        'components verrazzano.yaml',
        'components verrazzano.yaml argoCD',
      ),
    )
    .action((texts: readonly string[], { output }: OutputOptions) => {
      const { file, name } = argumentsOf(texts, command);
      const definition = name === undefined ? undefined : componentOf(name, command);
      const print = (platform?: Platform): void => {
        if (definition === undefined) list(session.io, output, platform);
        else show(session.io, output, definition, platform);
      };
      if (file === undefined) print();
      else withPlatform(file, {}, command, session, print);
    });
}

/** A path has a slash or the ending of a YAML or JSON file, which no component has. */
function argumentsOf(texts: readonly string[], command: Command): { readonly file?: string; readonly name?: string } {
  const files = texts.filter((text) => /[\\/]|\.(ya?ml|json)$/i.test(text));
  const names = texts.filter((text) => !files.includes(text));
  const [file, ...moreFiles] = files;
  const [name, ...moreNames] = names;
  if (moreFiles.length + moreNames.length > 0) {
    usageError(command, { what: 'too many arguments', got: texts, allowed: 'one file and one component at most' });
  }
  return { ...(file !== undefined && { file }), ...(name !== undefined && { name }) };
}

function componentOf(name: string, command: Command): ComponentDefinition {
  const found = COMPONENTS.find((one) => one.name === name) ?? COMPONENTS.find(({ key }) => key === name);
  const allowed = COMPONENTS.map((one) => one.name).sort();
  return found ?? usageError(command, { what: 'unknown component', got: name, allowed: allowed.join(', ') });
}

function list(io: Io, output: OutputOptions['output'], platform?: Platform): void {
  const summaries = COMPONENTS.map((definition) => ({
    ...componentSummary(definition),
    ...(platform !== undefined && { enabled: platform.isEnabled(definition.name) }),
  }));
  if (output === 'json') return writeJson(io, summaries);
  const states = platform === undefined ? PROFILE_NAMES.map((name) => name.toUpperCase()) : ['STATE'];
  const head = ['COMPONENT', ...states, 'NAMESPACE', 'VERSION', 'CHART', 'END OF LIFE', 'MAINTAINED CHART', 'AFTER'];
  const lines = tableLines([head, ...summaries.map(row)]);
  writeLines(
    (text) => io.out(text),
    lines.map((line, index) => (index === 0 ? tinted(io, 'quiet', line) : line)),
  );
}

interface Row extends ComponentSummary {
  /** Whether the resource enables it. @default - no resource is given, and every profile is shown */
  readonly enabled?: boolean;
}

function row(summary: Row): string[] {
  const { name, profiles, enabled, namespace, version, chartVersion, endOfLife, maintenance, dependencies } = summary;
  const on = enabled === undefined ? PROFILE_NAMES.map((profile) => profiles[profile]) : [enabled];
  const states = on.map((state) => (state ? 'on' : 'off'));
  return [
    name,
    ...states,
    namespace,
    version ?? '-',
    chartVersion ?? '-',
    ended(endOfLife),
    maintained(maintenance),
    dependencies.join(',') || '-',
  ];
}

/** The newest chart, after its state unless it is simply maintained. */
function maintained({ status, chart, newest }: ComponentSummary['maintenance']): string {
  if (chart === null) return status;
  const text = `${chart} ${newest ?? ''}`;
  return status === 'maintained' ? text : `${status}: ${text}`;
}

/** The earliest, and how many more there are. */
function ended([first, ...more]: ComponentSummary['endOfLife']): string {
  if (first === undefined) return '-';
  const text = `${first.date} ${first.product} ${first.version}`;
  return more.length > 0 ? `${text} +${more.length}` : text;
}

function show(io: Io, output: OutputOptions['output'], definition: ComponentDefinition, platform?: Platform): void {
  const running = platform?.enabledComponents.find(({ name }) => name === definition.name);
  const facts = componentFacts(running ?? definition, platform);
  if (output === 'json') writeJson(io, facts);
  else io.out(toYaml(JSON.parse(JSON.stringify(facts))).replace(/^---\n/, ''));
}
