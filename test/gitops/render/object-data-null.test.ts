import { runInNewContext } from 'node:vm';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { AdminCluster, Cni, DevProfile, GitOpsApp, Override } from '../../../lib';
import { ExactApiObject } from '../../../lib/gitops/render/object-data';
import { doc, failure, newUnit, REPOSITORY } from '../helpers';

const PATH = 'prod/platform/shop/ConfigMap.a.yaml';
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

describe('a field that is null', () => {
  test.each<[string, unknown]>([
    ['plain', { a: { b: null }, list: [null, { c: null }] }],
    ['late', Lazy.any({ produce: () => ({ a: { b: null }, list: [null, { c: null }] }) })],
    ['late inside', { a: Lazy.any({ produce: () => ({ b: null }) }), list: [null, { c: null }] }],
    ['of another context', runInNewContext('({ a: { b: null }, list: [null, { c: null }] })')],
  ])('is written (%s)', (_, spec) => {
    const { app, unit } = newUnit();
    new ApiObject(unit, 'a', { ...CONFIG_MAP, spec });
    expect(doc(app.render(), PATH).spec).toEqual({ a: { b: null }, list: [null, { c: null }] });
  });

  test('survives a patch, and the props stay as they are', () => {
    const { app, unit } = newUnit();
    const spec = { a: null, b: { c: 1 } };
    new ApiObject(unit, 'a', { ...CONFIG_MAP, spec }).addJsonPatch(JsonPatch.add('/spec/b/d', null));
    expect(doc(app.render(), PATH).spec).toEqual({ a: null, b: { c: 1, d: null } });
    expect(spec).toEqual({ a: null, b: { c: 1 } });
  });

  test('is refused where the class of the object leaves it out', () => {
    class Generated extends ApiObject {
      override toJson(): unknown {
        return super.toJson();
      }
    }
    const { app, unit } = newUnit();
    new Generated(unit, 'a', { ...CONFIG_MAP, spec: { a: { b: null } } });
    expect(failure(() => app.render())).toContain(
      '[prod/platform/a] the field /spec/a/b is null, and the class of the object leaves it out',
    );
  });
});

test('null in chart values arrives in the Verrazzano resource, with GitOpsApp and with a plain app', () => {
  const props = { components: { ingressNGINX: { overrides: [Override.values({ controller: { limits: null } })] } } };
  const app = new GitOpsApp({ repository: REPOSITORY });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 's' } as const;
  new DevProfile(new AdminCluster(app, 'dev', { kubernetes }), 'vz', props);
  const [, written = ''] = [...app.render()].find(([path]) => path.includes('/Verrazzano.')) ?? [];
  const chart = new Chart(new App(), 'plain');
  new DevProfile(chart, 'vz', { ...props, kubernetes });
  const plain = (Testing.synth(chart) as { kind: string }[]).find(({ kind }) => kind === 'Verrazzano');
  for (const resource of [parse(written), plain]) {
    const { values } = resource.spec.components.ingressNGINX.overrides[0];
    expect(values.controller).toEqual({ limits: null });
  }
});

test('line breaks of YAML 1.1 in chart values arrive', () => {
  const app = new GitOpsApp({ repository: REPOSITORY });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 's' } as const;
  const overrides = [Override.values({ a: '\u2028', b: '\u0085' })];
  new DevProfile(new AdminCluster(app, 'dev', { kubernetes }), 'vz', { components: { verrazzano: { overrides } } });
  const [, written = ''] = [...app.render()].find(([path]) => path.includes('/Verrazzano.')) ?? [];
  expect(written).toContain('a: "\\u2028"');
  expect(written).toContain('b: "\\u0085"');
});

test.each<[string, unknown, string]>([
  ['a rounded integer', { a: 2 ** 60 }, 'the number at /spec/a is an integer that JavaScript rounds'],
  ['an unpaired surrogate', { a: '\ud83d' }, 'the object cannot be written as YAML 1.1'],
])('%s is an error with the path of the construct', (_, spec, what) => {
  const { app, unit } = newUnit();
  new ExactApiObject(unit, 'a', { ...CONFIG_MAP, spec });
  expect(failure(() => app.render())).toContain(`[prod/platform/a] ${what}`);
});
