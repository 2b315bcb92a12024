import type { JsonObject, JsonValue } from '../../lib/values/json';
import type { Option } from './options';
import type { Section } from './page';
import { isChartValues, optionsIn } from './value-paths';

/** Examples by key, where there is more to show than {@link exampleOf} finds; a test compiles them. */
const EXAMPLES: Readonly<Record<string, JsonObject>> = {
  certManager: { enabled: true, values: { replicaCount: 2, resources: { requests: { memory: '128Mi' } } } },
  clusterIssuer: { letsEncrypt: { emailAddress: 'platform@example.com', environment: 'production' } },
  dns: { external: { suffix: 'platform.example.com' } },
  fluentd: { extraVolumeMounts: [{ source: '/var/lib/containers', readOnly: true }] },
  grafana: { replicas: 2, smtp: { enabled: true, host: 'mail.example.com:587', existingSecret: 'grafana-smtp' } },
  ingressNGINX: {
    type: 'NodePort',
    ports: [{ name: 'https', port: 443, nodePort: 31443 }],
    values: { controller: { service: { externalIPs: ['192.0.2.10'] } } },
  },
  istio: {
    values: {
      spec: {
        components: {
          ingressGateways: [
            {
              name: 'istio-ingressgateway',
              k8s: { replicaCount: 3, service: { type: 'NodePort', externalIPs: ['192.0.2.11'] } },
            },
          ],
        },
      },
    },
  },
  keycloak: { values: { replicas: 2 }, mysql: { values: { serverInstances: 3, routerInstances: 2 } } },
  opensearch: {
    nodes: [
      { name: 'es-data', replicas: 5, roles: ['data'], storage: { size: '200Gi' } },
      { name: 'es-ingest', replicas: 2, roles: ['ingest'] },
    ],
    policies: [{ policyName: 'system', indexPattern: 'verrazzano-system*', minIndexAge: '14d' }],
  },
  opensearchDashboards: { replicas: 2 },
  prometheusOperator: {
    values: {
      prometheus: {
        prometheusSpec: {
          retention: '30d',
          storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '100Gi' } } } } },
        },
      },
      alertmanager: { enabled: true },
    },
  },
  rancher: { keycloakAuthEnabled: true, values: { replicas: 3, auditLog: { level: 1, destination: 'sidecar' } } },
};

/** An example of the options of a component. */
export const exampleSection: Section = {
  title: 'Example',
  body: ({ definition: { specKey }, options }) => {
    if (specKey === undefined || options === undefined) return undefined;
    const props = EXAMPLES[specKey] ?? exampleOf(options);
    return [
      'For the prop `components` of a profile:',
      '',
      '```ts',
      "import type { ComponentsProps } from 'cdk8s-verrazzano';",
      '',
      `export const components: ComponentsProps = { ${specKey}: ${JSON.stringify(props)} };`,
      '```',
    ].join('\n');
  },
};

/** The component enabled, with the first chart value whose type gives an example value. */
function exampleOf(options: readonly Option[]): JsonObject {
  const [values] = options.filter(isChartValues).flatMap((option) => firstValue(option) ?? []);
  return { enabled: true, values };
}

function firstValue({ shapes }: Option): JsonValue | undefined {
  for (const shape of shapes) {
    if (shape.kind === 'leaf' && shape.types.length === 1) return sample(shape.types[0]);
    if (shape.kind !== 'object') continue;
    for (const option of optionsIn(shape)) {
      const value = option.name === '' ? undefined : firstValue(option);
      if (value !== undefined) return { [option.name]: value };
    }
  }
  return undefined;
}

function sample(type = ''): JsonValue | undefined {
  if (type === 'number') return 2;
  if (type === 'boolean') return true;
  return type.startsWith("'") ? type.slice(1, -1) : undefined;
}
