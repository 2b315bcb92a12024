import { translateOam } from '../../../lib/application';
import type { JsonObject } from '../../../lib/values/json';
import { application, component, helidon, named, namespace, trait } from './objects';

test('a scraper is a namespace and a name', () => {
  const prometheus = (namespace: string): JsonObject[] => [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'own', namespace },
      spec: { template: { spec: { volumes: [{ name: 'config-volume', configMap: { name: 'config' } }] } } },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config', namespace },
      data: { 'prometheus.yml': 'scrape_configs:\n- job_name: first\n' },
    },
  ];
  const of = (spec: JsonObject) =>
    translateOam({
      objects: [
        component('front', helidon('front')),
        application([{ componentName: 'front', traits: [trait('MetricsTrait', spec)] }]),
      ],
      context: [namespace(), ...prometheus('default'), ...prometheus('mine')],
    });
  expect(named(of({ scraper: 'mine/own' }), 'ConfigMap', 'config')).toBeDefined();
  expect(of({ scraper: 'own' }).findings.map(({ what }) => what)).toEqual(['names a scraper that is not in the input']);
  expect(named(of({ scraper: 'own' }), 'ConfigMap', 'config')).toBeUndefined();
  // A configuration in which nothing changes is not written.
  expect(named(of({ scraper: 'mine/own', enabled: false }), 'ConfigMap', 'config')).toBeUndefined();
});

test('a plain workload is restarted once the application is applied as a whole', () => {
  const daemon = { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { template: { spec: { containers: [] } } } };
  const of = (host: string) =>
    translateOam({
      objects: [
        component('agent', daemon),
        component('front', helidon('front')),
        application(
          [
            { componentName: 'agent' },
            { componentName: 'front', traits: [trait('IngressTrait', { rules: [{ hosts: [host] }] })] },
          ],
          { annotations: { 'verrazzano.io/restart-version': '2' } },
        ),
      ],
      context: [namespace()],
    });
  const annotations = { 'verrazzano.io/restart-version': '2' };
  expect(named(of('a.example.com'), 'DaemonSet', 'agent')).toMatchObject({
    spec: { template: { metadata: { annotations } } },
  });
  expect(JSON.stringify(named(of('bad_host'), 'DaemonSet', 'agent').spec)).not.toContain('restart-version');
});

test('a Deployment whose labels of OAM are replaced is not found, and not restarted', () => {
  const of = (labels: JsonObject) => {
    const workload = helidon('front') as { spec: { deploymentTemplate: { metadata: JsonObject } } };
    workload.spec.deploymentTemplate.metadata = { name: 'front', labels };
    const app = application([{ componentName: 'front' }], { annotations: { 'verrazzano.io/restart-version': '2' } });
    const objects = [component('front', workload), app];
    return JSON.stringify(named(translateOam({ objects, context: [namespace()] }), 'Deployment', 'front').spec);
  };
  expect(of({})).toContain('restart-version');
  expect(of({ 'app.oam.dev/name': 'mine' })).not.toContain('restart-version');
});
