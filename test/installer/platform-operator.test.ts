import { createHash } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import {
  AdminCluster,
  DevProfile,
  GitOpsApp,
  Installer,
  OperatorManifest,
  Override,
  ProdProfile,
  Registry,
  type ProfileProps,
} from '../../lib';
import type { PlatformOperatorProps } from '../../lib/installer/platform-operator';
import { effectiveResource, withSchemaDefaults } from '../../lib/resource/merge';
import type { VerrazzanoResource } from '../../lib/resource/merge';
import { kubernetes } from '../support/profiles';

const RELEASE = 'https://github.com/verrazzano/verrazzano/releases/download/v1.7.2/verrazzano-platform-operator.yaml';
const RESOURCE = 'prod/platform/default/Verrazzano.install.verrazzano.io.verrazzano.yaml';

interface Kustomization {
  readonly resources: readonly string[];
  readonly images?: ReadonlyArray<Record<string, string>>;
  readonly patches: ReadonlyArray<{ readonly patch: string; readonly target?: { readonly kind: string } }>;
}

function render(props: ProfileProps = {}, installer: PlatformOperatorProps = {}): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const prod = new AdminCluster(app, 'prod', { kubernetes });
  new ProdProfile(prod, 'verrazzano', { installer: Installer.platformOperator(installer), ...props });
  return app.render();
}

const documentOf = <T>(files: ReadonlyMap<string, string>, path: string): T => parse(files.get(path) ?? '') as T;
const kustomization = (files: ReadonlyMap<string, string>): Kustomization =>
  documentOf(files, 'prod/operator/kustomization.yaml');

test('emits the kustomization and the Verrazzano resource, and nothing that the operator owns', () => {
  const emitted = [...render().keys()].filter((path) => /^prod\/(?!argocd\/).*\.yaml$/.test(path));
  const [operator, resource, ...policies] = emitted;
  expect([operator, resource]).toEqual(['prod/operator/kustomization.yaml', RESOURCE]);
  // Their names are those of upstream's policies nowhere: each ends with its direction.
  expect(policies.filter((path) => !/^prod\/policies\/.*-(ingress|egress)\.yaml$/.test(path))).toEqual([]);
});

test('refers to the manifest of the release, and keeps CRDs and Namespaces from being deleted', () => {
  const { resources, images, patches } = kustomization(render());
  expect(resources).toEqual([RELEASE]);
  expect(images).toBeUndefined();
  expect(patches.map(({ target }) => target?.kind)).toEqual(['CustomResourceDefinition', 'Namespace']);
  for (const { patch } of patches) {
    expect(parse(patch)).toMatchObject({
      metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
    });
  }
});

test('a registry reaches the image of the operator and its environment', () => {
  const registry = Registry.private({ registry: 'r.example.com', repository: 'mirror' });
  const files = render({ registry });
  const { images, patches } = kustomization(files);
  expect(images).toEqual([
    {
      name: 'ghcr.io/verrazzano/verrazzano-platform-operator',
      newName: 'r.example.com/mirror/verrazzano/verrazzano-platform-operator',
    },
  ]);
  expect(parse(patches[2]?.patch ?? '')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'verrazzano-platform-operator', namespace: 'verrazzano-install' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'verrazzano-platform-operator',
              env: [
                { name: 'REGISTRY', value: 'r.example.com' },
                { name: 'IMAGE_REPO', value: 'mirror' },
              ],
            },
          ],
        },
      },
    },
  });
  for (const namespace of ['default', 'verrazzano-install'])
    expect(files.get('prod/README.md')).toContain(
      `| ${namespace} | verrazzano-container-registry | .dockerconfigjson |`,
    );
});

test.each([
  ['r:5000/a/b:v1', { newName: 'r:5000/a/b', newTag: 'v1' }],
  [`r/a@sha256:${'0'.repeat(64)}`, { newName: 'r/a', digest: `sha256:${'0'.repeat(64)}` }],
])('the image %s replaces that of the operator', (image, expected) => {
  expect(kustomization(render({}, { image })).images).toEqual([
    { name: 'ghcr.io/verrazzano/verrazzano-platform-operator', ...expected },
  ]);
});

test('an image without tag or digest is refused', () => {
  expect(() => Installer.platformOperator({ image: 'r:5000/a' })).toThrow(
    '[Installer.platformOperator] image is not a reference to one image; got "r:5000/a"',
  );
});

describe('a vendored manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const file = join(folder, 'operator.yaml');
  const content = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: verrazzano-install\n';
  const sha256 = createHash('sha256').update(content).digest('hex');
  beforeAll(() => writeFileSync(file, content));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('goes into the output as it is', () => {
    const files = render({}, { manifest: OperatorManifest.vendored({ file, sha256 }) });
    expect(kustomization(files).resources).toEqual(['verrazzano-platform-operator.yaml']);
    expect(files.get('prod/operator/verrazzano-platform-operator.yaml')).toBe(content);
  });

  test('with another sum is refused', () => {
    expect(() => OperatorManifest.vendored({ file, sha256: 'a' })).toThrow(
      `is not the expected file: its SHA-256 is ${sha256}; got "a"; allowed ${sha256}`,
    );
  });

  test('that cannot be read is refused', () => {
    expect(() => OperatorManifest.vendored({ file: folder, sha256 })).toThrow(
      '[OperatorManifest.vendored] the file cannot be read',
    );
  });
});

test('a manifest at another address is https', () => {
  expect(OperatorManifest.url('https://mirror.example.com/o.yaml').resource).toBe('https://mirror.example.com/o.yaml');
  expect(() => OperatorManifest.url('http://mirror.example.com/o.yaml')).toThrow('[OperatorManifest.url]');
});

test('the operator is ready before the resource is applied, and the resource is never deleted by accident', () => {
  const files = render();
  const wave = (unit: string): number =>
    Number(
      documentOf<{ metadata: { annotations: Record<string, string> } }>(
        files,
        `prod/argocd/Application.argoproj.io.prod-${unit}.yaml`,
      ).metadata.annotations['argocd.argoproj.io/sync-wave'],
    );
  expect(wave('operator')).toBeLessThan(wave('platform'));
  expect(files.get(RESOURCE)).toContain(
    'argocd.argoproj.io/sync-options: Prune=false,Delete=false,SkipDryRunOnMissingResource=true',
  );
  expect(files.get('_host/argocd/argocd-cm.patch.yaml')).toContain(
    'resource.customizations.health.install.verrazzano.io_Verrazzano',
  );
});

test('the README says who creates the namespaces that objects are in, and how long a failed sync is tried again', () => {
  const readme = render().get('prod/README.md') ?? '';
  expect(readme).toContain('| fleet-default | Rancher, when it starts Fleet | policies |');
  expect(readme).toContain('| verrazzano-system | the platform operator | policies |');
  expect(readme).not.toContain('Create the namespace');
  expect(readme).toMatch(/^\| 20 \| \[policies\]\(policies\) \| \d+ \| 4\.4 h \|/m);
});

test('everything says what the operator makes of the resource, and means the same', () => {
  const components = { kiali: { overrides: [Override.values({ a: 1 })] }, grafana: { replicas: 2 } };
  const props: ProfileProps = { environmentName: 'live', components };
  const stated = documentOf<VerrazzanoResource>(render(props), RESOURCE);
  const full = documentOf<VerrazzanoResource>(render(props, { resource: 'everything' }), RESOURCE);
  expect(Object.keys((stated.spec?.components ?? {}) as object)).toEqual(['grafana', 'kiali']);
  expect(Object.keys((full.spec?.components ?? {}) as object).length).toBeGreaterThan(30);
  const merged = (resource: VerrazzanoResource): unknown => effectiveResource(withSchemaDefaults(resource)).spec;
  expect(merged(full)).toEqual(merged(stated));
});

test('a profile in nothing that is delivered is an error', () => {
  const root = new Construct(undefined as unknown as Construct, '');
  const profile = new DevProfile(root, 'verrazzano', { kubernetes });
  expect(profile.node.validate()).toEqual([
    'the profile is neither in a cluster nor in a Chart, so nothing would be emitted; got "Construct"; ' +
      'allowed AdminCluster, ManagedCluster, GitOpsCluster, cdk8s Chart; pass one of them as scope',
  ]);
});

test('two profiles in one cluster are an error that names both', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const prod = new AdminCluster(app, 'prod', { kubernetes });
  new ProdProfile(prod, 'a');
  expect(() => new ProdProfile(prod, 'b')).toThrow(
    '[prod/b] the cluster prod has a profile already; got "a second one beside prod/a"; allowed one profile for each cluster',
  );
});
