import { readFileSync } from 'node:fs';
import { VirtualHostNames } from '../../lib/virtual-cluster/names/host-names';
import { describeShared, sharedPath } from '../support/shared';

interface Vector {
  readonly name: string;
  readonly namespace: string;
  readonly hostNamespace: string;
  readonly virtualNamespace: string;
  readonly vcluster: string;
  readonly host: string;
  readonly key: string;
  readonly node: string;
  readonly hostService: string;
  readonly kind: string;
  readonly mode?: string;
}

type Vectors = Readonly<Record<string, readonly Vector[]>> & {
  readonly clusterMarker: { readonly hostNamespace: string; readonly vcluster: string; readonly value: string };
};

const names = (name: string, namespace = 'team-x', multiNamespace = false): VirtualHostNames =>
  new VirtualHostNames({ name, namespace, multiNamespace });

describeShared('names of vCluster 0.24', () => {
  const vectors = JSON.parse(readFileSync(sharedPath('upstream', 'vcluster', 'name-vectors.json'), 'utf8')) as Vectors;
  const of = (key: string): readonly Vector[] => vectors[key] ?? [];

  test('objects of namespaces', () => {
    const made = of('namespaced').map(({ name, namespace, vcluster }) => names(vcluster).object(name, namespace).name);
    expect(made).toEqual(of('namespaced').map(({ host }) => host));
    expect(made.length).toBeGreaterThan(5);
  });

  test('objects of none, and their marker', () => {
    const made = of('cluster').map(({ name, hostNamespace, vcluster }) =>
      names(vcluster, hostNamespace).clusterObject(name),
    );
    expect(made).toEqual(of('cluster').map(({ host }) => host));
    const { hostNamespace, vcluster, value } = vectors.clusterMarker;
    expect(names(vcluster, hostNamespace).clusterMarker).toBe(value);
  });

  test('labels', () => {
    expect(of('labels').map(({ key, vcluster }) => names(vcluster).label(key))).toEqual(
      of('labels').map(({ host }) => host),
    );
    const made = of('namespaceLabels').map(({ key, vcluster }) => names(vcluster).namespaceLabel(key));
    expect(made).toEqual(of('namespaceLabels').map(({ host }) => host));
  });

  test('namespaces in multi-namespace mode', () => {
    const made = of('multiNamespace').map(({ virtualNamespace, hostNamespace, vcluster }) =>
      names(vcluster, hostNamespace, true).namespace(virtualNamespace),
    );
    expect(made).toEqual(of('multiNamespace').map(({ host }) => host));
  });

  test('nodes', () => {
    const made = of('node').map(({ node, vcluster }) => names(vcluster).nodeService(node));
    expect(made).toEqual(of('node').map(({ hostService }) => hostService));
  });

  test('objects with names of their own', () => {
    for (const { kind, name, namespace, vcluster, host, mode } of of('special')) {
      if (kind === 'Lease') expect(names('my-vcluster').lease).toBe(name);
      else expect(names(vcluster, 'team-x', mode?.startsWith('multi')).object(name, namespace, kind).name).toBe(host);
    }
  });
});
