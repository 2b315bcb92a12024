import type { Component } from '../definition/component';
import type { Platform } from '../definition/platform';
import type { ComponentPort } from '../definition/port';
import type { FlowEnd, FlowPort } from '../network/flows';
import { externalEnd, platformWorkloads, podsEnd, userPorts } from '../network/policies';
import { External } from '../values/external';
import type { Pods } from '../values/pods';

/** An end of traffic that a user names. */
export type TrafficEnd = Component | ComponentPort | Pods | External;

/**
 * Ends of flows for a named end; none when the component is off.
 * @param profile - the profile
 * @param end - the named end
 */
export function endsOf(profile: Platform, end: TrafficEnd): readonly FlowEnd[] {
  if (end instanceof External) return [externalEnd(end)];
  if ('namespaceLabels' in end) return [podsEnd(end)];
  const workloads = platformWorkloads(profile);
  if ('definition' in end) return workloads.filter(({ component }) => component === end.definition.name);
  const names = end.workloads.map(({ name }) => name);
  return workloads.filter(({ component, workload }) => component === end.component && names.includes(workload.name));
}

/**
 * Ports of a named destination; none where only the component is named.
 * @param end - the named end
 */
export function portsOf(end: TrafficEnd): readonly FlowPort[] {
  if ('definition' in end) return [];
  if ('component' in end) return [{ port: end.port, protocol: end.protocol, name: end.name }];
  return userPorts(end.ports);
}

/**
 * Whether a named component is enabled; true for ends that are not components.
 * @param profile - the profile
 * @param end - the named end
 */
export function runs(profile: Platform, end: TrafficEnd): boolean {
  const isComponent = 'definition' in end || 'component' in end;
  return !isComponent || endsOf(profile, end).length > 0;
}
