import { ApiObject } from 'cdk8s';
import type { DeliveryUnit } from '../../lib/gitops';
import { configMap, failure, newUnit } from './helpers';

const namespace = (unit: DeliveryUnit, name: string): ApiObject =>
  new ApiObject(unit, `ns-${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const readme = (app: { render(): ReadonlyMap<string, string> }): string => app.render().get('prod/README.md') ?? '';

describe('the namespace of an emitted object', () => {
  test('that nothing creates is a remaining step before the first unit that needs it', () => {
    const { app, cluster, unit } = newUnit({ wave: 1 });
    configMap(unit, 'a');
    configMap(cluster.unit('later', { wave: 2, namespace: 'shop' }), 'b');
    expect(readme(app)).toContain(
      '### Create the namespace shop\n\n*before `platform`*\n\nObjects of `platform`, `later` are in the namespace `shop`',
    );
  });

  test('may be emitted, in the same unit or an earlier one', () => {
    const { app, cluster, unit } = newUnit({ wave: 1 });
    configMap(unit, 'a');
    namespace(cluster.unit('namespaces', { wave: 1 }), 'shop');
    expect(readme(app)).not.toContain('Create the namespace');
  });

  test('must not be emitted later', () => {
    const { app, cluster, unit } = newUnit({ wave: 1 });
    configMap(unit, 'a');
    namespace(cluster.unit('namespaces', { wave: 2 }), 'shop');
    expect(failure(() => app.render())).toContain(
      '[prod/platform/cm-a-] the object is delivered in wave 1, before its namespace shop; got "namespaces with wave 2"; ' +
        'move the Namespace to an earlier delivery unit',
    );
  });

  test.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])(
    'may be %s, which every cluster has',
    (name) => {
      const { app, unit } = newUnit();
      configMap(unit, 'a', {}, name);
      expect(readme(app)).not.toContain('amespace');
    },
  );

  test('may be declared, at once or late, with who creates it', () => {
    const { app, cluster, unit } = newUnit();
    configMap(unit, 'a');
    configMap(unit, 'b', {}, 'other');
    const declared = [{ name: 'unused', createdBy: 'someone' }];
    cluster.declareNamespaces([{ name: 'shop', createdBy: 'the team of the shop' }]);
    cluster.declareNamespaces(() => [...declared, { name: 'other', createdBy: 'an operator' }]);
    const text = readme(app);
    expect(text).not.toContain('Create the namespace');
    expect(text).toContain('| shop | the team of the shop | platform |');
    expect(text).toContain('| other | an operator | platform |');
    expect(text).not.toContain('unused');
  });

  test('may come with a kustomization that may create namespaces', () => {
    const { app, cluster, unit } = newUnit();
    configMap(unit, 'a');
    cluster.unit('operator', {
      wave: 0,
      kustomization: { resources: ['https://x/y'] },
      grants: { namespaces: ['shop'], clusterScoped: [{ group: '', kind: 'Namespace' }] },
    });
    expect(readme(app)).toContain('| shop | the unit `operator` | platform |');
  });
});
