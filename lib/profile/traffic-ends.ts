import type { Component } from '../definition/component';
import type { Platform } from '../definition/platform';
import type { ComponentPort } from '../definition/port';
import type { FlowEnd, FlowPort } from '../network/flows';
import { externalEnd, platformWorkloads, podsEnd, userPorts } from '../network/policies';
import { External } from '../values/external';
import type { Pods } from '../values/pods';

/** What a user may name as an end of traffic. */
export type TrafficEnd = Component | ComponentPort | Pods | External;

/**
 * Ends of flows that a user names; none when the component is off.
 * @param profile - the profile
 * @param end - what the user names
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
 * Ports that a user names with the end that is reached; none where only the component is named.
 * @param end - what the user names
 */
export function portsOf(end: TrafficEnd): readonly FlowPort[] {
  if ('definition' in end) return [];
  if ('component' in end) return [{ port: end.port, protocol: end.protocol, name: end.name }];
  return userPorts(end.ports);
}

/**
 * Whether what a user names is part of what runs; true for what is no component.
 * @param profile - the profile
 * @param end - what the user names
 */
export function runs(profile: Platform, end: TrafficEnd): boolean {
  const isComponent = 'definition' in end || 'component' in end;
  return !isComponent || endsOf(profile, end).length > 0;
}
