import { parse } from 'yaml';
import type { JsonObject } from '../../../lib/values/json';
import { findingsOf } from '../rich-objects';

/** Fields of the users that a Deployment must not have. */
function found(pod: string, container: string, init = '{}'): string[] {
  const object = parse(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      securityContext: ${pod}
      initContainers: [{name: first, image: "first:1", securityContext: ${init}}]
      containers: [{name: web, image: "web:1", securityContext: ${container}}]
`) as JsonObject;
  return findingsOf(object).map(({ severity, field, got }) => `${severity} ${field} ${got as string}`);
}

const POD = 'spec.template.spec';
test.each([
  [
    '{runAsNonRoot: true, runAsUser: 1000}',
    '{runAsUser: 0}',
    [`warning ${POD}.containers[0].securityContext.runAsUser 0`],
  ],
  ['{runAsUser: 0}', '{runAsNonRoot: true}', [`warning ${POD}.securityContext.runAsUser 0`]],
  ['{}', '{runAsNonRoot: true, runAsUser: 0}', [`warning ${POD}.containers[0].securityContext.runAsUser 0`]],
  ['{runAsNonRoot: true}', '{runAsNonRoot: false, runAsUser: 0}', []],
  ['{runAsUser: 0}', '{runAsUser: 1000, runAsNonRoot: true}', []],
  ['{runAsNonRoot: true}', '{}', []],
  ['{runAsUser: 0}', '{}', []],
])('the pod states %s, and its container %s', (pod, container, expected) => {
  expect(found(pod, container)).toEqual(expected);
});

test('containers that run before count, too', () => {
  expect(found('{runAsNonRoot: true, runAsUser: 1}', '{}', '{runAsUser: 0}')).toEqual([
    `warning ${POD}.initContainers[0].securityContext.runAsUser 0`,
  ]);
});
