import { DevProfile, ManagedClusterProfile, NoneProfile, ProdProfile } from '../../lib';
import { cluster } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';
import { readFileSync } from 'fs';
import type { UpstreamComponent } from './upstream';

describeShared('enabled components per profile agree with upstream', () => {
  test.each([
    ['dev', DevProfile],
    ['prod', ProdProfile],
    ['managed-cluster', ManagedClusterProfile],
    ['none', NoneProfile],
  ] as const)('%s', (name, type) => {
    const profile = new type(cluster(), 'verrazzano');
    const upstream = JSON.parse(
      readFileSync(sharedPath('upstream', 'components', 'components.json'), 'utf8'),
    ) as (UpstreamComponent & {
      defaultEnabled: Record<string, boolean>;
    })[];
    const expected = upstream.filter(({ defaultEnabled }) => defaultEnabled[name]);
    const actual = profile.components.filter(({ enabled, definition }) => enabled && definition.partOf === undefined);
    expect(actual.map(({ definition }) => definition.name).sort()).toEqual(
      expected.map(({ componentName }) => componentName).sort(),
    );
  });
});
