import type { OamTranslation } from '../../../lib/application';
import type { JsonObject } from '../../../lib/values/json';

export const namespace = (labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'verrazzano-managed': 'true', ...labels } },
});

export const CONSOLE: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name: 'verrazzano-ingress',
    namespace: 'verrazzano-system',
    annotations: { 'external-dns.alpha.kubernetes.io/target': 'verrazzano-ingress.prod.example.org' },
  },
};

export const component = (name: string, workload: JsonObject): JsonObject => ({
  apiVersion: 'core.oam.dev/v1alpha2',
  kind: 'Component',
  metadata: { name, namespace: 'shop' },
  spec: { workload },
});

export const application = (components: readonly JsonObject[], metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'core.oam.dev/v1alpha2',
  kind: 'ApplicationConfiguration',
  metadata: { name: 'orders', namespace: 'shop', ...metadata },
  spec: { components },
});

export const helidon = (name: string, ports: readonly number[] = [8080]): JsonObject => ({
  apiVersion: 'oam.verrazzano.io/v1alpha1',
  kind: 'VerrazzanoHelidonWorkload',
  spec: {
    deploymentTemplate: {
      metadata: { name },
      podSpec: { containers: [{ name: 'main', image: 'i', ports: ports.map((containerPort) => ({ containerPort })) }] },
    },
  },
});

export const trait = (kind: string, spec: JsonObject, name = kind.toLowerCase()): JsonObject => ({
  trait: { apiVersion: 'oam.verrazzano.io/v1alpha1', kind, metadata: { name }, spec },
});

export const named = ({ objects }: OamTranslation, kind: string, name: string): JsonObject =>
  objects.find((each) => each.kind === kind && (each.metadata as JsonObject).name === name) as JsonObject;
