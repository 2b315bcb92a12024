import { virtualClusterOrigins } from '../../lib/virtual-cluster/object-origins';

function originsOf(name: string): string[] {
  const content = { kind: 'NetworkPolicy', metadata: { name } };
  const document = { content, index: 0, file: 'f.yaml', creator: 'host/team-a', unit: undefined };
  return virtualClusterOrigins(document, {}, {}, 'host/team-a', 'team-a').map(({ text }) => text);
}

test('policies of the chart follow from its templates, and those for admitFrom from the option', () => {
  expect(originsOf('vc-work-team-a')).toContain('what chart vcluster 0.24.2 makes for NetworkPolicy');
  for (const name of ['team-a-workloads', 'team-a-control-plane']) {
    expect(originsOf(name)[0]).toBe('isolation.admitFrom');
    expect(originsOf(name).join()).not.toContain('what chart vcluster');
  }
});
