import type { Findings } from './finding';
import { GROUP } from './names';
import { fieldsAt, groupOf, itemsAt, nameOf, namespaceOf, type KubeObject } from './object';
import { componentNamed } from './render';

/**
 * Warns of Components that no ApplicationConfiguration of their namespace names, by name or by revision: nothing is made of them.
 * @param given - the objects that are translated
 * @param all - these, and what the cluster has beside them
 * @param findings - where the warnings go
 */
export function warnOfUnusedComponents(
  given: readonly KubeObject[],
  all: readonly KubeObject[],
  findings: Findings,
): void {
  const used = new Set(all.flatMap(namesOf));
  for (const component of given.filter(isComponent)) {
    if (used.has(keyOf(component, nameOf(component)))) continue;
    findings.add('warning', component, {
      what: 'is in no ApplicationConfiguration, so that nothing is made of it',
      fix: 'pass the ApplicationConfiguration that names it, or leave it out',
    });
  }
}

/** A Component, also one that a MultiClusterComponent holds. */
function isComponent({ apiVersion, kind }: KubeObject): boolean {
  const group = groupOf(apiVersion);
  return (
    (group === GROUP.oam && kind === 'Component') || (group === GROUP.clusters && kind === 'MultiClusterComponent')
  );
}

/** What an application names, also one that a wrapper holds. */
function namesOf(object: KubeObject): string[] {
  if (!/^(?:MultiCluster)?ApplicationConfiguration$/.test(object.kind)) return [];
  const entries = [
    ...itemsAt(object, 'spec', 'components'),
    ...itemsAt(fieldsAt(object, 'spec', 'template'), 'spec', 'components'),
  ];
  return entries.map((entry) => keyOf(object, componentNamed(entry)));
}

function keyOf(object: KubeObject, name: string): string {
  return `${namespaceOf(object)}/${name}`;
}
