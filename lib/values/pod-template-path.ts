const TEMPLATE: readonly string[] = ['spec', 'template'];

/**
 * Where kinds of Kubernetes have the `metadata` and `spec` of their pods: in the object itself, or in a template. Source: its API
 * reference, "Workload Resources".
 */
export const POD_TEMPLATE_PATHS = {
  Pod: [],
  Deployment: TEMPLATE,
  StatefulSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  ReplicaSet: TEMPLATE,
  ReplicationController: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ['spec', 'jobTemplate', ...TEMPLATE],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * The path to the `metadata` and `spec` of the pods of an object.
 * @param kind - its kind
 * @returns undefined for kinds without pods, and for those of custom resources
 */
export function podTemplatePath(kind: string): readonly string[] | undefined {
  const paths: Readonly<Record<string, readonly string[]>> = POD_TEMPLATE_PATHS;
  return Object.hasOwn(paths, kind) ? paths[kind] : undefined;
}
