/* How components.json is written, as far as the tests read it. */

/** A workload of components.json. */
export interface UpstreamWorkload {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number | null;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly selectorLabels?: Readonly<Record<string, string>> | null;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string | null;
  readonly hostNetwork: boolean;
  readonly inMesh: boolean | null;
  readonly createdBy: string;
  readonly containers: ReadonlyArray<{
    readonly ports: ReadonlyArray<{
      readonly name: string | null;
      readonly containerPort: number;
      readonly protocol: string;
    }>;
  }>;
}

/** A Service of components.json. */
export interface UpstreamService {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly headless: boolean;
  readonly selector: Readonly<Record<string, string>> | null;
  readonly createdBy: string;
  readonly ports: ReadonlyArray<{
    readonly name: string | null;
    readonly port: number;
    readonly protocol: string;
    readonly targetPort: number | string;
    readonly appProtocol?: string;
  }>;
}

/** An Ingress of components.json. */
export interface UpstreamIngress {
  readonly name: string;
  readonly namespace: string;
  readonly hostPrefix: string;
  readonly path: string | null;
  readonly backend: { readonly service: string; readonly port: number | string };
  readonly auth: string;
  readonly tlsSecret: string;
}

/** A scrape target of components.json. */
export interface UpstreamScrapeTarget {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly string[];
  readonly paths: readonly string[];
  readonly scheme?: string | null;
  readonly endpoints?: ReadonlyArray<{ readonly scheme?: string }>;
  readonly namespaceSelector?: { readonly any?: boolean; readonly matchNames?: readonly string[] } | null;
  readonly createdBy: string;
}

/** An entry of components.json. */
export interface UpstreamComponent {
  readonly componentName: string;
  readonly jsonName: string;
  readonly crKeyV1beta1: string | null;
  readonly namespace: string;
  readonly releaseName: string | null;
  readonly dependencies: readonly string[];
  readonly chart: object | null;
  readonly valuesFile: string | null;
  readonly bom: ReadonlyArray<{ readonly images: ReadonlyArray<{ readonly fullImage: string }> }>;
  readonly workloads: readonly UpstreamWorkload[];
  readonly services: readonly UpstreamService[];
  readonly ingresses: readonly UpstreamIngress[];
  readonly certificates: ReadonlyArray<{
    readonly name: string;
    readonly namespace: string;
    readonly secretName: string;
    readonly issuer?: string;
    readonly createdBy: string;
    readonly reportedByGetCertificateNames: boolean;
  }>;
  readonly webhooks: ReadonlyArray<{
    readonly kind: string;
    readonly name: string;
    readonly service: { readonly name: string };
    readonly paths: readonly string[] | null;
    readonly webhooks?: ReadonlyArray<{
      readonly name: string;
      readonly failurePolicy: string;
      readonly resources: readonly string[];
    }>;
    readonly certManagerInjectCaFrom?: string | null;
  }>;
  readonly scrapeTargets: readonly UpstreamScrapeTarget[];
  readonly namespacesCreated: ReadonlyArray<{
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
  }>;
  readonly crds: { readonly names: readonly string[] } | null;
}

/** Names without repetition, in order. */
export function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort();
}

/** Annotations that do not change with each rendering; a remark behind a value is cut off. */
export function steady(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations)
      .filter(([key, value]) => !key.startsWith('checksum/') && value !== '<elided>')
      .map(([key, value]) => [key, value.startsWith('{') ? value : value.replace(/ \(.*\)$/, '')]),
  );
}

/** The words of components.json about who makes an object, as a definition says it. */
export function createdBy(words: string): string {
  if (words.startsWith('Rancher at run time')) return 'rancher';
  if (words.startsWith('clusterctl')) return 'clusterctl';
  if (words.startsWith('istioctl')) return 'istioctl';
  return /^[a-z-]+/.exec(words)?.[0] ?? words;
}

/** Number of the container port that a Service leads to; undefined when no container has it. */
export function upstreamTarget(
  service: UpstreamService,
  target: number | string,
  entry: UpstreamComponent,
): number | undefined {
  if (typeof target === 'number') return target;
  const selected = Object.entries(service.selector ?? {});
  return entry.workloads
    .filter(({ namespace }) => namespace === service.namespace)
    .filter(({ podLabels }) => selected.every(([key, value]) => podLabels[key] === value))
    .flatMap(({ containers }) => containers.flatMap(({ ports }) => ports))
    .find(({ name }) => name === target)?.containerPort;
}
