import { compared, expectRisk, metadata, object, specs, type RiskRow } from './compared';

const APP = 'argoproj.io/v1alpha1 Application';
const SET = 'argoproj.io/v1alpha1 ApplicationSet';
const FLUX = 'kustomize.toolkit.fluxcd.io/v1 Kustomization';
const RELEASE = 'helm.toolkit.fluxcd.io/v2 HelmRelease';
const of = (spec: object): object => ({ template: { spec } });

const RISKY: readonly RiskRow[] = [
  [
    'pruning of everything',
    specs(APP, {}, { syncPolicy: { automated: { prune: true, allowEmpty: true } } }),
    'removal',
    'deleted',
  ],
  [
    'nothing at all',
    specs(
      APP,
      { syncPolicy: { automated: { prune: true } } },
      { syncPolicy: { automated: { prune: true, allowEmpty: true } } },
    ),
    'removal',
    'nothing',
  ],
  [
    'the destination of a set',
    specs(SET, of({ destination: { namespace: 'a' } }), of({ destination: { namespace: 'b' } })),
    'access',
    'elsewhere',
  ],
  [
    'the revision of a set',
    specs(SET, of({ source: { targetRevision: '1' } }), of({ source: { targetRevision: '2' } })),
    'image',
  ],
  [
    'generators',
    specs(SET, { generators: [{ list: { elements: [{ a: 'b' }] } }] }, { generators: [{ list: { elements: [] } }] }),
    'data-loss',
    'no longer makes',
  ],
  ['what a set leaves', specs(SET, { syncPolicy: { preserveResourcesOnDeletion: true } }, {}), 'data-loss', 'deleted'],
  ['pruning by Flux', specs(FLUX, { prune: false }, { prune: true }), 'removal', 'deleted'],
  ['no pruning by Flux', specs(FLUX, { prune: true }, { prune: false }), 'change'],
  ['a path', specs(FLUX, { path: './a' }, { path: './b' }), 'image', 'delivered'],
  ['a source', specs(FLUX, { sourceRef: { name: 'a' } }, { sourceRef: { name: 'b' } }), 'image', 'delivered'],
  ['a namespace', specs(FLUX, { targetNamespace: 'a' }, { targetNamespace: 'b' }), 'data-loss', 'elsewhere'],
  ['another account', specs(FLUX, { serviceAccountName: 'a' }, {}), 'access', 'rights'],
  ['force', specs(FLUX, {}, { force: true }), 'data-loss', 'deleted and created'],
  ['a pause', specs(FLUX, {}, { suspend: true }), 'removal', 'no longer'],
  ['the name of a release', specs(RELEASE, { releaseName: 'a' }, { releaseName: 'b' }), 'data-loss', 'uninstalled'],
  [
    'the revision of a repository',
    specs('source.toolkit.fluxcd.io/v1 GitRepository', { ref: { tag: '1' } }, { ref: { tag: '2' } }),
    'image',
  ],
  [
    'the mesh of a namespace',
    metadata('v1 Namespace', { labels: { 'istio.io/dataplane-mode': 'ambient' } }, {}),
    'access',
    'mesh',
  ],
  [
    'a cloud identity',
    metadata('v1 ServiceAccount', {}, { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/a' } }),
    'access',
    'cloud',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));

test.each([
  ['a Kustomization of Flux that prunes', object(FLUX, 'web', { spec: { prune: true } }), 'data-loss'],
  ['one that does not prune', object(FLUX, 'web', { spec: { prune: false } }), 'removal'],
  ['one that is suspended', object(FLUX, 'web', { spec: { prune: true, suspend: true } }), 'removal'],
  [
    'one that leaves what it delivered',
    object(FLUX, 'web', { spec: { prune: true, deletionPolicy: 'Orphan' } }),
    'removal',
  ],
  ['a release', object(RELEASE, 'web', { spec: {} }), 'data-loss'],
  ['a release that is suspended', object(RELEASE, 'web', { spec: { suspend: true } }), 'removal'],
  ['a chart of K3s', object('helm.cattle.io/v1 HelmChart', 'web', { spec: {} }), 'data-loss'],
  ['a pool of Ceph', object('ceph.rook.io/v1 CephBlockPool', 'web', { spec: {} }), 'data-loss'],
  ['a topic', object('kafka.strimzi.io/v1beta2 KafkaTopic', 'web', { spec: {} }), 'data-loss'],
])('%s goes', (_, gone, risk) => {
  expect(compared([gone], [])[0]?.risk).toBe(risk);
});
