import { ChartSource } from '../../lib';
import type { JsonObject } from '../../lib/values/json';

const store = { name: 'objstore-config', key: 'objstore.yml' };

function adapted(step: string, values: JsonObject): JsonObject {
  const source = ChartSource.maintained({ step: 'release', components: { 'prometheus-operator': step } });
  const chart = {
    component: 'prometheus-operator',
    project: 'verrazzano',
    path: '',
    name: '',
    version: '',
    valuesFiles: [],
  } as const;
  return source.locate(chart, { url: '', revision: '' }).adapt!(values);
}

const sidecar = {
  prometheus: { thanos: { integration: 'sidecar' }, prometheusSpec: { thanos: { objectStorageConfig: store } } },
};

test('the sidecar of Thanos stays on, with a port of the Service', () => {
  const { prometheus } = adapted('closest', sidecar);
  expect(prometheus).toMatchObject({
    prometheusSpec: { thanos: { objectStorageConfig: store } },
    service: { additionalPorts: [{ name: 'grpc', port: 10901, targetPort: 10901 }] },
  });
  expect(prometheus).not.toHaveProperty('thanos');
});

test('later charts read the object store in another place', () => {
  const { prometheus } = adapted('newest', sidecar);
  expect(prometheus).toMatchObject({ prometheusSpec: { thanos: { objectStorageConfig: { existingSecret: store } } } });
});

test('without the switch there is no sidecar, whatever image the release names', () => {
  const values = { prometheus: { prometheusSpec: { replicas: 2, thanos: { image: 'ghcr.io/verrazzano/thanos:v0' } } } };
  expect(adapted('closest', values).prometheus).toMatchObject({ prometheusSpec: { replicas: 2 } });
  expect(adapted('closest', values).prometheus).not.toHaveProperty('prometheusSpec.thanos');
});
