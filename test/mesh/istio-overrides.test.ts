import { collectorAddress, istioOverrides, istioOverridesForCharts } from '../../lib/mesh';
import { IstioMesh } from '../../lib/values';

const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };

describe('settings as a fragment of an IstioOperator document', () => {
  test('nothing is stated that the user does not state', () => {
    expect(istioOverrides(IstioMesh.of())).toEqual({});
    expect(istioOverrides(IstioMesh.of({ tracing: {}, pilot: {}, ingressGateway: {} }))).toEqual({});
  });

  test('all that Istio reads', () => {
    const settings = IstioMesh.of({
      accessLogging: { encoding: 'JSON', format: '%PROTOCOL%' },
      tracing: { sampling: 0, address: 'zipkin.example.com:9411', tls: 'SIMPLE' },
      proxyResources: { requests: { cpu: '10m' }, limits: { memory: '256Mi' } },
      trustDomain: 'corp.example.com',
      outboundTraffic: 'REGISTRY_ONLY',
      pilot: { replicas: 2, affinity },
      ingressGateway: {
        type: 'NodePort',
        externalIPs: ['192.0.2.1'],
        replicas: 3,
        affinity,
        annotations: { a: 'b' },
        ports: [
          { name: 'https', port: 443, targetPort: 8443, nodePort: 30443 },
          { name: 'tcp', port: 9000 },
        ],
      },
      egressGateway: { replicas: 2 },
      injection: { never: [{ app: 'batch' }] },
    });
    expect(istioOverrides(settings)).toEqual({
      spec: {
        meshConfig: {
          accessLogFile: '/dev/stdout',
          accessLogEncoding: 'JSON',
          accessLogFormat: '%PROTOCOL%',
          defaultConfig: {
            tracing: { sampling: 0, zipkin: { address: 'zipkin.example.com:9411' }, tlsSettings: { mode: 'SIMPLE' } },
          },
          trustDomain: 'corp.example.com',
          outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        },
        components: {
          pilot: { k8s: { replicaCount: 2, affinity } },
          ingressGateways: [
            {
              name: 'istio-ingressgateway',
              k8s: {
                replicaCount: 3,
                affinity,
                service: {
                  type: 'NodePort',
                  externalIPs: ['192.0.2.1'],
                  ports: [
                    { name: 'https', port: 443, targetPort: 8443, nodePort: 30443 },
                    { name: 'tcp', port: 9000, targetPort: 9000 },
                  ],
                },
                serviceAnnotations: { a: 'b' },
              },
            },
          ],
          egressGateways: [{ name: 'istio-egressgateway', k8s: { replicaCount: 2 } }],
        },
        values: {
          global: { proxy: { resources: { requests: { cpu: '10m' }, limits: { memory: '256Mi' } } } },
          sidecarInjectorWebhook: { neverInjectSelector: [{ matchLabels: { app: 'batch' } }] },
        },
      },
    });
  });

  test('tracing can be off', () => {
    const off = { spec: { meshConfig: { enableTracing: false } } };
    expect(istioOverrides(IstioMesh.of({ tracing: 'off' }))).toEqual(off);
    expect(istioOverridesForCharts(IstioMesh.of({ tracing: 'off' }))).toEqual(off);
  });

  test('with charts the collector of the platform is stated, unless there is another one', () => {
    const tracing = (settings: IstioMesh) => istioOverridesForCharts(settings);
    const config = (address: string, more = {}) => ({
      spec: {
        meshConfig: {
          defaultConfig: { tracing: { zipkin: { address }, tlsSettings: { mode: 'ISTIO_MUTUAL' }, ...more } },
        },
      },
    });
    expect(tracing(IstioMesh.of())).toEqual(config(collectorAddress()));
    expect(tracing(IstioMesh.of({ tracing: { sampling: 10 } }))).toEqual(config(collectorAddress(), { sampling: 10 }));
    expect(tracing(IstioMesh.of({ tracing: { address: 'a:1' } }))).toEqual(config('a:1'));
  });
});
