import type { EdgeKind } from '../model';

/** How a kind of traffic is called and drawn. */
export interface KindLook {
  readonly title: string;
  /** What it is. */
  readonly text: string;
  readonly line: 'solid' | 'dashed' | 'dotted';
  /** Whether it is shown at first: what every pod has hides the rest. */
  readonly shown: boolean;
}

/**
 * All kinds of traffic, in the order of the legend. Their colours are in the style sheet, which people with colour vision deficiencies
 * tell apart, after Okabe and Ito; lines differ too.
 */
export const KINDS: Readonly<Record<EdgeKind, KindLook>> = {
  ingress: {
    title: 'Ingress',
    text: 'from outside, and from the ingress controller on',
    line: 'solid',
    shown: true,
  },
  call: {
    title: 'Calls',
    text: 'one workload calls another',
    line: 'solid',
    shown: true,
  },
  egress: {
    title: 'Egress',
    text: 'to hosts beyond the cluster',
    line: 'solid',
    shown: true,
  },
  own: {
    title: 'Own pods',
    text: 'pods of one workload among themselves',
    line: 'solid',
    shown: true,
  },
  webhook: {
    title: 'Webhooks',
    text: 'the API server asks a webhook',
    line: 'dashed',
    shown: true,
  },
  user: { title: 'Added', text: 'a program allows it', line: 'solid', shown: true },
  scrape: {
    title: 'Metrics',
    text: 'Prometheus collects metrics',
    line: 'dotted',
    shown: false,
  },
  mesh: {
    title: 'Mesh',
    text: 'sidecars call istiod',
    line: 'dotted',
    shown: false,
  },
  'api-server': {
    title: 'Kubernetes API',
    text: 'calls of the API server',
    line: 'dotted',
    shown: false,
  },
  dns: { title: 'DNS', text: 'name lookups', line: 'dotted', shown: false },
  policy: {
    title: 'Policies only',
    text: 'policies allow it, and no flow names it',
    line: 'dashed',
    shown: false,
  },
};
