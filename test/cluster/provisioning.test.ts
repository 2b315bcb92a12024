import { readFileSync } from 'fs';
import { parse, parseAllDocuments } from 'yaml';
import { AdminCluster, Cni, GitOpsApp, ManagedCluster } from '../../lib';
import { OciClusterIdentity } from '../../lib/cluster/provisioning/oci-cluster-identity';
import { OcneCluster } from '../../lib/cluster/provisioning/ocne-cluster';
import { OkeCluster } from '../../lib/cluster/provisioning/oke-cluster';
import type { OkeClusterProps } from '../../lib/cluster/provisioning/provisioning-props';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import { describeShared, sharedPath } from '../support/shared';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };
const ocid = 'ocid1.compartment.oc1..aaaa';
const nodes = { shape: 'VM.Standard.E4.Flex', replicas: 1, ocpus: 2, memoryGbs: 16, bootVolumeGbs: 50 };
const oke: OkeClusterProps = {
  kubernetesVersion: 'v1.27.2',
  compartment: ocid,
  region: 'us-ashburn-1',
  network: { createVcn: true },
  nodePools: { 'oke1-1': nodes },
};

function estate() {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const admin = new AdminCluster(app, 'prod', { kubernetes });
  const identity = new OciClusterIdentity(admin, 'oci-identity', { namespace: 'clusters', secret: 'oci-credentials' });
  return { app, admin, identity };
}

test('the resource is a file outside of what Argo CD reads, and its application a remaining step', () => {
  const { app, admin, identity } = estate();
  const cluster = new OkeCluster(identity, 'oke1', oke);
  const files = app.render();
  const paths = [...files.keys()].filter((path) => path.includes('oke1'));
  expect(paths).toEqual(['_host/prod/provisioning/oke1.yaml']);
  expect(parse(files.get(paths[0] ?? '') ?? '')).toEqual(cluster.manifest);
  expect(admin.remainingSteps.map(({ title }) => title)).toContain('Create cluster oke1');
  expect(
    files.has('prod/provisioning/clusters/OCIClusterIdentity.infrastructure.cluster.x-k8s.io.oci-identity.yaml'),
  ).toBe(true);
  expect(admin.requiredSecrets.find(({ name }) => name === 'oci-credentials')?.keys).toContain('fingerprint');
});

describeShared('the examples of upstream', () => {
  test('are what the constructs make', () => {
    const file = sharedPath('upstream', 'multicluster', 'examples', '12-quick-create-admin.yaml');
    const text = readFileSync(file, 'utf8').replace(/\b(?:COMPARTMENT|IMAGE)_OCID\b/g, ocid);
    const wanted = parseAllDocuments(text).map((each) => each.toJS() as KubernetesManifest);
    const { identity } = estate();
    const more = { imageId: ocid, sshPublicKey: 'SSH_PUBLIC_KEY' };
    const made = [
      new OcneCluster(identity, 'ocne1', {
        ocneVersion: 'OCNE_VERSION',
        compartment: ocid,
        region: 'us-ashburn-1',
        network: { createVcn: true },
        controlPlane: nodes,
        workers: { 'ocne1-1': nodes },
        ...more,
      }),
      new OkeCluster(identity, 'oke1', { ...oke, ...more }),
    ];
    for (const { manifest } of made) expect(manifest).toEqual(wanted.find(({ kind }) => kind === manifest.kind));
  });

  test('generate what upstream does', () => {
    const facts = JSON.parse(
      readFileSync(sharedPath('upstream', 'multicluster', 'cluster-provisioning.json'), 'utf8'),
    ) as {
      quickCreate: { kinds: { kind: string; generatedObjects: { kind: string }[] }[] };
    };
    const { identity } = estate();
    const network = { createVcn: true } as const;
    const made = {
      OKEQuickCreate: new OkeCluster(identity, 'oke1', { ...oke, virtualNodePools: { v: 2 } }),
      OCNEOCIQuickCreate: new OcneCluster(identity, 'ocne1', {
        ocneVersion: '1.7',
        compartment: ocid,
        region: 'r',
        network,
        controlPlane: nodes,
        workers: { w: nodes },
      }),
    };
    for (const { kind, generatedObjects } of facts.quickCreate.kinds) {
      const kinds = made[kind as keyof typeof made].ownedByOperator.map((each) => each.kind);
      expect(new Set(kinds)).toEqual(
        new Set([...generatedObjects.map((each) => each.kind), 'VerrazzanoManagedCluster']),
      );
    }
  });
});

describe('what would be refused', () => {
  const subnets = { 'control-plane-endpoint': ocid, 'service-lb': ocid };
  test.each<[string, Partial<OkeClusterProps>, string]>([
    ['a missing subnet', { network: { createVcn: false, vcn: ocid, subnets } }, 'no subnet for role worker'],
    [
      'an unknown role',
      { network: { createVcn: false, vcn: ocid, subnets: { ...subnets, x: ocid } } },
      'does not know; got "x"',
    ],
    [
      'OCPUs of a fixed shape',
      { nodePools: { a: { ...nodes, shape: 'VM.Standard2.1' } } },
      'only allowed with a flexible shape',
    ],
    [
      'too many nodes',
      { nodePools: { a: { ...nodes, replicas: 1000 } } },
      'is out of range; allowed 1 to 999; got 1000',
    ],
    ['a version without v', { kubernetesVersion: '1.27.2' }, 'has the wrong form; allowed a version such as v1.26.2'],
    ['a compartment that is no OCID', { compartment: 'mine' }, 'allowed an OCID'],
  ])('%s', (_, props, message) => {
    expect(() => new OkeCluster(estate().identity, 'oke1', { ...oke, ...props })).toThrow(message);
  });

  test('a registration that the operator would overwrite', () => {
    const { app, admin, identity } = estate();
    new OkeCluster(identity, 'oke1', oke);
    new ManagedCluster(app, 'oke1', { kubernetes, admin });
    expect(() => app.render()).toThrow(
      'whose registration is declared; the operator registers the cluster that it creates',
    );
  });
});
