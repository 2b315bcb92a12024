import type { Command } from 'commander';
import type { VerrazzanoResource } from '../../resource/merge';
import { DEFAULT_PROFILE, effectiveResource, withSchemaDefaults } from '../../resource/merge';
import { isJsonObject } from '../../values/json';
import type { ValueChange } from '../changes';
import { changesBetween } from '../changes';
import { warnOfCredentials } from '../credentials';
import { oneLine } from '../../values/escape/visible';
import type { FileResource } from '../input/read-resources';
import { readResources } from '../input/read-resources';
import { tinted, type Io } from '../io';
import { yamlText } from '../yaml-text';
import { examples } from '../options';
import type { Session } from '../session';

/**
 * Adds the command `effective`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addEffective(command: Command, session: Session): void {
  command
    .argument('<file>', 'YAML or JSON with Verrazzano resources, v1beta1 or v1alpha1')
    .option('--diff', 'print only what the file changes compared with its profile')
    .addHelpText('after', examples('effective verrazzano.yaml', 'effective --diff verrazzano.yaml'))
    .action((file: string, options: { readonly diff?: true }) => {
      session.with(file, () => {
        const resources = readResources(file);
        const text = resources.map((found) => (options.diff ? diff(found, session.io) : merged(found)));
        for (const { resource } of resources) warnOfCredentials(file, resource, session);
        session.io.out(text.join(''));
      });
    });
}

function merged({ resource }: FileResource): string {
  const { deletionTimestamp: _, ...metadata } = resource.metadata ?? {};
  return yamlText(effectiveResource(stored({ ...resource, metadata })));
}

/**
 * As an API server stores it: a `clusterIssuer` that is given is enabled and has a namespace. The protocol of ports is left
 * as the file says: Services have the same default.
 */
function stored(resource: VerrazzanoResource): VerrazzanoResource {
  const { components } = resource.spec ?? {};
  const filled = withSchemaDefaults(resource).spec?.components;
  if (!isJsonObject(components) || !isJsonObject(filled) || components.clusterIssuer === undefined) return resource;
  const { clusterIssuer } = filled;
  return { ...resource, spec: { ...resource.spec, components: { ...components, clusterIssuer } } };
}

function diff({ resource }: FileResource, io: Io): string {
  const { profile } = resource.spec ?? {};
  const alone = { ...resource, spec: profile === undefined ? {} : { profile } };
  const before = effectiveResource(alone).spec;
  const after = effectiveResource(stored(resource)).spec;
  const { namespace, name } = resource.metadata ?? {};
  const title = `# ${word(namespace, 'default')}/${word(name, '(no name)')}, profile ${word(profile, DEFAULT_PROFILE)}\n`;
  const changes = changesBetween(before, after, 'spec').map((change) => line(change, io));
  return [title, ...(changes.length === 0 ? ['# no change\n'] : changes)].join('');
}

function line({ path, before, after }: ValueChange, io: Io): string {
  const text = (value: unknown): string => (value === undefined ? '(not set)' : oneLine(JSON.stringify(value)));
  return `${oneLine(path)}: ${tinted(io, 'bad', text(before))} -> ${tinted(io, 'good', text(after))}\n`;
}

function word(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? oneLine(value) : otherwise;
}
