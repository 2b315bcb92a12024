import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { ChartFacts } from '../../lib/charts';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import { ChartSource } from '../../lib/installer/chart-source';
import { clusterApiStep } from '../../lib/installer/delivery/cluster-api-step';
import { clusterApiObjects, otherProviders, PROVIDERS } from '../../lib/installer/delivery/objects/cluster-api';
import type { JsonObject } from '../../lib/values/json';

/** A provider as such manifests are written: a quoted text may go on at the depth of its key. */
const MANIFEST = `apiVersion: v1
kind: Namespace
metadata: {name: own-system, labels: {cluster.x-k8s.io/provider: own}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: own-manager, namespace: own-system, labels: {cluster.x-k8s.io/provider: own}}
spec:
  template:
    metadata: {labels: {cluster.x-k8s.io/provider: own}}
    spec:
      containers:
        - args:
            - --feature-gates=MachinePool=\${EXP_MACHINE_POOL:=false},Runtime=\${EXP_RUNTIME_SDK:=false}
            - --init-oci-clients-on-startup=\${INIT_OCI_CLIENTS_ON_STARTUP:=true}
          image: ghcr.io:443/verrazzano/own-controller:v0
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: own-cert, namespace: own-system}
spec:
  dnsNames: [own.own-system.svc, own.own-system.svc.cluster.local]
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations: {cert-manager.io/inject-ca-from: own-system/own-cert}
  name: owns.cluster.x-k8s.io
spec:
  description: "a string that goes on
  here: 'and'
  ends."
  conversion: {webhook: {clientConfig: {service: {name: own, namespace: own-system}}}}
`;

function facts(overrides: readonly JsonObject[] = [], environment: Readonly<Record<string, string>> = {}): ChartFacts {
  return new ChartFacts(
    {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'v', namespace: 'default' },
      spec: { components: { clusterAPI: { overrides: overrides.map((values) => ({ values })) } } },
    },
    { kubeVersion: 'v1.27.0', environment, objects: [] },
  );
}

const directory = mkdtempSync(join(tmpdir(), 'cluster-api-'));
beforeAll(() =>
  PROVIDERS.forEach(({ file }) => {
    const path = join(directory, 'platform-operator/capi', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, MANIFEST);
  }),
);
afterAll(() => rmSync(directory, { recursive: true }));

const first = (kind: string, objects: readonly KubernetesManifest[]): KubernetesManifest | undefined =>
  objects.find((object) => object.kind === kind);

test('objects are in the namespace of the platform, with the labels of clusterctl', () => {
  const objects = clusterApiObjects(facts(), directory);
  expect(objects).toHaveLength(15);
  expect(first('Namespace', objects)).toBeUndefined();
  expect(first('Deployment', objects)?.metadata).toEqual({
    name: 'own-manager',
    namespace: 'verrazzano-capi',
    labels: { 'cluster.x-k8s.io/provider': 'cluster-api', 'clusterctl.cluster.x-k8s.io': '' },
  });
  expect(first('Certificate', objects)?.spec).toEqual({
    dnsNames: ['own.verrazzano-capi.svc', 'own.verrazzano-capi.svc.cluster.local'],
  });
  expect(first('CustomResourceDefinition', objects)).toMatchObject({
    metadata: { annotations: { 'cert-manager.io/inject-ca-from': 'verrazzano-capi/own-cert' } },
    spec: {
      description: "a string that goes on here: 'and' ends.",
      conversion: { webhook: { clientConfig: { service: { namespace: 'verrazzano-capi' } } } },
    },
  });
});

test('variables are filled in, and images are those of the platform', () => {
  const objects = clusterApiObjects(facts([], { REGISTRY: 'r.example:5000', IMAGE_REPO: 'mirror' }), directory);
  expect(first('Deployment', objects)).toMatchObject({
    spec: {
      template: {
        metadata: { labels: { 'cluster.x-k8s.io/provider': 'own' } },
        spec: {
          containers: [
            {
              args: ['--feature-gates=MachinePool=true,Runtime=false', '--init-oci-clients-on-startup=false'],
              image: expect.stringMatching(/^r\.example:5000\/mirror\/verrazzano\/own-controller:v1\.5\.3-/) as string,
            },
          ],
        },
      },
    },
  });
});

test('the last override of an image wins; another version is not that of the release', () => {
  const image = (registry: string): JsonObject => ({ defaultProviders: { core: { image: { registry } } } });
  const [object] = clusterApiObjects(facts([image('a.example'), image('b.example')]), directory);
  expect(JSON.stringify(object)).toMatch(/b\.example\/verrazzano\/own-controller/);
  expect(otherProviders(facts())).toBeUndefined();
  const other = facts([{ defaultProviders: { oci: { version: 'v0.14.0' } } }]);
  expect(otherProviders(other)).toMatch(/its provider oci is stated in another version/);
  const { instructions } = clusterApiStep(other, ChartSource.release());
  expect(instructions).toContain(
    'https://github.com/oracle/cluster-api-provider-oci/releases/v0.14.0/infrastructure-components.yaml',
  );
  expect(instructions).toContain('--infrastructure oci:v0.14.0');
  expect(instructions).toContain('--core cluster-api:v1.5.3');
});
