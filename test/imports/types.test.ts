import type { ComponentSpecKey } from '../../lib/components/registry';
import type { VerrazzanoSpecComponents } from '../../lib/definition/verrazzano-types';
import type { ApplicationSpec, AppProjectSpec } from '../../lib/gitops/argo/argo-types';

/** Keys as the schema has them; the generator changes the case of some (argoCD becomes argoCd). */
type KeysOf<T> = Lowercase<keyof T & string>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Within<A, B> = [A] extends [B] ? true : false;

/* These are proved by the compiler; the test gives them a place in the report. */
const everyKeyHasProps: Same<Lowercase<ComponentSpecKey>, KeysOf<VerrazzanoSpecComponents>> = true;
const applicationFields: Within<
  'destination' | 'ignoredifferences' | 'project' | 'source' | 'syncpolicy',
  KeysOf<ApplicationSpec>
> = true;
const appProjectFields: Within<
  'clusterresourcewhitelist' | 'description' | 'destinations' | 'namespaceresourcewhitelist' | 'sourcerepos',
  KeysOf<AppProjectSpec>
> = true;

test('the typed keys of components are those of the generated types', () => {
  expect([everyKeyHasProps, applicationFields, appProjectFields]).toEqual([true, true, true]);
});
