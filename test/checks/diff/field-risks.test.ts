import type { Risk } from '../../../lib/checks/diff/change';
import type { JsonObject } from '../../../lib/values/json';
import { compared, deployment, object } from './compared';

type Row = readonly [name: string, before: JsonObject, after: JsonObject, risk: Risk, text?: string];

const container = (before: object, after: object): readonly [JsonObject, JsonObject] => [
  deployment(before),
  deployment(after),
];
const context = (before: object, after: object): readonly [JsonObject, JsonObject] =>
  container({ securityContext: before }, { securityContext: after });
const pod = (before: object, after: object): readonly [JsonObject, JsonObject] => [
  deployment({}, before),
  deployment({}, after),
];
const spec = (type: string, before: object, after: object): readonly [JsonObject, JsonObject] => [
  object(type, 'web', { spec: before }),
  object(type, 'web', { spec: after }),
];
const metadata = (type: string, before: object, after: object): readonly [JsonObject, JsonObject] => [
  object(type, 'web', { metadata: { name: 'web', namespace: 'shop', ...before } }),
  object(type, 'web', { metadata: { name: 'web', namespace: 'shop', ...after } }),
];

const PROBE = { httpGet: { port: 80 } };
const OWNER = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u' }];
const HPA = 'autoscaling/v2 HorizontalPodAutoscaler';
const ENTRY = 'networking.istio.io/v1beta1 ServiceEntry';
const VIRTUAL = 'networking.istio.io/v1beta1 VirtualService';
const ROUTE = 'gateway.networking.k8s.io/v1 HTTPRoute';
const GATEWAY = 'gateway.networking.k8s.io/v1 Gateway';
const PEERS = 'security.istio.io/v1beta1 PeerAuthentication';
const CRD = 'apiextensions.k8s.io/v1 CustomResourceDefinition';
const version = (name: string, storage: boolean): object => ({ name, served: true, storage });

const RISKY: readonly Row[] = [
  // Probes and resources.
  ['a readiness probe goes', ...container({ readinessProbe: PROBE }, {}), 'removal', 'not ready'],
  ['a liveness probe goes', ...container({ livenessProbe: PROBE }, {}), 'removal', 'hangs'],
  ['a startup probe goes', ...container({ startupProbe: PROBE }, {}), 'removal'],
  ['limits go', ...container({ resources: { limits: { cpu: 1 } } }, {}), 'removal', 'limit'],
  [
    'a limit goes',
    ...container({ resources: { limits: { cpu: 1, memory: '1Gi' } } }, { resources: { limits: { cpu: 1 } } }),
    'removal',
    'limits.memory',
  ],
  [
    'a limit is lowered',
    ...container({ resources: { limits: { memory: '1Gi' } } }, { resources: { limits: { memory: '512Mi' } } }),
    'removal',
    'killed',
  ],
  ['requests go', ...container({ resources: { requests: { cpu: 1 } } }, { resources: {} }), 'removal', 'reserved'],
  [
    'a request is lowered',
    ...container({ resources: { requests: { cpu: 1 } } }, { resources: { requests: { cpu: '900m' } } }),
    'removal',
    'reserved',
  ],
  [
    'a request is raised',
    ...container({ resources: { requests: { cpu: 1 } } }, { resources: { requests: { cpu: 2 } } }),
    'rollout',
  ],
  ['images are pulled always', ...container({}, { imagePullPolicy: 'Always' }), 'image', 'same tag'],
  ['a priority', ...pod({ priorityClassName: 'high' }, {}), 'removal', 'evicted'],
  // Privileges.
  ['no user', ...context({ runAsUser: 1000 }, {}), 'access', 'root'],
  ['user 0', ...context({}, { runAsUser: 0 }), 'access', 'root'],
  ['another user', ...context({ runAsUser: 1000 }, { runAsUser: 1001 }), 'rollout'],
  ['no group', ...context({ runAsGroup: 1000 }, {}), 'access', 'group'],
  ['group 0', ...context({ runAsGroup: 1000 }, { runAsGroup: 0 }), 'access', 'group'],
  ['fsGroup 0', ...pod({ securityContext: { fsGroup: 5 } }, { securityContext: { fsGroup: 0 } }), 'access', 'group'],
  ['no fsGroup', ...pod({ securityContext: { fsGroup: 5 } }, {}), 'removal', 'volumes'],
  ['a container that may be root again', ...context({}, { runAsNonRoot: false }), 'access', 'restrictions'],
  ['non-root no more', ...pod({ securityContext: { runAsNonRoot: true } }, {}), 'access', 'restrictions'],
  ['escalation', ...context({ allowPrivilegeEscalation: false }, {}), 'access', 'privileges'],
  ['escalation that was not stated', ...context({ allowPrivilegeEscalation: true }, {}), 'rollout'],
  ['escalation that is stated', ...context({}, { allowPrivilegeEscalation: true }), 'rollout'],
  // Deletion.
  ['an owner', ...metadata('v1 ConfigMap', {}, { ownerReferences: OWNER }), 'data-loss', 'owner'],
  ['no owner', ...metadata('v1 ConfigMap', { ownerReferences: OWNER }, {}), 'change'],
  ['no finalizer', ...metadata('v1 ConfigMap', { finalizers: ['a.io/b'] }, {}), 'removal', 'cleans up'],
  [
    'one finalizer less',
    ...metadata('v1 ConfigMap', { finalizers: ['a.io/b', 'a.io/c'] }, { finalizers: ['a.io/c'] }),
    'removal',
  ],
  [
    'a finalizer more',
    ...metadata('v1 ConfigMap', { finalizers: ['a.io/b'] }, { finalizers: ['a.io/b', 'a.io/c'] }),
    'change',
    'stays',
  ],
  [
    'no finalizer of a claim',
    ...metadata('v1 PersistentVolumeClaim', { finalizers: ['kubernetes.io/pvc-protection'] }, {}),
    'data-loss',
  ],
  // Scaling.
  [
    'fewer replicas',
    ...spec(HPA, { minReplicas: 3, maxReplicas: 5 }, { minReplicas: 2, maxReplicas: 5 }),
    'removal',
    'fewer',
  ],
  ['no least number', ...spec(HPA, { minReplicas: 3, maxReplicas: 5 }, { maxReplicas: 5 }), 'removal', 'fewer'],
  ['fewer replicas under load', ...spec(HPA, { maxReplicas: 5 }, { maxReplicas: 4 }), 'removal', 'load'],
  ['more replicas', ...spec(HPA, { minReplicas: 3, maxReplicas: 5 }, { minReplicas: 4, maxReplicas: 9 }), 'change'],
  ['down to no pod', ...spec('keda.sh/v1alpha1 ScaledObject', { minReplicaCount: 1 }, {}), 'removal', 'fewer'],
  // Hosts.
  ['a host outside of the mesh', ...spec(ENTRY, { hosts: ['a.io'] }, { hosts: ['a.io', '*.b.io'] }), 'exposure'],
  ['a host outside that goes', ...spec(ENTRY, { hosts: ['a.io', 'b.io'] }, { hosts: ['a.io'] }), 'removal'],
  [
    'endpoints of a host',
    ...spec(ENTRY, { hosts: ['a.io'] }, { hosts: ['a.io'], endpoints: [{ address: '192.0.2.1' }] }),
    'selector',
  ],
  ['a host of a VirtualService', ...spec(VIRTUAL, { hosts: ['a.io'] }, { hosts: ['*'] }), 'exposure'],
  ['a host that a VirtualService loses', ...spec(VIRTUAL, { hosts: ['a.io', 'b.io'] }, { hosts: ['a.io'] }), 'removal'],
  [
    'a gateway of a VirtualService',
    ...spec(VIRTUAL, { hosts: ['a.io'] }, { hosts: ['a.io'], gateways: ['shop/out'] }),
    'exposure',
  ],
  ['a host of a route', ...spec(ROUTE, { hostnames: ['a.io'] }, { hostnames: ['a.io', 'b.io'] }), 'exposure'],
  ['every host of a route', ...spec(ROUTE, { hostnames: ['a.io'] }, {}), 'exposure'],
  ['a route that gets hosts', ...spec(ROUTE, {}, { hostnames: ['a.io'] }), 'removal'],
  [
    'a gateway of a route',
    ...spec(ROUTE, { parentRefs: [{ name: 'in' }] }, { parentRefs: [{ name: 'out' }] }),
    'exposure',
  ],
  [
    'a listener',
    ...spec(
      GATEWAY,
      { listeners: [{ name: 'a', port: 443 }] },
      {
        listeners: [
          { name: 'a', port: 443 },
          { name: 'b', port: 80 },
        ],
      },
    ),
    'exposure',
  ],
  [
    'a listener that goes',
    ...spec(
      GATEWAY,
      {
        listeners: [
          { name: 'a', port: 443 },
          { name: 'b', port: 80 },
        ],
      },
      { listeners: [{ name: 'a', port: 443 }] },
    ),
    'removal',
  ],
  [
    'the host of a listener',
    ...spec(GATEWAY, { listeners: [{ name: 'a', hostname: 'a.io' }] }, { listeners: [{ name: 'a' }] }),
    'exposure',
  ],
  // Definitions.
  [
    'the stored version',
    ...spec(
      CRD,
      { versions: [version('v1', true), version('v2', false)] },
      { versions: [version('v1', false), version('v2', true)] },
    ),
    'change',
    'stored',
  ],
  [
    'a version that is not served',
    ...spec(CRD, { versions: [version('v1', true)] }, { versions: [{ ...version('v1', true), served: false }] }),
    'data-loss',
    'read',
  ],
  // The mesh.
  [
    'mutual TLS is required',
    ...spec(PEERS, { mtls: { mode: 'PERMISSIVE' } }, { mtls: { mode: 'STRICT' } }),
    'removal',
    'without mutual TLS',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, [, before, after, risk, text = '']) => {
  const [change, ...others] = compared([before], [after]);
  expect(others).toEqual([]);
  expect(change?.risk).toBe(risk);
  expect(change?.reasons.find((each) => each.risk === risk)?.text ?? '').toContain(text);
});

test('what goes with its container is no restriction less', () => {
  const secure = {
    name: 'b',
    image: 'b:1',
    securityContext: { runAsNonRoot: true, runAsUser: 5 },
    livenessProbe: PROBE,
  };
  const [before, after] = [
    { containers: [{ name: 'a', image: 'a:1' }, secure] },
    { containers: [{ name: 'a', image: 'a:1' }] },
  ];
  expect(compared([deployment({}, before)], [deployment({}, after)])[0]?.risk).toBe('image');
});
