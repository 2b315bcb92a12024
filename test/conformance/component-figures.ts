import type { UpstreamComponent } from './upstream';
import { upstreamTarget } from './upstream';

/** What everybody's tests compare with: the figures of a component that clients, policies and charts depend on. */
export interface ComponentFigures {
  readonly name: string;
  readonly specKey: string | null;
  readonly namespace: string;
  readonly release: string | null;
  readonly chart: object | null;
  readonly images: readonly string[];
  /** By name: service account, selector, and ports such as `http-web 9090/TCP`. */
  readonly workloads: Readonly<Record<string, WorkloadFigures>>;
  /** By name: ports such as `http-web 9090 -> 9090`. */
  readonly services: Readonly<Record<string, readonly string[]>>;
}

/** Figures of a workload. */
export interface WorkloadFigures {
  readonly namespace: string;
  readonly serviceAccount: string | null;
  readonly selector: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
}

/** The figures of an entry of components.json. */
export function componentFigures(entry: UpstreamComponent): ComponentFigures {
  return {
    name: entry.componentName,
    specKey: entry.crKeyV1beta1,
    namespace: entry.namespace,
    release: entry.releaseName,
    chart: entry.chart,
    images: [...new Set(entry.bom.flatMap(({ images }) => images.map(({ fullImage }) => fullImage)))].sort(),
    workloads: Object.fromEntries(
      entry.workloads.map(({ name, namespace, serviceAccount, selectorLabels, containers }) => [
        name,
        {
          namespace,
          serviceAccount,
          selector: selectorLabels ?? null,
          ports: containers.flatMap(({ ports }) => ports.map(workloadPort)),
        },
      ]),
    ),
    services: Object.fromEntries(
      entry.services.map((service) => [
        service.name,
        service.ports.map(({ name, port, targetPort }) =>
          servicePort({ name: name ?? undefined, port, target: upstreamTarget(service, targetPort, entry) }),
        ),
      ]),
    ),
  };
}

/** A container port in the form of the figures. */
export function workloadPort(port: {
  readonly name?: string | null;
  readonly containerPort: number;
  readonly protocol: string;
}): string {
  return `${port.name ?? '-'} ${port.containerPort}/${port.protocol}`;
}

/** A port of a Service in the form of the figures. */
export function servicePort(port: { readonly name?: string; readonly port: number; readonly target?: number }): string {
  return `${port.name ?? '-'} ${port.port} -> ${port.target ?? '-'}`;
}
