import { namespaceOrigins, type TracedFlow } from '../../../lib/application/namespace/namespace-origins';
import type { JsonObject } from '../../../lib/values/json';

const pods = (name: string): TracedFlow['flow']['to'] => ({
  name,
  namespace: 'shop',
  namespaceLabels: {},
  selector: { app: name },
  labels: { app: name },
  ports: [],
  serviceAccount: undefined,
});

function flow(to: string, cause: string, call?: readonly string[]): TracedFlow {
  return {
    flow: { from: { kind: 'pods', pods: pods('web') }, to: pods(to), ports: [80], reason: 'orders' },
    cause,
    call,
  };
}

const allowed = flow('db', 'allow()', ['main.ts:7:3']);
const ofApplication = flow('db', 'OAM application shop');
const traffic = { traced: [flow('web', 'expose()', ['main.ts:5:3']), allowed, ofApplication], named: [allowed] };

function originsOf(content: JsonObject, props: object = {}): string[] {
  const document = { content, index: 0, file: 'f.yaml', creator: 'prod/shop', unit: undefined };
  return namespaceOrigins(document, { props, of: 'prod/shop', traffic }).map(({ at, kind, text, call = [] }) =>
    `${at.join('.')}: ${kind} ${text} ${call.join()}`.trimEnd(),
  );
}

test('each rule of a NetworkPolicy follows from a call of the program, or from an application', () => {
  const origins = originsOf({ kind: 'NetworkPolicy', metadata: { name: 'db-ingress' } });
  expect(origins).toEqual(
    expect.arrayContaining([
      'spec.ingress.0: option allow() (orders) main.ts:7:3',
      'spec.ingress.1: rule OAM application shop (orders)',
      'spec: default defaultDeny is not given: pods accept only what a flow names',
    ]),
  );
});

test('rules of an AuthorizationPolicy follow from named flows only', () => {
  const origins = originsOf({ kind: 'AuthorizationPolicy', metadata: { name: 'db' } });
  expect(origins.filter((origin) => origin.startsWith('spec.rules'))).toEqual([
    'spec.rules.0: option allow() (orders) main.ts:7:3',
  ]);
});

test('labels of the namespace are options, or those that Verrazzano needs', () => {
  const labels = { team: 'a', 'verrazzano-managed': 'true' };
  const origins = originsOf({ kind: 'Namespace', metadata: { name: 'shop', labels } }, { labels: { team: 'a' } });
  expect(origins).toContain('metadata.labels.team: option labels');
  expect(origins).toContain('metadata.labels: rule labels of namespaces that Verrazzano manages');
  expect(origins.some((origin) => origin.startsWith('metadata.labels.verrazzano-managed'))).toBe(false);
});
