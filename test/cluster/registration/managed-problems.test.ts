import { GitOpsApp, ManagedCluster, ManagedClusterProfile } from '../../../lib';
import { kubernetes } from '../../support/profiles';
import { estate, type Way } from '../estate';

describe('Rancher of a managed cluster', () => {
  it('is stated where the program does not name the admin cluster', () => {
    const policies = (registration: object): string[] => {
      const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
      const cluster = new ManagedCluster(app, 'eu-1', { kubernetes, registration });
      new ManagedClusterProfile(cluster, 'verrazzano');
      return [...app.render().keys()].filter((path) => path.includes('cattle'));
    };
    expect(policies({})).not.toEqual([]);
    expect(policies({ rancher: true })).toEqual(policies({}));
    expect(policies({ rancher: false })).toEqual([]);
  });

  it('is not other than the admin cluster says', () => {
    const rendered = (way: Way, rancher: boolean) => () =>
      estate({ way, props: { registration: { rancher } } }).app.render();
    expect(rendered('rancher', true)).not.toThrow();
    expect(rendered('rancher', false)).toThrow(
      'registration.rancher is not what the admin cluster says; got false; allowed true; leave it out: it follows from admin',
    );
    expect(rendered('secrets', true)).toThrow('registration.rancher is not what the admin cluster says');
  });
});
