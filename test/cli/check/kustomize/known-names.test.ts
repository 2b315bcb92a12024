import { CheckedFolders } from '../../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const POD = 'spec.template.spec';
const deployment = (spec: string): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: it}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${spec}, containers: [{name: web, image: "web:1"}]}}}}`;

/** What is named, and is renamed by the kustomization. */
const NAMED: Readonly<Record<string, string>> = {
  Secret: '{apiVersion: v1, kind: Secret, metadata: {name: web}, type: Opaque}',
  ServiceAccount: '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}',
  RuntimeClass: '{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: web}, handler: web}',
  Claim:
    '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: web}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}',
  Service:
    '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ExternalName, externalName: a.example.com}}',
};

const found = async (named: string, object: string, kustomization = 'namePrefix: my-'): Promise<string[]> =>
  folders.found({
    'kustomization.yaml': `resources: [named.yaml, it.yaml]\n${kustomization}\n`,
    'named.yaml': NAMED[named] ?? '',
    'it.yaml': object,
  });

test.each([
  ['Secret', deployment('volumes: [{name: a, secret: {secretName: web}}]')],
  ['Secret', deployment('volumes: [{name: a, projected: {sources: [{secret: {name: web}}]}}]')],
  ['Secret', deployment('initContainers: [{name: a, image: a, envFrom: [{secretRef: {name: web}}]}]')],
  ['Claim', deployment('volumes: [{name: a, persistentVolumeClaim: {claimName: web}}]')],
  ['ServiceAccount', deployment('serviceAccountName: web')],
  [
    'Service',
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: it}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}',
  ],
])('kustomize renames a %s in %s', async (named, object) => {
  expect(await found(named, object)).toEqual([]);
});

test.each([
  ['RuntimeClass', deployment('runtimeClassName: web'), `${POD}.runtimeClassName`],
  [
    'Secret',
    deployment('volumes: [{name: a, csi: {driver: a.example.com, nodePublishSecretRef: {name: web}}}]'),
    `${POD}.volumes[0].csi.nodePublishSecretRef.name`,
  ],
  [
    'Claim',
    '{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, metadata: {name: it}, spec: {source: {persistentVolumeClaimName: web}}}',
    'spec.source.persistentVolumeClaimName',
  ],
  [
    'Service',
    '{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: it}, spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}}',
    'spec.rules[0].backendRefs[0].name',
  ],
])('kustomize leaves the name of a %s in %s', async (named, object, field) => {
  const rest = (each: string): string => each.replace(/^dangling-reference \S+ \S+ /, '');
  expect((await found(named, object)).map(rest)).toEqual([field]);
  expect(await found(named, object, '')).toEqual([]);
});
