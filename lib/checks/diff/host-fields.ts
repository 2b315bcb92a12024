import { listOf, type JsonValue } from '../../values/json';
import type { FieldRow } from './field-row';
import { hasOther, isGone } from './field-row';

const ENTRIES = /^networking\.istio\.io\/ServiceEntry$/;
const VIRTUAL = /^networking\.istio\.io\/VirtualService$/;
const ROUTES = /^gateway\.networking\.k8s\.io\/(?:HTTP|GRPC|TLS|TCP|UDP)Route$/;
const GATEWAYS = /^gateway\.networking\.k8s\.io\/Gateway$/;
const LISTS = /^(?:networking\.istio\.io\/(?:ServiceEntry|VirtualService)|gateway\.networking\.k8s\.io\/\w+)$/;

const has = (_: JsonValue | undefined, after: JsonValue | undefined): boolean => after !== undefined;

/** Hosts, and gateways and listeners that take traffic for them in. Source: API references of Istio and of the Gateway API. */
export const HOST_FIELDS: readonly FieldRow[] = [
  {
    kinds: ENTRIES,
    path: /^spec\.(?:hosts|addresses)$/,
    risk: 'exposure',
    text: 'the mesh reaches other hosts outside of it',
    when: (before, after) => hasOther(after, before),
  },
  {
    kinds: ENTRIES,
    path: /^spec\.(?:endpoints|resolution|location)/,
    risk: 'selector',
    text: 'requests for the hosts lead elsewhere',
  },
  {
    kinds: VIRTUAL,
    path: /^spec\.(?:hosts|gateways)$/,
    risk: 'exposure',
    text: 'requests for other hosts, or from other gateways, are served',
    when: (before, after) => hasOther(after, before),
  },
  {
    kinds: ROUTES,
    path: /^spec\.hostnames$/,
    risk: 'exposure',
    text: 'requests for other hosts are served',
    // Without hosts, those of the listener count.
    when: (before, after) => listOf(before).length > 0 && (listOf(after).length === 0 || hasOther(after, before)),
  },
  {
    kinds: ROUTES,
    path: /^spec\.parentRefs/,
    risk: 'exposure',
    text: 'requests from another gateway, or listener, are served',
    when: has,
  },
  {
    kinds: GATEWAYS,
    path: /^spec\.listeners/,
    risk: 'exposure',
    text: 'the gateway accepts other traffic',
    when: has,
  },
  {
    kinds: GATEWAYS,
    path: /^spec\.listeners\[[^\]]*\]\.hostname$/,
    risk: 'exposure',
    text: 'the gateway accepts traffic for every host',
    when: isGone,
    alone: true,
  },
  {
    kinds: /^(?:gateway\.networking\.k8s\.io|networking\.istio\.io)\/Gateway$/,
    path: /^spec\.(?:listeners|servers)\[[^\]]*\]\.tls$/,
    risk: 'exposure',
    text: 'traffic is no longer encrypted',
    when: isGone,
    alone: true,
  },
  {
    kinds: LISTS,
    path: /^spec\.(?:hosts|addresses|gateways|hostnames)$/,
    risk: 'removal',
    text: 'clients no longer reach what they did',
    when: (before, after) => hasOther(before, after) || (before === undefined && after !== undefined),
  },
  {
    kinds: /^(?:gateway\.networking\.k8s\.io\/\w+|networking\.istio\.io\/Gateway)$/,
    path: /^spec\.(?:listeners|servers|parentRefs)(?:\[[^\]]*\])?$/,
    risk: 'removal',
    text: 'clients no longer reach what they did',
    when: isGone,
  },
];
