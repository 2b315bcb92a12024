import { spawn } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { resourceOf } from '../../lib/exit/dump/resource-names';
import type { JsonObject } from '../../lib/values/json';
import type { ApiServer } from './api-server';
import { applyNames } from './definitions';
import type { Manifest } from './output';
import { storable } from './storable';

const { items: ITEMS } = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'examples', 'exit', 'dump.json'), 'utf8'),
) as { readonly items: readonly JsonObject[] };

function object(apiVersion: string, kind: string, at: string, more: JsonObject = {}): JsonObject {
  const [namespace = '', name = ''] = at.split('/');
  const { finalizers = [], ...rest } = more;
  return { apiVersion, kind, metadata: { namespace, name, finalizers }, ...rest };
}

const OF_TRAIT = { finalizers: ['trait.finalizers.verrazzano.io'] };
const SYSTEM = 'VerrazzanoMonitoringInstance verrazzano-system/system';
const WORKLOAD = 'VerrazzanoHelidonWorkload hello-helidon/hello';
const APPLICATION = 'ApplicationConfiguration hello-helidon/hello';

/** What operators make at run time, which the dump of the example leaves out. */
const AT_RUN_TIME: readonly JsonObject[] = [
  object('platform.verrazzano.io/v1alpha1', 'Module', 'verrazzano-install/keycloak', {
    finalizers: ['module.platform.verrazzano.io/finalizer'],
  }),
  object('v1', 'ConfigMap', 'default/of-the-platform'),
  object('v1', 'Secret', 'cert-manager/verrazzano-ca-certificate-secret', { data: { 'ca.crt': 'YQ==' } }),
  object('v1', 'Secret', 'verrazzano-system/verrazzano-tls-ca', { data: { 'cacerts.pem': 'YQ==' } }),
  object('oam.verrazzano.io/v1alpha1', 'IngressTrait', 'hello-helidon/hello', OF_TRAIT),
  object('oam.verrazzano.io/v1alpha1', 'MetricsTrait', 'hello-helidon/metrics', OF_TRAIT),
  object('oam.verrazzano.io/v1alpha1', 'LoggingTrait', 'hello-helidon/logging', OF_TRAIT),
  object('oam.verrazzano.io/v1alpha1', 'VerrazzanoHelidonWorkload', 'hello-helidon/hello'),
  object('apps/v1', 'Deployment', 'hello-helidon/hello', { spec: {} }),
  object('v1', 'Service', 'hello-helidon/hello', { spec: {} }),
  { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pvc-1' } },
];

const OWNERS: ReadonlyArray<readonly [owner: string, owned: string]> = [
  [SYSTEM, 'Deployment verrazzano-system/vmi-system-grafana'],
  [SYSTEM, 'Service verrazzano-system/vmi-system-grafana'],
  [SYSTEM, 'Ingress verrazzano-system/vmi-system-grafana'],
  ['Verrazzano default/verrazzano', 'ConfigMap default/of-the-platform'],
  [APPLICATION, WORKLOAD],
  [APPLICATION, 'IngressTrait hello-helidon/hello'],
  [WORKLOAD, 'Deployment hello-helidon/hello'],
  [WORKLOAD, 'Service hello-helidon/hello'],
];

/** Arguments of kubectl for `Kind namespace/name`, or `Kind name`. */
function argumentsOf(what: string): readonly string[] {
  const [kind = '', place = ''] = what.split(' ');
  const [first = '', second] = place.split('/');
  return second === undefined ? [resourceOf(kind), first] : ['-n', first, resourceOf(kind), second];
}

/**
 * What the API server has of an object; undefined when it has none.
 * @param what - `Kind namespace/name`, or `Kind name` for kinds without namespace
 */
export function held(server: ApiServer, what: string): JsonObject | undefined {
  const { status, stdout } = server.run(['get', ...argumentsOf(what), '-o', 'json']);
  return status === 0 ? (JSON.parse(stdout) as JsonObject) : undefined;
}

/** Makes the platform of the example, its application and what operators make at run time; no program of it runs. */
export function makePlatform(server: ApiServer): void {
  const own = ITEMS.filter(({ kind }) => kind !== 'CustomResourceDefinition');
  const items = [...own, ...AT_RUN_TIME].map(storable);
  const manifests = items as unknown as readonly Manifest[];
  applyNames(server, manifests);
  const namespaces = new Set(manifests.flatMap(({ metadata }) => metadata.namespace ?? []));
  for (const name of namespaces) server.run(['create', 'namespace', name]);
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  apply(server, 'verrazzano-platform-operator', list);
  for (const [owner, owned] of OWNERS) {
    const { apiVersion, kind, metadata } = held(server, owner) as unknown as Manifest & { metadata: { uid: string } };
    const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true }];
    const patch = JSON.stringify({ metadata: { ownerReferences } });
    server.kubectl(['patch', ...argumentsOf(owned), '--type=merge', '-p', patch]);
  }
}

function apply(server: ApiServer, manager: string, text: string): void {
  const options = ['--server-side', '--force-conflicts', '--validate=false', `--field-manager=${manager}`];
  server.kubectl(['apply', ...options, '-f', '-'], text);
}

/** A workload as Argo CD applies it. @param spec - of its container, beside name and image */
export function syncWorkload(server: ApiServer, spec: JsonObject = {}): JsonObject {
  const [found] = ITEMS.filter(
    ({ kind, metadata }) => kind === 'StatefulSet' && (metadata as JsonObject).name === 'keycloak',
  ).map(storable);
  const { metadata, ...rest } = found as { metadata: JsonObject } & JsonObject;
  const manifest = JSON.parse(JSON.stringify(rest)) as { spec: { template: { spec: { containers: JsonObject[] } } } };
  const { containers } = manifest.spec.template.spec;
  if (Object.keys(spec).length > 0)
    manifest.spec.template.spec.containers = containers.map(({ name, image }) => ({ name, image, ...spec }));
  const annotations = { 'argocd.argoproj.io/tracking-id': 'verrazzano-charts-keycloak' };
  apply(server, 'argocd-controller', JSON.stringify({ ...manifest, metadata: { ...metadata, annotations } }));
  return held(server, 'StatefulSet keycloak/keycloak') ?? {};
}

/** Everything that the API server lists, as a dump has it. */
export function dumpOf(server: ApiServer): JsonObject {
  const kinds = server.kubectl(['api-resources', '--verbs=list', '-o', 'name']).trim().split('\n');
  const listed = kinds.filter((name) => !name.startsWith('events')).join(',');
  return JSON.parse(server.kubectl(['get', listed, '-A', '-o', 'json'])) as JsonObject;
}

/**
 * Starts the controllers that delete what lost its owner or its namespace.
 * @param program - path of kube-controller-manager
 * @returns what ends them
 */
export function startCollector(program: string, { kubeconfig }: ApiServer): () => void {
  const flags = [`--kubeconfig=${kubeconfig}`, '--controllers=garbagecollector,namespace', '--leader-elect=false'];
  const started = spawn(program, flags, { stdio: 'ignore' });
  return () => void started.kill();
}
