import { listAt, objectAt, textAt } from '../connectivity/manifest';
import type { JsonObject } from '../values/json';
import type { Found } from './finding';
import type { Inventory } from './inventory';
import { isCiphertext } from './sops';

/**
 * The variables of kustomizations, which are replaced where a text has `$(NAME)`. Source: reference of kustomize, vars.
 * @param kustomizations - the kustomizations
 */
export function variablesOf(kustomizations: ReadonlyArray<{ readonly object: JsonObject }>): ReadonlySet<string> {
  return new Set(
    kustomizations.flatMap(({ object }) => listAt(object, 'vars').flatMap((each) => textAt(each, 'name') ?? [])),
  );
}

/** Variables that Argo CD gives to its plugins. Source: Argo CD, "Config Management Plugins". */
const OF_PLUGINS = /\$\{?ARGOCD_(?:APP|ENV)_\w/;

/**
 * Findings in which values with variables of Flux, of plugins of Argo CD or of kustomizations, and those that SOPS encrypts, are not decided: they are known at
 * delivery only.
 * @param found - what the rules find
 * @param inventory - the objects; without a Kustomization of Flux that substitutes variables, a `$` means nothing more than itself
 * @param variables - those of kustomizations
 */
export function withVariables(
  found: readonly Found[],
  inventory: Inventory,
  variables: ReadonlySet<string>,
): readonly Found[] {
  const isOfFlux = inventory.scopes.some((scope) => substitutes(inventory, scope));
  return found.map((each) => {
    const { got } = each;
    if (typeof got !== 'string') return each;
    if (isCiphertext(got)) return encrypted(each);
    if (OF_PLUGINS.test(got)) return filledIn(each, 'a plugin of Argo CD', 'argocd app manifests');
    if (isOfFlux && /\$\{\w+[^}]*\}/.test(got)) return filledIn(each, 'Flux', 'flux build kustomization');
    const names = [...got.matchAll(/\$\(([^()]+)\)/g)].map(([, name = '']) => name);
    return names.some((name) => variables.has(name)) ? filledIn(each, 'a kustomization', 'kustomize build') : each;
  });
}

function encrypted(found: Found): Found {
  const message = 'is encrypted by SOPS, so that the value is not checked';
  return { ...found, rule: 'filled-in-later', severity: 'info', message, fix: 'check what `sops --decrypt` prints' };
}

function substitutes(inventory: Inventory, scope: string): boolean {
  return inventory.ofKind(scope, 'kustomize.toolkit.fluxcd.io', 'Kustomization').some(({ object }) => {
    const build = objectAt(object, 'spec', 'postBuild');
    return Object.keys(objectAt(build, 'substitute')).length > 0 || listAt(build, 'substituteFrom').length > 0;
  });
}

function filledIn({ at, path, got }: Found, who: string, command: string): Found {
  return {
    rule: 'filled-in-later',
    severity: 'info',
    at,
    path,
    ...(got !== undefined && { got }),
    message: `has a variable that ${who} fills in, so that the value is not checked`,
    fix: `check what \`${command}\` prints`,
  };
}
