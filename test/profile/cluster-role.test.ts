import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AdminCluster,
  DevProfile,
  GitOpsApp,
  GitOpsCluster,
  ManagedCluster,
  ManagedClusterProfile,
  NoneProfile,
  ProdProfile,
  type Profile,
  type ProfileProps,
} from '../../lib';
import { kubernetes } from '../support/profiles';
import { sample } from '../support/sample';

type ProfileType = new (scope: Construct, id: string, props?: ProfileProps) => Profile;

const TYPES: Readonly<Record<string, ProfileType>> = {
  dev: DevProfile,
  prod: ProdProfile,
  'managed-cluster': ManagedClusterProfile,
  none: NoneProfile,
};

const CLUSTERS = { AdminCluster, ManagedCluster } as const;

function profile(cluster: keyof typeof CLUSTERS, type: string, props: ProfileProps = {}): Profile {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } });
  const made = new CLUSTERS[cluster](app, 'test', { kubernetes });
  return new (TYPES[type] ?? ProdProfile)(made, 'verrazzano', props);
}

const isRole = (text: string): boolean => /does not fit|role differs/.test(text);

describe.each(
  sample(
    [
      ['AdminCluster', 'admin', ['dev', 'prod']],
      ['ManagedCluster', 'managed', ['managed-cluster', 'prod']],
    ],
    6,
  ),
)('%s', (cluster, role, allowed) => {
  it.each(Object.keys(TYPES))('gives its role to profile %s', (type) => {
    expect(profile(cluster, type).role).toBe(role);
  });

  it.each(Object.keys(TYPES))('takes profile %s, or says why not', (type) => {
    const problems = profile(cluster, type).node.validate().filter(isRole);
    if ((allowed as readonly string[]).includes(type)) {
      expect(problems).toEqual([]);
      return;
    }
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      new RegExp(`does not fit an? ${cluster}: it .*; got "${type}"; allowed ${allowed.join(', ')}; use one of these`),
    );
  });

  it('refuses another role in the props', () => {
    const other = role === 'admin' ? 'managed' : 'admin';
    expect(profile(cluster, 'prod', { role: other }).role).toBe(role);
    expect(profile(cluster, 'prod', { role: other }).node.validate().filter(isRole)).toEqual([
      expect.stringContaining('role differs from that of the cluster'),
    ]);
    expect(profile(cluster, 'prod', { role }).node.validate().filter(isRole)).toEqual([]);
  });
});

describe('outside of a cluster with a role', () => {
  const scopes: ReadonlyArray<[string, () => Construct]> = [
    ['a Chart', () => new Chart(new App(), 'chart')],
    [
      'a GitOpsCluster',
      () => new GitOpsCluster(new GitOpsApp({ repository: { url: 'https://git.example.com/p.git' } }), 'c'),
    ],
  ];

  it.each(scopes)('%s leaves the role to the prop, and then to the profile', (_, scope) => {
    for (const [type, Type] of Object.entries(TYPES)) {
      expect(new Type(scope(), 'vz', { kubernetes }).role).toBe(type === 'managed-cluster' ? 'managed' : 'admin');
      for (const role of ['admin', 'managed'] as const) {
        const made = new Type(scope(), 'vz', { kubernetes, role });
        expect(made.role).toBe(role);
        expect(made.node.validate().filter(isRole)).toEqual([]);
      }
    }
  });
});

it('flows follow the role, and not the profile', () => {
  const ships = (made: Profile): boolean =>
    made.flows.some(
      ({ to }) => to.kind === 'external' && to.cluster === 'admin' && to.hosts.join().includes('opensearch'),
    );
  const hasAgent = (made: Profile): boolean => made.runningComponents.some(({ name }) => name === 'rancher-agent');
  expect([ships, hasAgent].map((test) => test(profile('ManagedCluster', 'prod')))).toEqual([true, true]);
  expect([ships, hasAgent].map((test) => test(profile('AdminCluster', 'prod')))).toEqual([false, false]);
});
