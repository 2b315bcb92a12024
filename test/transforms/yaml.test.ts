import {
  AirgapImages,
  CommonLabels,
  ImagePullSecrets,
  registryOf,
  SnapshotVolumes,
  StorageClassName,
  transformYaml,
} from '../../lib/transforms';
import type { ManifestTransform } from '../../lib/transforms';

const images = (): ManifestTransform => new AirgapImages({ registry: registryOf('r.io/m') });
const storage = new StorageClassName({ storageClass: 'fast' });
const snapshots = new SnapshotVolumes({ claims: ['data'] });

function done(text: string, ...transforms: readonly ManifestTransform[]): string {
  const { text: once, problems } = transformYaml('f.yaml', text, transforms);
  expect(problems).toEqual([]);
  expect(transformYaml('f.yaml', once, transforms)).toEqual({ text: once, problems: [] });
  return once;
}

const STREAM = `# Head: the release of a vendor.
%
---
apiVersion: apps/v1   # version
kind: Deployment
metadata: {name: web, labels: {app: 'web'}}

spec:
    template:
        spec:
            containers:
            # the server
            - image:   "quay.io/acme/web:1.4"   # pinned
              name: web
              args: ["--x",   '--y']
            - {name: side, image: busybox, env: [{name: A, value: "1"}]}
            volumes:
            - name: d
              persistentVolumeClaim: {claimName: data}   # kept
---
# Claim
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: standard # old
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi   # large

# Tail
---
just: values
`.replace('%\n', '');

test('only what a rule concerns is changed', () => {
  expect(done(STREAM, images(), storage, snapshots)).toBe(
    STREAM.replace('"quay.io/acme/web:1.4"', '"r.io/m/web:1.4"')
      .replace('image: busybox,', 'image: r.io/m/busybox:latest,')
      .replace('storage-class: standard', 'storage-class: fast')
      .replace('storage: 10Gi   # large\n', 'storage: 10Gi   # large\n  storageClassName: fast\n')
      .replace(
        '{claimName: data}   # kept\n',
        `{claimName: data}   # kept
        metadata:
          annotations:
            backup.velero.io/backup-volumes: d
`,
      ),
  );
});

const claim = (spec: string): string => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n${spec}`;

test.each([
  ['spec:\n  storageClassName: slow # c\n', 'spec:\n  storageClassName: fast # c\n'],
  ["spec:\n  storageClassName: ''\n", "spec:\n  storageClassName: 'fast'\n"],
  ['spec:\n  storageClassName:\n  volumeName: x\n', 'spec:\n  storageClassName: fast\n  volumeName: x\n'],
  ['spec:\n  storageClassName: # c\n  a: x\n', 'spec:\n  storageClassName: fast # c\n  a: x\n'],
  ['spec:\n  storageClassName: null\n', 'spec:\n  storageClassName: fast\n'],
  ['spec: {}\n', 'spec: {storageClassName: "fast"}\n'],
  ['spec: {a: [1, 2]} # c\n', 'spec: {a: [1, 2], storageClassName: "fast"} # c\n'],
  ['spec: {a: 1,}\n', 'spec: {a: 1, storageClassName: "fast",}\n'],
  ['spec:\n', 'spec:\n  storageClassName: fast\n'],
  ['spec: # c\n', 'spec: # c\n  storageClassName: fast\n'],
  ['spec:\n  a: |\n    text\n', 'spec:\n  a: |\n    text\n  storageClassName: fast\n'],
  ['spec:\n  a:\n  - 1\n  - b: 2', 'spec:\n  a:\n  - 1\n  - b: 2\n  storageClassName: fast'],
  ['spec:\n  a: 1\r\n', 'spec:\n  a: 1\r\n  storageClassName: fast\r\n'],
])('a claim with %j', (before, after) => {
  expect(done(claim(before), storage)).toBe(claim(after));
});

test('JSON stays JSON', () => {
  const value = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: {
      containers: [{ name: 'a', image: 'quay.io/org/app:1' }],
      volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
    },
  };
  for (const space of [0, 2]) {
    const text = JSON.stringify(value, undefined, space);
    const result = done(text, images(), snapshots, new ImagePullSecrets('pull', 'other'));
    expect(JSON.parse(result)).toEqual({
      ...value,
      metadata: { name: 'p', annotations: { 'backup.velero.io/backup-volumes': 'd' } },
      spec: {
        ...value.spec,
        containers: [{ name: 'a', image: 'r.io/m/app:1' }],
        imagePullSecrets: [{ name: 'pull' }, { name: 'other' }],
      },
    });
  }
});

test('several values that are added in one place', () => {
  const before = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    b: old # c\n';
  const labels = new CommonLabels({ labels: { a: '1', b: 'new', c: 'yes' } });
  expect(done(before, labels)).toBe(
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    b: new # c\n    a: "1"\n    c: "yes"\n',
  );
});

test('an anchor that is used for images only', () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: a, image: &i quay.io/org/app:1}
  - {name: b, image: *i}
`;
  expect(done(text, images())).toBe(text.replace('quay.io/org/app:1', 'r.io/m/app:1'));
});

test('an anchor that is used elsewhere too keeps its value there', () => {
  const text = `# Head
apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {from: &i quay.io/org/app:1}}
spec:
  containers:
  - {name: b, image: *i}
`;
  expect(done(text, images())).toBe(text.replace('*i', 'r.io/m/app:1'));
});

test('a value in a block becomes plain, and one that is shared is written out; comments stay', () => {
  const block =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers: # c\n  - image: >-\n      quay.io/org/app:1\n    name: a # d\n';
  expect(done(block, images())).toBe(block.replace('>-\n      quay.io/org/app:1', 'r.io/m/app:1'));
  const shared = `# head
apiVersion: v1
kind: Pod
x:
  containers: &c # c
    - name: a # d
      image: quay.io/org/app:1
spec:
  containers: *c
`;
  const result = done(shared.replace('kind: Pod', 'kind: Pod\nstatus: {x: 1}').replace('x:\n', 'data:\n'), images());
  expect(result).toContain('image: quay.io/org/app:1');
  expect(result).toContain('image: r.io/m/app:1');
  expect(result.match(/# d/g)).toHaveLength(2);
  expect(result).toContain('# head');
});

test('a merge key is written out where an edit needs it', () => {
  const text = `# Head
---
x: &base {volumes: [], containers: [{name: a, image: quay.io/org/app:1}]}
apiVersion: v1
kind: Pod
spec:
  <<: *base
  nodeName: n
`;
  const result = done(text, images());
  expect(result).toContain('# Head\n---\n');
  expect(result).toContain('image: r.io/m/app:1');
  expect(result).not.toContain('<<');
});

test('values that YAML 1.1 reads otherwise stay what they are', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nspec:\n  hostNetwork: yes\n  containers:\n  - {name: on, image: a:010, n: 0o17}\n';
  expect(done(text, images())).toBe(text.replace('a:010', 'r.io/m/a:010'));
});

test.each([
  ['a: b: c', 'is not valid YAML'],
  [
    'spec: {containers: [{name: a, image: {{ .Values.image }}}]}',
    'Pod .no name.: spec.containers.0..image is not a string',
  ],
])('%j is refused', (text, message) => {
  const { problems } = transformYaml('f.yaml', `kind: Pod\napiVersion: v1\n${text}\n`, [images()]);
  expect(problems).toEqual([expect.objectContaining({ at: 'f.yaml' })]);
  expect(String(problems[0]?.what)).toMatch(new RegExp(message));
});
