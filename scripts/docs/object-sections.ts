import { certificatesOf } from '../../lib/definition/certificate';
import type { Creator } from '../../lib/definition/creator';
import type { ScrapeTargetDefinition } from '../../lib/definition/scrape-target-definition';
import { imageReference } from '../../lib/definition/image-references';
import { imageOf } from '../../lib/definition/images';
import { ingressesOf } from '../../lib/definition/ingress';
import type { ComponentService } from '../../lib/definition/service';
import { servicesOf } from '../../lib/definition/service';
import type { WebhookDefinition } from '../../lib/definition/webhook-definition';
import type { Port, Workload } from '../../lib/definition/workload';
import { inMesh, workloadsOf } from '../../lib/definition/workload';
import { COMPONENTS } from '../../lib/components';
import { code, codes, table } from './markdown';
import type { Section } from './page';
import { pageLink } from './page';

/** Marks facts that were concluded from sources and not observed. */
const UNVERIFIED = '(not observed)';

/** Pods, and the ports they listen on. */
export const workloadsSection: Section = {
  title: 'Workloads',
  body: ({ definition }) =>
    table(
      ['workload', 'namespace', 'kind', 'pods in `prod`', 'service account', 'in the mesh', 'ports', 'created by'],
      workloadsOf(definition).map((workload) => [
        definition.workloads?.[workload.name]?.unverified
          ? `${code(workload.name)} ${UNVERIFIED}`
          : code(workload.name),
        code(workload.namespace),
        definition.workloads?.[workload.name]?.helmHook ? `${workload.kind}, a Helm hook` : workload.kind,
        String(workload.replicas ?? ''),
        workload.serviceAccount === undefined ? 'not known' : code(workload.serviceAccount),
        mesh(workload),
        workload.ports.map(port).join(', '),
        maker(workload.createdBy),
      ]),
    ),
};

/** Services. */
export const servicesSection: Section = {
  title: 'Services',
  body: ({ definition }) =>
    table(
      ['Service', 'namespace', 'type', 'port → target', 'leads to', 'created by'],
      servicesOf(definition).map((service) => [
        code(service.name),
        code(service.namespace),
        service.headless ? `${service.type}, headless` : service.type,
        service.ports.map(servicePort).join(', '),
        target(service),
        maker(service.createdBy),
      ]),
    ),
};

/** How it is exposed outside of the cluster. */
export const exposureSection: Section = {
  title: 'How it is exposed',
  body: ({ definition }) => {
    const ingresses = table(
      ['Ingress', 'namespace', 'host', 'through', 'leads to', 'TLS Secret'],
      ingressesOf(definition).map((ingress) => [
        ingressName(ingress),
        code(ingress.namespace),
        code(`${ingress.host}.<environment>.<DNS suffix>`),
        ingress.through === 'authproxy' ? 'auth proxy' : 'direct: it signs users in itself',
        code(`${ingress.backend.service}:${ingress.backend.port}`),
        code(ingress.tlsSecret),
      ]),
    );
    const balanced = servicesOf(definition).filter(({ type }) => type === 'LoadBalancer');
    const loadBalancers = balanced.map(
      ({ name, ports }) => `Service ${code(name)} is a load balancer on port ${codes(ports.map((one) => one.port))}.`,
    );
    return [ingresses, ...loadBalancers].filter((part) => part !== undefined).join('\n\n') || undefined;
  },
};

/** Certificates that cert-manager creates. */
export const certificatesSection: Section = {
  title: 'Certificates',
  body: ({ definition }) =>
    table(
      ['Certificate', 'namespace', 'Secret', 'issuer', 'the component waits for it'],
      certificatesOf(definition).map((certificate) => [
        code(certificate.name),
        code(certificate.namespace),
        code(certificate.secret),
        issuer(certificate),
        certificate.awaited ? 'yes' : 'no',
      ]),
    ),
};

/** Its webhooks. */
export const webhooksSection: Section = {
  title: 'Webhooks',
  body: ({ definition }) =>
    table(
      ['configuration', 'kind', 'Service', 'webhook', 'resources', 'path', 'failure policy'],
      (definition.webhooks ?? []).flatMap(webhookRows),
    ),
};

/** Its scrape targets. */
export const scrapeTargetsSection: Section = {
  title: 'Scrape targets',
  body: ({ definition }) =>
    table(
      ['object', 'kind', 'namespace', 'port', 'paths', 'scheme', 'pods in', 'created by'],
      Object.entries(definition.scrapeTargets ?? {}).map(([name, facts]) =>
        scrapeTargetRow(name, facts, definition.namespace),
      ),
    ),
};

/** CustomResourceDefinitions. */
export const crdsSection: Section = {
  title: 'Custom resource definitions',
  body: ({ definition: { crds } }) => {
    const rows = Object.entries(crds?.names ?? {}).map(([group, names]) => [code(group), codes(names)]);
    const by = crds?.by === 'operator' ? 'the platform operator, before the installation' : (crds?.by ?? 'the chart');
    const names = table(['group', 'resources'], rows);
    return names && `Applied by ${by}.\n\n${names}`;
  },
};

/** Its images. */
export const imagesSection: Section = {
  title: 'Images',
  body: ({ definition }) =>
    table(
      ['image', 'reference', 'part of the bill of materials'],
      definition.images.map((name) => {
        const image = imageOf(name);
        return [code(name), code(imageReference(image)), `${image.part} ${image.version ?? ''}`.trim()];
      }),
    ),
};

/** What creates an object; a component is a link to its page. */
function maker(creator: Creator): string {
  if (creator === 'operator') return 'platform operator';
  return COMPONENTS.some(({ name }) => name === creator) ? pageLink(creator) : creator;
}

function mesh(workload: Workload): string {
  if (workload.hostNetwork) return 'no: network of the node';
  return inMesh(workload) ? 'yes' : 'no';
}

function port({ key, port: number, protocol, declared }: Port): string {
  const label = protocol === 'TCP' ? code(number) : code(`${number}/${protocol}`);
  return declared ? `${key} ${label}` : `${key} ${label} (not declared)`;
}

function servicePort({ name, port: number, target: to }: ComponentService['ports'][number]): string {
  const arrow = to === undefined ? `${code(number)} → nowhere` : code(number === to ? number : `${number} → ${to}`);
  return name === undefined ? arrow : `${name} ${arrow}`;
}

function target({ workload, selector }: ComponentService): string {
  if (workload !== undefined) return code(workload.name);
  if (selector === undefined) return 'nothing selected';
  return `pods outside of the platform: ${codes(Object.entries(selector).map(([key, value]) => `${key}=${value}`))}`;
}

function ingressName({ name, definition: { onlyWhen } }: ReturnType<typeof ingressesOf>[number]): string {
  if (onlyWhen === undefined) return code(name);
  return `${code(name)} (${onlyWhen.otherwise ? 'unless' : 'only when'} chart value ${code(onlyWhen.value)} is ${onlyWhen.otherwise ? 'false' : 'true'})`;
}

function issuer(certificate: ReturnType<typeof certificatesOf>[number]): string {
  if (certificate.ingress !== undefined) return `cluster issuer, for Ingress ${code(certificate.ingress)}`;
  return certificate.issuer === undefined ? 'not known' : code(certificate.issuer);
}

function webhookRows({ kind, name: plain, service, hooks, paths = [], unverified }: WebhookDefinition): string[][] {
  const name = unverified ? `${code(plain)} ${UNVERIFIED}` : code(plain);
  if (hooks === undefined) return [[name, kind, code(service), 'set at run time', '', codes(paths), '']];
  return Object.entries(hooks).map(([hook, { resources, path, failurePolicy }]) => [
    name,
    kind,
    code(service),
    code(hook),
    codes(resources),
    code(path),
    failurePolicy === 'Ignore' ? 'admitted' : 'refused',
  ]);
}

function scrapeTargetRow(name: string, facts: ScrapeTargetDefinition, namespace: string): string[] {
  const { kind = 'ServiceMonitor', paths = ['/metrics'], scheme = 'http', createdBy = 'chart' } = facts;
  const isJobs = kind === 'Secret';
  return [
    code(name),
    kind,
    code(facts.namespace ?? 'verrazzano-monitoring'),
    code(facts.port),
    isJobs ? '' : codes(paths),
    isJobs ? '' : scheme === 'mesh' ? 'HTTPS with the certificates of Istio, else HTTP' : scheme.toUpperCase(),
    isJobs ? '' : facts.in === null ? 'every namespace' : code(facts.in ?? namespace),
    maker(createdBy),
  ];
}
