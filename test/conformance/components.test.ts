import { readFileSync } from 'node:fs';
import type { ComponentDefinition } from '../../lib/definition/definition';
import { certificatesOf } from '../../lib/definition/certificate';
import { valuesFilePath } from '../../lib/definition/chart';
import { imageOf } from '../../lib/definition/images';
import type { Ingress } from '../../lib/definition/ingress';
import { ingressAnnotations, ingressesOf } from '../../lib/definition/ingress';
import { namespaceLabels } from '../../lib/definition/namespaces';
import type { ComponentService } from '../../lib/definition/service';
import { servicesOf } from '../../lib/definition/service';
import type { Workload } from '../../lib/definition/workload';
import { inMesh, workloadsOf } from '../../lib/definition/workload';
import { COMPONENTS, COMPONENT_CLASSES, verrazzanoPlatformOperator } from '../../lib/components';
import { describeShared, sharedPath } from '../support/shared';
import { renderedObjects } from '../support/rendered';
import type {
  UpstreamComponent,
  UpstreamIngress,
  UpstreamScrapeTarget,
  UpstreamService,
  UpstreamWorkload,
} from './upstream';
import { createdBy, sorted, steady, upstreamTarget } from './upstream';

const byName = new Map(COMPONENTS.map((definition) => [definition.name, definition]));

describeShared('definitions agree with components.json', () => {
  const upstream = JSON.parse(
    readFileSync(sharedPath('upstream', 'components', 'components.json'), 'utf8'),
  ) as UpstreamComponent[];

  test('components and their order', () => {
    const ours = COMPONENTS.map(({ name }) => name).filter((name) => name !== 'prometheus');
    expect(ours).toEqual(upstream.map(({ componentName }) => componentName));
    expect(Object.keys(COMPONENT_CLASSES)).toEqual(COMPONENTS.map(({ key }) => key));
    expect(COMPONENTS[COMPONENTS.findIndex(({ name }) => name === 'prometheus') - 1]?.name).toBe('prometheus-operator');
  });

  describe.each(upstream.map((entry) => [entry.componentName, entry] as const))('%s', (name, entry) => {
    const definition = byName.get(name);
    if (definition === undefined) throw new Error(`no definition of ${name}`);
    const parts = [definition, ...COMPONENTS.filter(({ partOf }) => partOf === name)];

    test('identity', () => {
      expect({
        key: definition.key,
        specKey: definition.specKey ?? null,
        namespace: definition.namespace,
        release: definition.release === undefined ? definition.name : definition.release,
        dependencies: definition.after ?? [],
        chart: definition.chart ?? null,
        valuesFile: definition.valuesFile === undefined ? null : valuesFilePath(definition.valuesFile),
      }).toEqual({
        key: entry.crKeyV1beta1 ?? entry.jsonName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        specKey: entry.crKeyV1beta1,
        namespace: entry.namespace,
        release: entry.releaseName,
        dependencies: entry.dependencies,
        chart: entry.chart,
        valuesFile: entry.valuesFile,
      });
    });

    test('images', () => {
      const ours = parts
        .flatMap(({ images }) => images)
        .map((image) => {
          const { repository, tag } = imageOf(image);
          return `${repository}:${tag ?? '<set at release build>'}`;
        });
      expect(sorted(ours)).toEqual(sorted(entry.bom.flatMap(({ images }) => images.map(({ fullImage }) => fullImage))));
    });

    test('workloads', () => {
      const expected = Object.fromEntries(
        entry.workloads.map((workload) => [workload.name, upstreamWorkload(workload)]),
      );
      const ours = parts.flatMap((part) =>
        installedWorkloads(part).map((workload) => {
          const theirs = entry.workloads.find((candidate) => candidate.name === workload.name);
          return [workload.name, ourWorkload(part, workload, theirs)] as const;
        }),
      );
      expect(Object.fromEntries(ours)).toEqual(expected);
    });

    test('services', () => {
      const expected = Object.fromEntries(
        entry.services.map((service) => [service.name, upstreamService(service, entry)]),
      );
      const ours = parts.flatMap(servicesOf).map((service) => [service.name, ourService(service)]);
      expect(Object.fromEntries(ours)).toEqual(expected);
    });

    test('ingresses', () => {
      const ours = ingressesFor(name, parts).map((ingress) => [ingress.name, ourIngress(ingress)] as const);
      const expected = entry.ingresses.map((ingress) => [ingress.name, upstreamIngress(ingress, entry)] as const);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(expected));
    });

    test('annotations of ingresses', () => {
      for (const ingress of ingressesFor(name, parts)) {
        const rendered = renderedAnnotations(name, ingress.name);
        const ours = ingressAnnotations(ingress, 'default.10.0.0.1.nip.io');
        // Two charts leave what cert-manager reads to code of the platform operator.
        const added = Object.fromEntries(Object.entries(ours).filter(([key]) => key.startsWith('cert-manager.io/')));
        if (Object.keys(rendered).length > 0) expect(ours).toEqual({ ...added, ...rendered });
      }
    });

    test('certificates', () => {
      const made = COMPONENTS.filter((other) => !parts.includes(other)).flatMap((other) =>
        certificatesOf(other)
          .filter(({ ingress }) => ingressesFor(name, parts).some((item) => item.name === ingress))
          .map((certificate) => ({ ...certificate, awaited: false })),
      );
      const ours = [...parts.flatMap(certificatesOf), ...made].map(({ name: certificate, ...facts }) => [
        certificate,
        { ...facts, ingress: facts.ingress !== undefined, issuer: facts.issuer ?? null },
      ]);
      const expected = entry.certificates.map((certificate) => [
        certificate.name,
        {
          namespace: certificate.namespace,
          secret: certificate.secretName,
          // That file leaves one out; certificates-dns.json names it among the leaves of this issuer.
          issuer:
            certificate.name === 'opensearch-monitor-certs'
              ? 'ClusterIssuer/opensearch-root-issuer'
              : (certificate.issuer ?? null),
          awaited: certificate.reportedByGetCertificateNames,
          ingress: certificate.createdBy.startsWith('cert-manager ingress shim'),
        },
      ]);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(expected));
    });

    test('webhooks', () => {
      const ours = (definition.webhooks ?? []).map((webhook) => ({
        kind: webhook.kind,
        name: webhook.name,
        service: webhook.service,
        paths: sorted(new Set(webhook.paths ?? Object.values(webhook.hooks ?? {}).map(({ path }) => path))),
        hooks: Object.fromEntries(
          Object.entries(webhook.hooks ?? {}).map(([hook, { resources, failurePolicy = 'Fail' }]) => [
            hook,
            { failurePolicy, resources: sorted(resources) },
          ]),
        ),
        caFrom:
          webhook.caFrom === undefined ? null : `${certificateNamespace(definition, webhook.caFrom)}/${webhook.caFrom}`,
      }));
      const expected = entry.webhooks.map((webhook) => ({
        kind: webhook.kind === 'MutatingWebhookConfiguration' ? 'mutating' : 'validating',
        name: webhook.name,
        service: webhook.service.name,
        paths: sorted(webhook.paths ?? []),
        hooks: Object.fromEntries(
          (webhook.webhooks ?? []).map(({ name: hook, failurePolicy, resources }) => [
            hook,
            { failurePolicy, resources: sorted(resources) },
          ]),
        ),
        caFrom: webhook.certManagerInjectCaFrom ?? null,
      }));
      expect(ours).toEqual(expected);
      for (const { service } of definition.webhooks ?? []) {
        const of = servicesOf(definition).map((item) => item.name);
        if (of.length > 0) expect(of).toContain(service);
      }
    });

    test('scrape targets', () => {
      const operator = name === 'prometheus-operator' ? [verrazzanoPlatformOperator] : [];
      const ours = [...parts, ...operator].flatMap((part) => ourScrapeTargets(part, entry));
      const expected = entry.scrapeTargets.map((target) => [target.name, upstreamScrapeTarget(target, name)]);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(expected));
    });

    test('namespaces', () => {
      const expected = entry.namespacesCreated.filter((namespace) => !namespace.name.startsWith('('));
      const runtime = ['cattle-fleet-system', 'cattle-fleet-local-system'];
      const ours = (definition.namespaces ?? []).filter((namespace) => !runtime.includes(namespace));
      expect(Object.fromEntries(ours.map((namespace) => [namespace, namespaceLabels(namespace)]))).toEqual(
        Object.fromEntries(expected.map(({ name: namespace, labels }) => [namespace, labels])),
      );
    });

    test('custom resource definitions', () => {
      const ours = Object.entries(definition.crds?.names ?? {}).flatMap(([group, names]) =>
        names.map((plural) => `${plural}.${group}`),
      );
      expect(sorted(ours)).toEqual(sorted(entry.crds?.names ?? []));
    });
  });
});

/** Workloads that a manifest shows. */
function installedWorkloads(definition: ComponentDefinition): readonly Workload[] {
  return workloadsOf(definition).filter(({ atRunTime }) => !atRunTime);
}

/** Labels without the one that Kubernetes writes on pods of a Job. */
function templateLabels({ 'job-name': _, ...labels }: Readonly<Record<string, string>>): Record<string, string> {
  return labels;
}

function ourWorkload(
  definition: ComponentDefinition,
  workload: Workload,
  theirs: UpstreamWorkload | undefined,
): unknown {
  return {
    kind: workload.kind,
    namespace: workload.namespace,
    replicas: theirs?.replicas == null ? null : workload.replicas,
    labels: templateLabels(workload.labels),
    selector: theirs?.selectorLabels == null ? null : workload.selector,
    annotations: workload.annotations,
    serviceAccount: workload.serviceAccount ?? null,
    hostNetwork: workload.hostNetwork,
    inMesh: definition.workloads?.[workload.name]?.unverified === true ? null : inMesh(workload),
    createdBy: workload.createdBy,
    ports: workload.ports
      .filter(({ declared }) => declared)
      .map(({ name, port, protocol }) => ({ name: name ?? null, containerPort: port, protocol })),
  };
}

function upstreamWorkload(workload: UpstreamWorkload): unknown {
  return {
    kind: workload.kind,
    namespace: workload.namespace,
    replicas: workload.replicas,
    labels: workload.podLabels,
    selector: workload.selectorLabels ?? null,
    annotations: steady(workload.podAnnotations),
    serviceAccount: workload.serviceAccount,
    hostNetwork: workload.hostNetwork,
    inMesh: workload.inMesh,
    createdBy: createdBy(workload.createdBy),
    ports: workload.containers.flatMap(({ ports }) => ports),
  };
}

function ourService({ namespace, type, headless, selector, createdBy: by, ports }: ComponentService): unknown {
  return { namespace, type, headless, selector: selector ?? null, createdBy: by, ports };
}

function upstreamService(service: UpstreamService, entry: UpstreamComponent): unknown {
  return {
    namespace: service.namespace,
    type: service.type,
    headless: service.headless,
    selector: service.selector,
    createdBy: createdBy(service.createdBy),
    ports: service.ports.map(({ name, port, protocol, targetPort, appProtocol }) => ({
      name: name ?? undefined,
      port,
      protocol,
      target: upstreamTarget(service, targetPort, entry),
      appProtocol,
    })),
  };
}

/** Ingresses that a component makes or has; upstream lists those of OpenSearch at both. */
function ingressesFor(name: string, parts: readonly ComponentDefinition[]): readonly Ingress[] {
  const others = COMPONENTS.filter((other) => !parts.includes(other));
  return [
    ...parts.flatMap(ingressesOf),
    ...others.flatMap(ingressesOf).filter((ingress) => ingress.createdBy === name),
  ].filter((ingress) => !(name === 'verrazzano-monitoring-operator' && ingress.createdBy === name));
}

function ourIngress({ namespace, host, path, through, tlsSecret, backend }: Ingress): unknown {
  return {
    namespace,
    host,
    path: path ?? null,
    through,
    tlsSecret,
    service: backend.service,
    port: portNumber(backend),
  };
}

function portNumber({ service, port }: Ingress['backend']): number | undefined {
  const all = COMPONENTS.flatMap(servicesOf).find(({ name }) => name === service);
  return all?.ports.find(({ name }) => name === port)?.port;
}

function upstreamIngress(ingress: UpstreamIngress, entry: UpstreamComponent): unknown {
  const { service, port } = ingress.backend;
  const ports = entry.services.find(({ name }) => name === service)?.ports;
  return {
    namespace: ingress.namespace,
    host: ingress.hostPrefix,
    path: ingress.path,
    through: ingress.auth,
    tlsSecret: ingress.tlsSecret,
    service,
    port: typeof port === 'number' ? port : ports?.find(({ name }) => name === port)?.port,
  };
}

/** Annotations of an Ingress in the rendered files, apart from those of ExternalDNS and the elided ones. */
function renderedAnnotations(component: string, ingress: string): Record<string, string> {
  const files = [`${component}.yaml`, `${component}.operator-applied.yaml`];
  const objects = files.flatMap((file) => renderedObjects<RenderedObject>(file));
  const found = objects.filter((object) => object.kind === 'Ingress' && object.metadata.name === ingress);
  const annotations = Object.assign({}, ...found.map((object) => object.metadata.annotations)) as Record<
    string,
    string
  >;
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([key, value]) => !/^(external-dns\.|verrazzano\.io\/)/.test(key) && !value.startsWith('<elided'),
    ),
  );
}

interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

function certificateNamespace(definition: ComponentDefinition, name: string): string | undefined {
  return certificatesOf(definition).find((certificate) => certificate.name === name)?.namespace;
}

function ourScrapeTargets(
  definition: ComponentDefinition,
  entry: UpstreamComponent,
): Array<readonly [string, unknown]> {
  return Object.entries(definition.scrapeTargets ?? {}).map(([name, target]) => {
    const theirs = entry.scrapeTargets.find((candidate) => candidate.name === name)?.ports[0] ?? '';
    const port = workloadsOf(definition)
      .flatMap(({ ports }) => ports)
      .find(({ key }) => key === target.port)?.port;
    const numbered = /\d{4,5}/.test(theirs);
    return [
      name,
      {
        kind: target.kind ?? 'ServiceMonitor',
        namespace: target.namespace ?? 'verrazzano-monitoring',
        port: target.port === undefined ? null : numbered ? port : target.port,
        paths: target.kind === 'Secret' ? [] : (target.paths ?? ['/metrics']),
        scheme: target.kind === 'Secret' ? null : (target.scheme ?? 'http'),
        in: target.kind === 'Secret' ? null : target.in === undefined ? definition.namespace : target.in,
        createdBy: target.createdBy ?? 'chart',
      },
    ] as const;
  });
}

function upstreamScrapeTarget(target: UpstreamScrapeTarget, component: string): unknown {
  const common = { namespace: target.namespace, paths: target.paths, createdBy: createdBy(target.createdBy) };
  if (!/^(Service|Pod)Monitor$/.test(target.kind)) {
    return { ...common, kind: 'Secret', port: null, scheme: null, in: null };
  }
  const [port = ''] = target.ports;
  const number = /\d{4,5}/.exec(port)?.[0];
  return {
    ...common,
    kind: target.kind,
    port: number === undefined ? port : Number(number),
    scheme: upstreamScheme(target, component),
    in: scrapedNamespace(target),
  };
}

function upstreamScheme({ scheme, endpoints }: UpstreamScrapeTarget, component: string): string | undefined {
  // The monitors of Thanos give the certificates of Istio, which components.json leaves out.
  if (scheme?.startsWith('https (Istio') === true || component === 'thanos') return 'mesh';
  return (scheme ?? endpoints?.[0]?.scheme ?? 'http').split(' ')[0];
}

function scrapedNamespace({ namespace, namespaceSelector }: UpstreamScrapeTarget): string | null | undefined {
  if (namespaceSelector?.any === true) return null;
  return namespaceSelector?.matchNames?.[0] ?? namespace;
}
