import { listAt, objectAt } from '../connectivity/manifest';
import type { Found } from './finding';
import type { Inventory } from './inventory';

/**
 * Findings in which values with variables of Flux are not decided: their values are known at delivery only.
 * @param found - what the rules find
 * @param inventory - the objects; without a Kustomization of Flux that substitutes variables, a `$` means nothing more than itself
 */
export function withVariables(found: readonly Found[], inventory: Inventory): readonly Found[] {
  return inventory.scopes.some((scope) => substitutes(inventory, scope)) ? found.map(withVariable) : found;
}

function substitutes(inventory: Inventory, scope: string): boolean {
  return inventory.ofKind(scope, 'kustomize.toolkit.fluxcd.io', 'Kustomization').some(({ object }) => {
    const build = objectAt(object, 'spec', 'postBuild');
    return Object.keys(objectAt(build, 'substitute')).length > 0 || listAt(build, 'substituteFrom').length > 0;
  });
}

function withVariable(found: Found): Found {
  const { at, path, got } = found;
  if (typeof got !== 'string' || !/\$\{\w+[^}]*\}/.test(got)) return found;
  return {
    rule: 'filled-in-later',
    severity: 'info',
    at,
    path,
    got,
    message: 'has a variable that Flux fills in, so that the value is not checked',
    fix: 'check what `flux build kustomization` prints',
  };
}
