import { StatedPlatform } from '../../lib/profile/stated-platform';

test('a platform has the components that its resource states, and not those of its profile', () => {
  const platform = new StatedPlatform(
    {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      spec: { profile: 'prod', components: { grafana: { enabled: false }, argoCD: { enabled: true } } },
    },
    undefined,
  );
  const [enabled, running] = [platform.enabledComponents, platform.runningComponents].map((definitions) =>
    definitions.map(({ name }) => name),
  );
  for (const names of [enabled, running]) {
    expect(names).toContain('argocd');
    expect(names).not.toContain('grafana');
  }
  expect(platform.images).toContainEqual(expect.stringContaining('/argocd:'));
  const ends = platform.flows.flatMap(({ from, to }) => [from, to]);
  expect(ends).toContainEqual(expect.objectContaining({ component: 'argocd' }));
  expect(ends).not.toContainEqual(expect.objectContaining({ component: 'grafana' }));
});
