import { OamApplication } from '../../lib/application/oam-application';
import { Rendering } from '../../lib/application/rendering';
import { OamTrait } from '../../lib/application/traits/oam-trait';
import { OamWorkload } from '../../lib/application/workloads/oam-workload';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import { originsOf } from '../../lib/gitops/provenance/field-origin';
import type { JsonObject } from '../../lib/values/json';

const workload = OamWorkload.helidon({
  name: 'web',
  deployment: { name: 'web', pods: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] }] } },
});

/** Options and rules of the objects, by kind: `<field>: <text>`. */
function originsByKind(rendering: Rendering): ReadonlyMap<string, readonly string[]> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new GitOpsCluster(app, 'prod');
  const shop = new OamApplication(cluster, 'shop', {
    namespace: 'shop',
    rendering,
    components: { web: { workload, traits: [OamTrait.ingress({ rules: [{ hosts: ['a.example.com'] }] })] } },
  });
  shop.addComponent('cart', { workload, traits: [OamTrait.manualScaler({ replicaCount: 2 })] });
  const [set] = cluster.node.findAll().filter(({ node }) => node.id === 'objects');
  if (set === undefined) throw new Error('no objects');
  return new Map(
    shop.manifests.map((manifest) => {
      const content = manifest as unknown as JsonObject;
      const document = { content, index: 0, file: 'f.yaml', creator: shop.node.path, unit: undefined };
      return [
        manifest.kind,
        originsOf(set, document)
          .filter(({ of }) => of?.startsWith('prod/shop') === true)
          .map(({ at, text, of = '', option = [] }) => `${at.join('.')}: ${text} of ${of} (${option.join('.')})`),
      ];
    }),
  );
}

test('an ApplicationConfiguration follows from traits, and a Component from its workload', () => {
  const origins = originsByKind(Rendering.OAM);
  expect(origins.get('ApplicationConfiguration')).toEqual([
    'spec.components.0.traits.0: components.web.traits: IngressTrait of prod/shop (components.web.traits)',
    'spec.components.1.traits.0: traits: ManualScalerTrait of prod/shop/cart (traits)',
  ]);
  expect(origins.get('Component')).toContain('spec.workload: workload of prod/shop/cart (workload)');
});

test('objects of a translation follow from the workload or the trait', () => {
  const origins = originsByKind(Rendering.KUBERNETES);
  expect(origins.get('Gateway')).toEqual([
    'spec: components.web.traits: IngressTrait of prod/shop (components.web.traits)',
  ]);
  expect(origins.get('Deployment')).toEqual([
    'spec.replicas: traits: ManualScalerTrait of prod/shop/cart (traits)',
    'spec: workload of prod/shop/cart (workload)',
  ]);
});
