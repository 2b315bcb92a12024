import type { JsonObject } from '../../../lib/values/json';

/** A change of a manifest, and the default that the API server keeps. */
export interface KeptDefaultCase {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Path of the default; undefined where none is kept. */
  readonly path?: string;
  readonly isRefused?: true;
}

const selector = { matchLabels: { app: 'a' } };
const template = {
  metadata: { labels: { app: 'a' } },
  spec: { containers: [{ name: 'a', image: 'example.com/a:1' }] },
};
const deployment = (strategy?: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: { selector, template, ...(strategy !== undefined && { strategy }) },
});
const statefulSet = (updateStrategy?: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  spec: { selector, template, serviceName: 'a', ...(updateStrategy !== undefined && { updateStrategy }) },
});
const policy = (spec: JsonObject): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: { podSelector: {}, ...spec },
});
const running = (image: string, rest: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: {
    selector,
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image, ...rest }] } },
  },
});
const PULL = 'spec.template.spec.containers[name=a].imagePullPolicy';
const RULES = [{ ports: [{ port: 53 }] }];

/** Tried on a real API server, too. */
export const KEPT_DEFAULT_CASES: readonly KeptDefaultCase[] = [
  {
    before: deployment(),
    after: deployment({ type: 'Recreate' }),
    path: 'spec.strategy.rollingUpdate',
    isRefused: true,
  },
  { before: deployment({ rollingUpdate: { maxSurge: 1 } }), after: deployment({ type: 'Recreate' }) },
  {
    before: deployment(),
    after: deployment({ type: 'Recreate', rollingUpdate: null }),
    path: 'spec.strategy.rollingUpdate',
    isRefused: true,
  },
  { before: deployment({ type: 'Recreate' }), after: deployment() },
  {
    before: statefulSet(),
    after: statefulSet({ type: 'OnDelete' }),
    path: 'spec.updateStrategy.rollingUpdate',
    isRefused: true,
  },
  { before: statefulSet({ rollingUpdate: { partition: 1 } }), after: statefulSet({ type: 'OnDelete' }) },
  { before: policy({}), after: policy({ egress: RULES }), path: 'spec.policyTypes' },
  { before: policy({ egress: RULES }), after: policy({}), path: 'spec.policyTypes' },
  { before: policy({ policyTypes: ['Ingress'] }), after: policy({ egress: RULES }) },
  { before: policy({}), after: policy({ egress: RULES, policyTypes: ['Ingress', 'Egress'] }) },
  { before: running('example.com/a:latest'), after: running('example.com/a:1'), path: PULL },
  { before: running('example.com/a:1'), after: running('example.com/a'), path: PULL },
  { before: running('example.com/a:1'), after: running('example.com/a:2') },
  { before: running('example.com/a:1', { imagePullPolicy: 'IfNotPresent' }), after: running('example.com/a') },
  { before: running('example.com/a:1'), after: running('example.com/a', { imagePullPolicy: 'Always' }) },
];
