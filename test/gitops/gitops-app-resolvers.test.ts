import { ApiObject, JsonPatch, type IResolver, type ResolutionContext } from 'cdk8s';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import { AirgapImages, registryOf, SnapshotVolumes } from '../../lib/transforms';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';

const repository = { url: 'https://git.example.com/platform.git' };
const images = (): AirgapImages => new AirgapImages({ registry: registryOf('r.io/m') });

function rendered(resolvers: readonly IResolver[], spec: object, patch?: JsonPatch): unknown {
  const app = new GitOpsApp({ repository, resolvers });
  const unit = new GitOpsCluster(app, 'one').unit('apps', { wave: 0, namespace: 'n' });
  const pod = new ApiObject(unit, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
  if (patch !== undefined) pod.addJsonPatch(patch);
  const [value] = parseYaml('f', app.render().get('one/apps/n/Pod.p.yaml') ?? '');
  return (value as unknown as { readonly spec: unknown }).spec;
}

test('transforms see what JSON patches made, and keep fields that are null', () => {
  const patch = JsonPatch.add('/spec/containers/-', { name: 'b', image: 'b:1' });
  expect(rendered([images()], { containers: [{ name: 'a', image: 'a:1' }], priority: null }, patch)).toEqual({
    containers: [
      { name: 'a', image: 'r.io/m/a:1' },
      { name: 'b', image: 'r.io/m/b:1' },
    ],
    priority: null,
  });
});

test('the order of transforms makes no difference, also where one adds what another rewrites', () => {
  const sidecar = { container: { name: 'backup', image: 'backup:1' } };
  const snapshots = new SnapshotVolumes({ claims: ['data'], sidecar });
  const spec = {
    containers: [{ name: 'a', image: 'a:1' }],
    volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
  };
  const both = rendered([images(), snapshots], spec);
  expect(both).toEqual(rendered([snapshots, images()], spec));
  expect(both).toMatchObject({ containers: [{ image: 'r.io/m/a:1' }, { image: 'r.io/m/backup:1' }] });
});

test('other resolvers of cdk8s work beside them', () => {
  const upper: IResolver = {
    resolve: (context: ResolutionContext) => {
      if (context.value === 'x') context.replaceValue('X');
    },
  };
  expect(rendered([upper, images()], { nodeName: 'x', containers: [{ name: 'a', image: 'a:1' }] })).toEqual({
    nodeName: 'X',
    containers: [{ name: 'a', image: 'r.io/m/a:1' }],
  });
});

test('what is wrong names the construct, the object and the field', () => {
  expect(() => rendered([images()], { containers: [{ name: 'a', image: 'A' }] })).toThrow(
    '[one/apps/pod] the object cannot be rendered: Pod p: spec.containers[0].image has a path that is not lower-case; got "A"',
  );
});
