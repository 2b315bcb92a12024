import { parseFleet } from '../../../lib/cluster/fleet/read-fleet';

const GOOD = `# Managed clusters
clusters:
  eu-1:
    ring: canary
    kubernetes: { version: '1.27', cni: calico, storageClass: standard, apiServerCidrs: [10.0.0.0/28] }
    dnsSuffix: example.com
    labels: { region: eu }
    settings: { replicas: 3 }
  us-1:
    server: https://us-1.example.com:6443
    kubernetes: { version: '1.26.4', cni: oke-vcn-native, storageClass: oci-bv }
    environmentName: us
    certificateAuthority: public
`;

it('reads the clusters in the order of the file', () => {
  const [eu, us, ...more] = parseFleet('fleet.yaml', GOOD);
  expect(more).toEqual([]);
  expect(eu).toMatchObject({
    name: 'eu-1',
    ring: 'canary',
    environmentName: 'eu-1',
    destination: undefined,
    labels: { region: 'eu' },
    settings: { replicas: 3 },
    kubernetes: { version: '1.27', storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] },
  });
  expect(us).toMatchObject({
    environmentName: 'us',
    destination: { server: 'https://us-1.example.com:6443' },
    certificateAuthority: 'public',
    settings: {},
  });
  expect(us?.kubernetes.cni.name).toBe('OCI VCN-native pod networking');
});

it('lists everything that is wrong, with file, line and path', () => {
  const text = GOOD.replace('ring: canary', 'rign: canary')
    .replace("'1.27'", '1.27')
    .replace('cni: calico', 'cni: calica')
    .replace('storageClass: oci-bv', 'storageclass: oci-bv')
    .replace('us-1:', 'US_1:');
  let message = '';
  try {
    parseFleet('fleet.yaml', text);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.split('\n')).toEqual([
    expect.stringContaining('[fleet.yaml:4 clusters.eu-1.rign] the field is not known; got "rign"'),
    expect.stringContaining(
      '[fleet.yaml:5 clusters.eu-1.kubernetes.version] is not valid; got 1.27; allowed 1.24 and newer, such as 1.30 or 1.30.2, in quotes',
    ),
    expect.stringContaining(
      '[fleet.yaml:5 clusters.eu-1.kubernetes.cni] is not valid; got "calica"; allowed antrea, calico',
    ),
    expect.stringContaining('[fleet.yaml:10 clusters.US_1] the name of the cluster is not usable'),
    expect.stringContaining('[fleet.yaml:11 clusters.US_1.kubernetes.storageclass] the field is not known'),
    expect.stringContaining('[fleet.yaml:11 clusters.US_1.kubernetes.storageClass] is missing'),
  ]);
  expect(message).toContain('did you mean ring?');
});

it.each([
  ['several documents', `${GOOD}---\nclusters: {}\n`, 'several documents'],
  ['a list', '- a\n', 'not an object'],
  ['an empty file', '', 'not an object'],
  ['a list of clusters', 'clusters: [a]\n', 'is not an object of clusters'],
  ['a cluster without fields', 'clusters:\n  eu-1:\n', '[fleet.yaml:2 clusters.eu-1] is not an object'],
  ['a name twice', 'clusters:\n  eu-1: {}\n  eu-1: {}\n', 'eu-1'],
  ['a typing error at the top', 'cluster: {}\n', 'the field is not known'],
])('refuses %s', (_, text, expected) => {
  expect(() => parseFleet('fleet.yaml', text)).toThrow(expected);
});
