import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { CheckFinding } from '../../lib/checks/finding';
import { cli } from '../cli/cli';

let file: string;
beforeAll(() => (file = join(mkdtempSync(join(tmpdir(), 'references-')), 'all.yaml')));
afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));

/** Objects whose references all lead somewhere; a case breaks one name by its label, as in `<label:name>`. */
const GOOD = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, version: v1}}
    spec:
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: <spread:web>}}}]
      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: host, labelSelector: {matchLabels: {app: <apart:web>}}}]}}
      volumes: [{name: scratch, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: <scratch:fast>, resources: {requests: {storage: 1Gi}}}}}}, {name: secrets, csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: <provider:vault>}}}]
      containers: [{name: web, image: "web:1", ports: [{containerPort: 80, name: http}]}]
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: {name: vault, namespace: shop}
spec: {provider: vault}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: v1
kind: Secret
metadata: {name: tls, namespace: shop}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: shop}
spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: <endpoint:http>}]}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: web, namespace: shop}
spec: {selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{port: <podEndpoint:http>}]}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: monitoring}
spec: {selector: {matchLabels: {app: <farService:web>}}, namespaceSelector: {matchNames: [shop]}, endpoints: [{port: <farEndpoint:http>}]}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: web, namespace: monitoring}
spec: {selector: {matchLabels: {app: <farPod:web>}}, namespaceSelector: {matchNames: [shop]}, podMetricsEndpoints: [{port: http}]}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: any, namespace: monitoring}
spec: {selector: {matchLabels: {app: web}}, namespaceSelector: {any: true}, podMetricsEndpoints: [{port: <anyEndpoint:http>}]}
---
apiVersion: v1
kind: Pod
metadata: {name: dns, namespace: monitoring, labels: {app: dns}}
spec: {containers: [{name: dns, image: "dns:1", ports: [{containerPort: 53, name: dns, protocol: UDP}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: dns, namespace: monitoring}
spec: {selector: {app: dns}, ports: [{port: 53, protocol: <protocol:UDP>, targetPort: dns}]}
---
apiVersion: telemetry.istio.io/v1alpha1
kind: Telemetry
metadata: {name: web, namespace: shop}
spec: {selector: {matchLabels: {app: <telemetry:web>}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {gatewayClassName: <gatewayClass:edge>, listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: <certificate:tls>}]}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: edge}
spec: {controllerName: example.com/edge}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: example.com/public}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: front, namespace: shop}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  rules:
    - from:
        - source: {principals: [cluster.local/ns/shop/sa/<principal:front>, cluster.local/ns/shop/sa/default, cluster.local/ns/elsewhere/sa/any]}
        - source: {notPrincipals: [cluster.local/ns/shop/sa/<notPrincipal:front>, "cluster.local/ns/shop/sa/*", other.local/ns/shop/sa/any]}
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: {name: yesterday, namespace: shop}
spec: {source: {persistentVolumeClaimName: data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
  dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: <snapshot:yesterday>}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: copy, namespace: shop}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
  dataSourceRef: {kind: PersistentVolumeClaim, name: <clone:data>}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: example.com/fast
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: <gateway:edge>, sectionName: <listener:https>}]
  rules: [{backendRefs: [{name: <backend:web>, port: <backendPort:80>}, {group: example.com, kind: Other, name: other}]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {nginx.ingress.kubernetes.io/auth-secret: <auth:shop/tls>}}
spec: {ingressClassName: <ingressClass:public>, defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: canary}
spec:
  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: <workload:web2>}
  strategy: {canary: {stableService: <stable:web2>, analysis: {templates: [{templateName: <analysis:errors>}]}}}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: errors}
spec: {metrics: []}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web2}
spec: {selector: {matchLabels: {app: web2}}, template: {metadata: {labels: {app: web2}}, spec: {containers: [{name: web, image: "web:1"}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web2}
spec: {selector: {app: web2}, ports: [{port: 80}]}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {name: <scaled:web>}, triggers: []}
---
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
    - route: [{destination: {host: web, subset: <subset:one>}}]
      mirrors: [{destination: {host: <mirror:web>}}]
---
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec: {host: web.shop.svc.cluster.local, subsets: [{name: one, labels: {version: <version:v1>}}]}
---
apiVersion: security.istio.io/v1beta1
kind: PeerAuthentication
metadata: {name: web, namespace: istio-system}
spec: {selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: repo, namespace: flux-system}
spec: {interval: 1m, url: "https://git.example.com/a.git"}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: one, namespace: flux-system}
spec: {interval: 1m, prune: true, path: ./, sourceRef: {kind: GitRepository, name: <source:repo>}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: two, namespace: flux-system}
spec: {interval: 1m, prune: true, path: ./, sourceRef: {kind: GitRepository, name: flux-system}, dependsOn: [{name: <waits:one>}]}
`;

/** Findings as `rule kind field` when one name is another one. */
async function found(broken?: string): Promise<string[]> {
  const text = GOOD.replace(/<(\w+):([\w/]+)>/g, (_, label: string, name: string) =>
    label !== broken ? name : label === 'backendPort' ? '8080' : label === 'auth' ? 'shop/other' : 'other',
  );
  writeFileSync(file, text);
  const { out } = await cli(['check', file, '--output', 'json']);
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  // A class or namespace of which nothing is in the input may be elsewhere.
  const decided = findings.filter(({ severity }) => severity !== 'info');
  return decided.map(({ rule, object, field }) => `${rule} ${object.split(/[. ]/)[0]} ${field}`);
}

test('references that lead somewhere are no findings', async () => {
  expect(await found()).toEqual([]);
});

const POD = 'spec.template.spec';
const REQUIRED = 'podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
test.each([
  ['spread', `unmatched-selector Deployment ${POD}.topologySpreadConstraints[0].labelSelector`],
  ['apart', `unmatched-selector Deployment ${POD}.affinity.${REQUIRED}.labelSelector`],
  ['provider', `dangling-reference Deployment ${POD}.volumes[1].csi.volumeAttributes.secretProviderClass`],
  ['endpoint', 'dangling-reference ServiceMonitor spec.endpoints[0].port'],
  ['podEndpoint', 'dangling-reference PodMonitor spec.podMetricsEndpoints[0].port'],
  ['farService', 'unmatched-selector ServiceMonitor spec.selector'],
  ['farPod', 'unmatched-selector PodMonitor spec.selector'],
  ['farEndpoint', 'dangling-reference ServiceMonitor spec.endpoints[0].port'],
  ['anyEndpoint', 'dangling-reference PodMonitor spec.podMetricsEndpoints[0].port'],
  ['telemetry', 'unmatched-selector Telemetry spec.selector'],
  ['certificate', 'dangling-reference Gateway spec.listeners[0].tls.certificateRefs[0].name'],
  ['gatewayClass', 'dangling-reference Gateway spec.gatewayClassName'],
  ['ingressClass', 'dangling-reference Ingress spec.ingressClassName'],
  ['principal', 'dangling-reference AuthorizationPolicy spec.rules[0].from[0].source.principals[0]'],
  ['notPrincipal', 'dangling-reference AuthorizationPolicy spec.rules[0].from[1].source.notPrincipals[0]'],
  ['snapshot', 'dangling-reference PersistentVolumeClaim spec.dataSource.name'],
  ['clone', 'dangling-reference PersistentVolumeClaim spec.dataSourceRef.name'],
  ['scratch', `dangling-reference Deployment ${POD}.volumes[0].ephemeral.volumeClaimTemplate.spec.storageClassName`],
  ['gateway', 'dangling-reference HTTPRoute spec.parentRefs[0].name'],
  ['listener', 'dangling-reference HTTPRoute spec.parentRefs[0].sectionName'],
  ['backend', 'dangling-reference HTTPRoute spec.rules[0].backendRefs[0].name'],
  ['backendPort', 'dangling-reference HTTPRoute spec.rules[0].backendRefs[0].port'],
  ['auth', 'dangling-reference Ingress metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"]'],
  ['workload', 'dangling-reference Rollout spec.workloadRef.name'],
  ['stable', 'dangling-reference Rollout spec.strategy.canary.stableService'],
  ['analysis', 'dangling-reference Rollout spec.strategy.canary.analysis.templates[0].templateName'],
  ['scaled', 'dangling-reference ScaledObject spec.scaleTargetRef.name'],
  ['subset', 'dangling-reference VirtualService spec.http[0].route[0].destination.subset'],
  ['mirror', 'dangling-reference VirtualService spec.http[0].mirrors[0].destination.host'],
  ['version', 'unmatched-selector DestinationRule spec.subsets[0].labels'],
  ['source', 'dangling-reference Kustomization spec.sourceRef.name'],
  ['waits', 'dangling-reference Kustomization spec.dependsOn[0].name'],
])('the name of %s that leads nowhere is found', async (label, expected) => {
  expect(await found(label)).toEqual([expected]);
});

test('a named port of another protocol leads nowhere, and a number that no container declares is not decided', async () => {
  const dns = GOOD.replace('<protocol:UDP>', 'TCP').replace(/<\w+:([\w/]+)>/g, '$1');
  const ports = async (text: string): Promise<string[]> => {
    writeFileSync(file, text);
    const { out } = await cli(['check', file, '--severity', 'info', '--output', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings
      .filter(({ rule, field }) => rule === 'dangling-reference' && field.startsWith('spec.ports'))
      .map(({ severity, object, field, message }) => `${severity} ${object} ${field} ${message}`);
  };
  expect(await ports(dns)).toEqual([
    'error Service monitoring/dns spec.ports[0].targetPort refers to the port dns of TCP, which no container of its pods has',
  ]);
  const numbers = GOOD.replace(/<\w+:([\w/]+)>/g, '$1').replace(
    'port: 80, targetPort: http',
    'port: 80, targetPort: 8080',
  );
  expect(await ports(numbers)).toEqual([
    'info Service shop/web spec.ports[0].targetPort refers to the port 8080, which no container of its pods declares',
  ]);
  expect(await ports(numbers.replace('targetPort: 8080', 'targetPort: 80'))).toEqual([]);
  // Containers need not declare ports.
  expect(await ports(numbers.replace(', ports: [{containerPort: 80, name: http}]', ''))).toEqual([]);
});

test('Gateways and Services of other namespaces permit who refers to them', async () => {
  const gateway = (allowed: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: infra}\nspec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP${allowed}}]}\n---\n`;
  const route =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{name: edge, namespace: infra}], rules: [{backendRefs: [{name: api, namespace: backend, port: 80}]}]}\n---\n' +
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n---\n' +
    'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: backend}\nspec: {type: ExternalName, externalName: api.example.com}\n---\n';
  const grant = (name: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {name: a, namespace: backend}\nspec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service${name}}]}\n`;
  const of = async (text: string): Promise<string[]> => {
    writeFileSync(file, text);
    const { out } = await cli(['check', file, '--output', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.map(({ rule, field }) => `${rule} ${field}`);
  };
  const [parent, backend] = ['spec.parentRefs[0].name', 'spec.rules[0].backendRefs[0].name'].map(
    (field) => `dangling-reference ${field}`,
  );
  const all = ', allowedRoutes: {namespaces: {from: All}}';
  const some = (team: string): string =>
    `, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: ${team}}}}}`;
  for (const allowed of [all, some('a')]) expect(await of(gateway(allowed) + route + grant(''))).toEqual([]);
  expect(await of(gateway(all) + route + grant(', name: api'))).toEqual([]);
  expect(await of(gateway('') + route + grant(''))).toEqual([parent]);
  expect(await of(gateway(some('b')) + route + grant(''))).toEqual([parent]);
  expect(await of(gateway(all) + route + grant(', name: other'))).toEqual([backend]);
  expect(await of(gateway(all) + route)).toEqual([backend]);
  const ofMesh = 'parentRefs: [{kind: Service, group: "", name: api, namespace: backend}]';
  expect(await of(route.replace('parentRefs: [{name: edge, namespace: infra}]', ofMesh))).toEqual([]);
});

test('a binding of an admission policy names one', async () => {
  const binding = (name: string): string =>
    `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: a}\nspec: {policyName: ${name}, validationActions: [Deny]}\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: known}\nspec: {validations: [{expression: "true"}]}\n`;
  const of = async (name: string): Promise<string[]> => {
    writeFileSync(file, binding(name));
    const { out } = await cli(['check', file, '--kubernetes', '1.30', '--output', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.map(({ rule, field }) => `${rule} ${field}`);
  };
  expect(await of('known')).toEqual([]);
  expect(await of('other')).toEqual(['dangling-reference spec.policyName']);
});

test('classes and accounts that may be elsewhere are not decided', async () => {
  const kinds = ['GatewayClass', 'IngressClass', 'ServiceAccount'];
  const without = new RegExp(`---\\napiVersion: [^\\n]*\\nkind: (?:${kinds.join('|')})\\n(?:(?!---)[^\\n]*\\n)+`, 'g');
  writeFileSync(file, GOOD.replace(without, '').replace(/<\w+:([\w/]+)>/g, '$1'));
  const { code, out } = await cli(['check', file, '--severity', 'info', '--output', 'json']);
  expect(code).toBe(0);
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  const missing = 'which is not in the input, and no other';
  const messages = findings
    .map(({ severity, message }) => `${severity} ${message}`)
    .filter((each) => each.includes(missing));
  expect(messages.sort()).toEqual([
    `info refers to GatewayClass.gateway.networking.k8s.io edge, ${missing} GatewayClass is`,
    `info refers to IngressClass.networking.k8s.io public, ${missing} IngressClass is`,
    `info refers to ServiceAccount elsewhere/any, ${missing} ServiceAccount of namespace elsewhere is`,
    `info refers to ServiceAccount shop/front, ${missing} ServiceAccount of namespace shop is`,
    `info refers to ServiceAccount shop/front, ${missing} ServiceAccount of namespace shop is`,
  ]);
});
