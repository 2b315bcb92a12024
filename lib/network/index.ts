export { firewallOf, toCsv } from './firewall';
export type { FirewallRow } from './firewall-row';
export * from './flows';
