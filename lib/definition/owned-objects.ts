import type { DeclaredObject } from '../gitops/gitops-cluster';
import { groupOf } from '../gitops/kinds/kind-scope';
import { certificatesOf } from './certificate';
import type { Creator } from './creator';
import type { ComponentDefinition } from './definition';
import { ingressesOf } from './ingress';
import { servicesOf } from './service';
import type { Workload } from './workload';
import { workloadsOf } from './workload';
import { WEBHOOK_KINDS } from './webhook-kinds';

/** An object in the cluster that this package does not create. */
export interface OwnedObject {
  /** API group and version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Namespace; undefined for cluster-scoped kinds. */
  readonly namespace: string | undefined;
  /** Name. */
  readonly name: string;
  /** Component that it belongs to. */
  readonly component: string;
  /** What creates it: the chart of the component, the platform operator, or another component at run time. */
  readonly createdBy: Creator;
  /** Whether a default installation may lack it: it is created at run time, or with certain chart values. */
  readonly optional: boolean;
  /** Labels that it gets; undefined where they are not listed. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations that it gets; undefined where they are not listed. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Keys of its data; undefined for kinds without data, or where they are not listed. */
  readonly keys?: readonly string[];
  /** When it is created or changed, as prose; undefined if always. */
  readonly when?: string;
}

/**
 * Owned objects as a cluster refuses a second one: those that are there in any case. Namespaces are left out: others add labels to them.
 * @param objects - the objects
 */
export function declaredOwned(objects: readonly OwnedObject[]): readonly DeclaredObject[] {
  return objects
    .filter(({ optional, kind }) => !optional && kind !== 'Namespace')
    .map(({ apiVersion, kind, namespace, name, component, createdBy }) => ({
      group: groupOf(apiVersion),
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      createdBy: creatorText(createdBy, component),
    }));
}

function creatorText(createdBy: string, component: string): string {
  if (createdBy === 'chart') return `the chart of ${component}`;
  return createdBy === 'operator' ? 'the platform operator' : createdBy;
}

/** Derives {@link OwnedObject}s of one kind. */
type Draft = Pick<OwnedObject, 'name'> & Partial<OwnedObject>;

const WORKLOADS: Readonly<Record<Workload['kind'], string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};

/** API version of ServiceMonitors and PodMonitors. */
export const MONITORS_API = 'monitoring.coreos.com/v1';

/** Default namespace of scrape targets. */
const MONITORING = 'verrazzano-monitoring';

/**
 * The objects of a component that its definition knows by name: workloads with their service accounts, Services, Ingresses,
 * Certificates, webhook configurations, scrape targets and CustomResourceDefinitions.
 * @param definition - the component
 */
export function ownedObjectsOf(definition: ComponentDefinition): readonly OwnedObject[] {
  const creator = definition.createdBy ?? 'chart';
  const object = (apiVersion: string, kind: string, draft: Draft): OwnedObject => ({
    apiVersion,
    kind,
    namespace: undefined,
    component: definition.name,
    createdBy: creator,
    optional: false,
    ...draft,
  });
  return [
    ...workloadsOf(definition).flatMap((workload) => workloadObjects(workload, object)),
    ...servicesOf(definition).map(({ name, namespace, createdBy }) =>
      object('v1', 'Service', { name, namespace, createdBy }),
    ),
    ...ingressesOf(definition).map(({ name, namespace, createdBy, optional }) =>
      object('networking.k8s.io/v1', 'Ingress', { name, namespace, createdBy, optional }),
    ),
    ...certificatesOf(definition).map(({ name, namespace, ingress }) =>
      object('cert-manager.io/v1', 'Certificate', {
        name,
        namespace,
        ...(ingress !== undefined && { createdBy: 'cert-manager', optional: isOptional(definition, ingress) }),
      }),
    ),
    ...(definition.webhooks ?? []).map(({ kind, name, createdBy = creator }) =>
      object('admissionregistration.k8s.io/v1', WEBHOOK_KINDS[kind], { name, createdBy }),
    ),
    ...Object.entries(definition.scrapeTargets ?? {}).map(([name, { kind = 'ServiceMonitor', namespace, createdBy }]) =>
      object(kind === 'Secret' ? 'v1' : MONITORS_API, kind, {
        name,
        namespace: namespace ?? MONITORING,
        createdBy: createdBy ?? 'chart',
      }),
    ),
    ...Object.entries(definition.crds?.names ?? {}).flatMap(([group, plurals]) =>
      plurals.map((plural) =>
        object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
          name: `${plural}.${group}`,
          createdBy: definition.crds?.by ?? 'chart',
        }),
      ),
    ),
  ];
}

function workloadObjects(
  { name, namespace, kind, createdBy, atRunTime, serviceAccount }: Workload,
  object: (apiVersion: string, kind: string, draft: Draft) => OwnedObject,
): OwnedObject[] {
  const optional = atRunTime || kind === 'Job';
  const workload = object(WORKLOADS[kind], kind, { name, namespace, createdBy, optional });
  // Kubernetes creates an account of this name in every namespace.
  if (serviceAccount === undefined || serviceAccount === 'default') return [workload];
  return [workload, object('v1', 'ServiceAccount', { name: serviceAccount, namespace, createdBy, optional })];
}

function isOptional(definition: ComponentDefinition, ingress: string): boolean {
  return ingressesOf(definition).some(({ name, optional }) => name === ingress && optional);
}
