import type { FindingText } from '../finding';
import { itemsAt, nameOf, numberAt, textAt, textsAt, type Fields, type KubeObject } from '../object';

/** Where a rule routes to, or why it does not. */
type ChosenDestination =
  | { readonly destination: Fields; readonly problem?: undefined }
  | { readonly destination?: undefined; readonly problem: FindingText };

/** Ports of WebLogic Services that carry HTTP beside others. Source: application-operator, ingresstrait_controller.go. */
const WEBLOGIC_PORTS: ReadonlySet<string> = new Set([
  'tcp-cbt',
  'tcp-ldap',
  'tcp-iiop',
  'tcp-snmp',
  'tcp-default',
  'tls-ldaps',
  'tls-default',
  'tls-cbts',
  'tls-iiops',
  'tcp-internal-t3',
  'internal-t3',
]);

const FIX = 'name destination.port in the rule, or name one port of the Services http...';

/**
 * The destination of a rule: what the rule names, else a child Service of the workload and one of its ports.
 * @param rule - the rule
 * @param services - the child Services
 */
export function chooseDestination(rule: Fields, services: readonly KubeObject[]): ChosenDestination {
  const host = textAt(rule, 'destination', 'host') ?? '';
  const port = numberAt(rule, 'destination', 'port') ?? 0;
  if (host !== '') return { destination: { host, ...(port !== 0 && { port: { number: port } }) } };
  if (port !== 0) {
    const offering = services.flatMap((service) =>
      portsOf(service)
        .filter((each) => each.port === port)
        .map(() => service),
    );
    const service = chooseService(offering);
    if (service !== undefined) return { destination: { host: nameOf(service), port: { number: port } } };
    return { problem: { what: 'cannot choose a Service for the port of a rule', got: String(port), fix: FIX } };
  }
  const service = chooseService(services);
  if (service === undefined)
    return { problem: { what: 'cannot choose a Service for a rule', got: names(services), fix: FIX } };
  const ports = portsOf(service);
  if (ports.length === 0) return { destination: { host: nameOf(service) } };
  const chosen = ports.length === 1 ? ports : allowedPorts(service);
  const [number] = chosen.map((each) => numberAt(each, 'port'));
  if (chosen.length === 1 && number !== undefined) return { destination: { host: nameOf(service), port: { number } } };
  return { problem: { what: 'cannot choose a port of a Service for a rule', got: nameOf(service), fix: FIX } };
}

function names(services: readonly KubeObject[]): string {
  return services.length === 0 ? 'no Services' : services.map(nameOf).join(', ');
}

/** One Service, else the first of these of which there is exactly one. */
function chooseService(services: readonly KubeObject[]): KubeObject | undefined {
  if (services.length === 1) return services[0];
  const withAddress = services.filter(hasAddress);
  const allowed = services.filter((each) => allowedPorts(each).length > 0);
  const choices = [withAddress, allowed.filter(hasAddress), allowed];
  return choices.find((each) => each.length === 1)?.[0];
}

function hasAddress(service: KubeObject): boolean {
  const address = textAt(service, 'spec', 'clusterIP') ?? '';
  return address !== '' && address !== 'None';
}

function portsOf(service: KubeObject): Fields[] {
  return itemsAt(service, 'spec', 'ports');
}

/** Ports that are named for HTTP, and those of Services of the WebLogic operator that carry it. */
function allowedPorts(service: KubeObject): Fields[] {
  const ports = portsOf(service);
  const byOperator = textsAt(service, 'spec', 'selector')['weblogic.createdByOperator'];
  const http = ports.filter((port) => (textAt(port, 'name') ?? '').startsWith('http'));
  if (byOperator === undefined || byOperator === 'false') return http;
  return [...http, ...ports.filter((port) => WEBLOGIC_PORTS.has(textAt(port, 'name') ?? ''))];
}
