import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { CheckFinding } from '../../../lib/checks/finding';
import { cli } from '../../cli/cli';

let file: string;
beforeAll(() => (file = join(mkdtempSync(join(tmpdir(), 'named-references-')), 'all.yaml')));
afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));

const POD = 'spec.template.spec.volumes';
const ROUTING = 'spec.strategy.canary.trafficRouting';

/** Targets of all references, and pods for selectors. */
const TARGETS = `
{apiVersion: v1, kind: Secret, metadata: {name: login, namespace: shop, annotations: {made: "yes"}}, type: Opaque}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}, data: {values.yaml: "a: b"}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, metadata: {name: quick}, driver: example.com, deletionPolicy: Delete}
---
{apiVersion: external-secrets.io/v1, kind: SecretStore, metadata: {name: vault, namespace: shop}, spec: {}}
---
{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: shared}, spec: {}}
---
{apiVersion: keda.sh/v1alpha1, kind: TriggerAuthentication, metadata: {name: queue, namespace: shop}, spec: {}}
---
{apiVersion: keda.sh/v1alpha1, kind: ClusterTriggerAuthentication, metadata: {name: queue}, spec: {}}
---
{apiVersion: notification.toolkit.fluxcd.io/v1beta3, kind: Provider, metadata: {name: chat, namespace: shop}, spec: {type: slack}}
---
{apiVersion: image.toolkit.fluxcd.io/v1beta2, kind: ImageRepository, metadata: {name: web, namespace: shop}, spec: {image: web, interval: 1m}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
---
{apiVersion: networking.istio.io/v1beta1, kind: VirtualService, metadata: {name: routes, namespace: shop}, spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}}
---
{apiVersion: networking.istio.io/v1beta1, kind: DestinationRule, metadata: {name: web, namespace: shop}, spec: {host: web}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: shop}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}
---
{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: hook, namespace: shop}, spec: {secretName: hook, dnsNames: [hook.example.com], issuerRef: {name: ca}}}
---
{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: ca, namespace: shop}, spec: {selfSigned: {}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}}}
---
`;

/** An object with one reference, \`NAME\`; the field with it, and what it leads to. Where \`got\` is stated, the name that leads nowhere is another. */
const CASES: ReadonlyArray<readonly [object: string, field: string, name: string]> = [
  [deployment('azureFile: {secretName: NAME, shareName: a}'), `${POD}[0].azureFile.secretName`, 'login'],
  [deployment('cephfs: {monitors: [a], secretRef: {name: NAME}}'), `${POD}[0].cephfs.secretRef.name`, 'login'],
  [deployment('rbd: {monitors: [a], image: a, secretRef: {name: NAME}}'), `${POD}[0].rbd.secretRef.name`, 'login'],
  [deployment('flexVolume: {driver: a/b, secretRef: {name: NAME}}'), `${POD}[0].flexVolume.secretRef.name`, 'login'],
  [
    'apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, spec: {source: {persistentVolumeClaimName: NAME}}',
    'spec.source.persistentVolumeClaimName',
    'data',
  ],
  [
    'apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, spec: {volumeSnapshotClassName: NAME, source: {persistentVolumeClaimName: data}}',
    'spec.volumeSnapshotClassName',
    'quick',
  ],
  ...['username', 'password'].map(
    (half) =>
      [
        `apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: http, basicAuth: {${half}: {name: NAME, key: a}}}]}`,
        `spec.endpoints[0].basicAuth.${half}.name`,
        'login',
      ] as const,
  ),
  [
    'apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: http, tlsConfig: {ca: {configMap: {name: settings, key: NAME}}}}]}',
    'spec.endpoints[0].tlsConfig.ca.configMap.key',
    'values.yaml',
  ],
  [
    'apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {secretStoreRef: {name: NAME}}',
    'spec.secretStoreRef.name',
    'vault',
  ],
  [
    'apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {dataFrom: [{sourceRef: {storeRef: {kind: ClusterSecretStore, name: NAME}}}]}',
    'spec.dataFrom[0].sourceRef.storeRef.name',
    'shared',
  ],
  [
    'apiVersion: external-secrets.io/v1alpha1, kind: PushSecret, spec: {secretStoreRefs: [{name: NAME}], selector: {secret: {name: login}}}',
    'spec.secretStoreRefs[0].name',
    'vault',
  ],
  [
    'apiVersion: external-secrets.io/v1alpha1, kind: PushSecret, spec: {secretStoreRefs: [{name: vault}], selector: {secret: {name: NAME}}}',
    'spec.selector.secret.name',
    'login',
  ],
  ...['', ', kind: ClusterTriggerAuthentication'].map(
    (kind) =>
      [
        `apiVersion: keda.sh/v1alpha1, kind: ScaledObject, spec: {scaleTargetRef: {name: web}, triggers: [{type: cron, authenticationRef: {name: NAME${kind}}}]}`,
        'spec.triggers[0].authenticationRef.name',
        'queue',
      ] as const,
  ),
  [
    'apiVersion: keda.sh/v1alpha1, kind: TriggerAuthentication, spec: {secretTargetRef: [{parameter: a, name: NAME, key: b}]}',
    'spec.secretTargetRef[0].name',
    'login',
  ],
  [
    'apiVersion: cert-manager.io/v1, kind: Certificate, spec: {secretName: a, dnsNames: [a.example.com], issuerRef: {name: ca}, keystores: {jks: {create: true, passwordSecretRef: {name: NAME, key: a}}}}',
    'spec.keystores.jks.passwordSecretRef.name',
    'login',
  ],
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, spec: {targetNamespace: far, chart: {spec: {chart: a, sourceRef: {kind: HelmRepository, name: flux-system}}}, valuesFrom: [{kind: ConfigMap, name: NAME}]}',
    'spec.valuesFrom[0].name',
    'settings',
  ],
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, spec: {targetNamespace: far, chart: {spec: {chart: a, sourceRef: {kind: HelmRepository, name: flux-system}}}, valuesFrom: [{kind: ConfigMap, name: settings, valuesKey: NAME}]}',
    'spec.valuesFrom[0].valuesKey',
    'values.yaml',
  ],
  [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, spec: {interval: 1m, prune: true, path: ./none, sourceRef: {kind: GitRepository, name: flux-system}, postBuild: {substituteFrom: [{kind: Secret, name: NAME}]}}',
    'spec.postBuild.substituteFrom[0].name',
    'login',
  ],
  [
    'apiVersion: notification.toolkit.fluxcd.io/v1beta3, kind: Alert, spec: {providerRef: {name: NAME}}',
    'spec.providerRef.name',
    'chat',
  ],
  [
    'apiVersion: image.toolkit.fluxcd.io/v1beta2, kind: ImagePolicy, spec: {imageRepositoryRef: {name: NAME}}',
    'spec.imageRepositoryRef.name',
    'web',
  ],
  [
    'apiVersion: networking.istio.io/v1beta1, kind: VirtualService, spec: {hosts: [a.example.com], gateways: [mesh], http: [{delegate: {name: NAME}}]}',
    'spec.http[0].delegate.name',
    'routes',
  ],
  [rollout('istio: {virtualService: {name: NAME}}'), `${ROUTING}.istio.virtualService.name`, 'routes'],
  [rollout('istio: {virtualServices: [{name: NAME}]}'), `${ROUTING}.istio.virtualServices[0].name`, 'routes'],
  [rollout('istio: {destinationRule: {name: NAME}}'), `${ROUTING}.istio.destinationRule.name`, 'web'],
  [rollout('nginx: {stableIngress: NAME}'), `${ROUTING}.nginx.stableIngress`, 'web'],
  [rollout('alb: {ingress: web, rootService: NAME, servicePort: 80}'), `${ROUTING}.alb.rootService`, 'web'],
  [
    'apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, metrics: [{type: Object, object: {metric: {name: hits}, target: {type: Value, value: 1k}, describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: NAME}}}]}',
    'spec.metrics[0].object.describedObject.name',
    'web',
  ],
];

function deployment(volume: string): string {
  return `apiVersion: apps/v1, kind: Deployment, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {volumes: [{name: a, ${volume}}], containers: [{name: web, image: "web:1"}]}}}`;
}

function rollout(routing: string): string {
  return `apiVersion: argoproj.io/v1alpha1, kind: Rollout, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}, strategy: {canary: {trafficRouting: {${routing}}}}}`;
}

/** Findings of errors and warnings about one object beside the targets, as \`rule field\`. */
async function found(object: string): Promise<string[]> {
  writeFileSync(file, `${TARGETS}{metadata: {name: it, namespace: shop}, ${object}}\n`);
  const { out } = await cli(['check', file, '--output', 'json']);
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  return findings.map(({ rule, object: at, field }) => `${rule} ${at.split(' ')[1]} ${field}`);
}

test.each(CASES)(
  '%s: what leads somewhere is no finding, and what leads nowhere is one',
  async (object, field, name) => {
    expect(await found(object.replace('NAME', name))).toEqual([]);
    expect(await found(object.replace('NAME', 'other'))).toEqual([`dangling-reference shop/it ${field}`]);
  },
);

test('what may be missing, and kinds that are not known, are no findings', async () => {
  const monitor = (more: string): string =>
    `apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: http, bearerTokenSecret: {${more}}}]}`;
  expect(await found(monitor('name: other, key: a, optional: true'))).toEqual([]);
  // As a cluster prints it.
  expect(await found(monitor('key: ""'))).toEqual([]);
  const trigger =
    'apiVersion: keda.sh/v1alpha1, kind: ScaledObject, spec: {scaleTargetRef: {name: web}, triggers: [{type: cron, authenticationRef: {name: other, kind: Other}}]}';
  expect(await found(trigger)).toEqual([]);
});

test('cert-manager injects the certificate of an authority that exists', async () => {
  const hook = (key: string, source: string): string =>
    `apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: it, annotations: {cert-manager.io/${key}: ${source}}}`;
  const of = async (object: string): Promise<string[]> => {
    writeFileSync(file, `${TARGETS}{${object}}\n`);
    const { out } = await cli(['check', file, '--output', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.map(({ rule, field }) => `${rule} ${field}`);
  };
  const dangling = (key: string): string => `dangling-reference metadata.annotations["cert-manager.io/${key}"]`;
  expect(await of(hook('inject-ca-from', 'shop/hook'))).toEqual([]);
  expect(await of(hook('inject-ca-from', 'shop/other'))).toEqual([dangling('inject-ca-from')]);
  expect(await of(hook('inject-ca-from-secret', 'shop/hook'))).toEqual([]);
  expect(await of(hook('inject-ca-from-secret', 'shop/other'))).toEqual([dangling('inject-ca-from-secret')]);
});

test('an account of another namespace is missing where the input has others of it, or one of that name', async () => {
  const binding = (namespace: string, name: string): string =>
    `apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, namespace: ${namespace}, name: ${name}}]`;
  const of = async (object: string): Promise<string[]> => {
    const account = (namespace: string): string =>
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: ${namespace}}}\n---\n`;
    writeFileSync(file, `${account('shop')}${account('far')}{metadata: {name: it, namespace: shop}, ${object}}\n`);
    const { out } = await cli(['check', file, '--severity', 'info', '--output', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.map(({ severity, field }) => `${severity} ${field}`);
  };
  const warning = 'warning subjects[0].name';
  expect(await of(binding('far', 'web'))).toEqual([]);
  expect(await of(binding('far', 'other'))).toEqual([warning]);
  expect(await of(binding('shop', 'other'))).toEqual([warning]);
  expect(await of(binding('fra', 'web'))).toEqual([warning]);
  expect(await of(binding('monitoring', 'prometheus'))).toEqual(['info subjects[0].name']);
});
