import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import { Registry } from '../../values/registry';
import { commands } from './commands';

/**
 * Steps for pods whose charts have no value for the Secret with the credentials of a private registry.
 * @param platform - the profile
 * @param units - names of units that exist
 */
export function pullSecretSteps(
  { registry, enabledComponents }: Platform,
  units: ReadonlySet<string>,
): readonly RemainingStep[] {
  if (registry === undefined) return [];
  return enabledComponents.flatMap((definition): readonly RemainingStep[] => {
    const instructions = [...patches(definition), ...nodes(definition)];
    if (instructions.length === 0) return [];
    const unit = `charts/${definition.name}`;
    return [
      {
        title: `Let pods of ${definition.name} pull their images`,
        when: 'after',
        ...(units.has(unit) && { unit }),
        instructions: instructions.join('\n\n'),
      },
    ];
  });
}

function patches(definition: ComponentDefinition): string[] {
  const names = accountsOf(definition, 'patched');
  if (names.length === 0) return [];
  const patch = `-p '${JSON.stringify({ imagePullSecrets: [{ name: Registry.PULL_SECRET }] })}'`;
  return [
    'No value of its chart gives these pods the credentials of the registry. Add them to the ServiceAccounts, and delete pods that wait for their images:',
    commands(...names.map((name) => `kubectl -n ${definition.namespace} patch serviceaccount ${name} ${patch}`)),
  ];
}

function nodes(definition: ComponentDefinition): string[] {
  const names = accountsOf(definition, 'recreated');
  if (names.length === 0) return [];
  return [
    `Pods of hooks run under ${names.map((name) => `\`${name}\``).join(', ')}, which every sync makes again: give the nodes the credentials of the registry, or let them pull the image without.`,
  ];
}

function accountsOf({ unreachedAccounts = {} }: ComponentDefinition, kind: 'patched' | 'recreated'): readonly string[] {
  return Object.keys(unreachedAccounts).filter((name) => unreachedAccounts[name] === kind);
}
