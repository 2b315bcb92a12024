import type { EdgeKind } from '../model';

/** How a kind of traffic is called and drawn. */
export interface KindLook {
  readonly title: string;
  /** What it is. */
  readonly text: string;
  /** Colours that people with colour vision deficiencies tell apart, after Okabe and Ito; for light and for dark. */
  readonly light: string;
  readonly dark: string;
  readonly line: 'solid' | 'dashed' | 'dotted';
  /** Whether it is shown at first: what every pod has hides the rest. */
  readonly shown: boolean;
}

/** All kinds of traffic, in the order of the legend. */
export const KINDS: Readonly<Record<EdgeKind, KindLook>> = {
  ingress: {
    title: 'Ingress',
    text: 'from outside, and from the ingress controller on',
    light: '#b8500b',
    dark: '#f0913d',
    line: 'solid',
    shown: true,
  },
  call: {
    title: 'Calls',
    text: 'one workload calls another',
    light: '#0063a8',
    dark: '#66b6ef',
    line: 'solid',
    shown: true,
  },
  egress: {
    title: 'Egress',
    text: 'to hosts beyond the cluster',
    light: '#a1317a',
    dark: '#e18fc3',
    line: 'solid',
    shown: true,
  },
  own: {
    title: 'Own pods',
    text: 'pods of one workload among themselves',
    light: '#50626e',
    dark: '#9db1bd',
    line: 'solid',
    shown: true,
  },
  webhook: {
    title: 'Webhooks',
    text: 'the API server asks a webhook',
    light: '#7a5a00',
    dark: '#e0bd45',
    line: 'dashed',
    shown: true,
  },
  user: { title: 'Added', text: 'a program allows it', light: '#6a3fb5', dark: '#b79af0', line: 'solid', shown: true },
  scrape: {
    title: 'Metrics',
    text: 'Prometheus collects metrics',
    light: '#00735c',
    dark: '#3fc9a5',
    line: 'dotted',
    shown: false,
  },
  mesh: {
    title: 'Mesh',
    text: 'sidecars call istiod',
    light: '#375f9b',
    dark: '#8fb0e8',
    line: 'dotted',
    shown: false,
  },
  'api-server': {
    title: 'Kubernetes API',
    text: 'calls of the API server',
    light: '#6b5147',
    dark: '#c7a99c',
    line: 'dotted',
    shown: false,
  },
  dns: { title: 'DNS', text: 'name lookups', light: '#5d6672', dark: '#a3adba', line: 'dotted', shown: false },
  policy: {
    title: 'Policies only',
    text: 'policies allow it, and no flow names it',
    light: '#a8281e',
    dark: '#ff8f80',
    line: 'dashed',
    shown: false,
  },
};
