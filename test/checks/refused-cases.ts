/** Kind and name in rich-objects.yaml, path of a field, and a value there that the API server refuses; undefined to remove the field. */
export type RefusedCase = readonly [object: string, path: string, value: unknown];

/** What the API server refuses beyond the schemas, one of each kind of rule; compared with it in `npm run test:cluster`. */
export const REFUSED: readonly RefusedCase[] = [
  // Pods.
  ['Pod/rich', 'metadata.generateName', 'Web_'],
  ['Pod/rich', 'metadata.generateName', '-'],
  ['Pod/rich', 'spec.dnsConfig.nameservers.0', 'dns.example.com'],
  ['Pod/rich', 'spec.hostAliases.0.ip', 'localhost'],
  ['Pod/rich', 'spec.os.name', 'macos'],
  ['Pod/rich', 'spec.securityContext.runAsUser', -1],
  ['Pod/rich', 'spec.securityContext.sysctls.0.name', 'net.IPv4'],
  ['Pod/rich', 'spec.containers.0.securityContext.seccompProfile.localhostProfile', undefined],
  ['Pod/rich', 'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.weight', 101],
  [
    'Pod/rich',
    'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchExpressions.0.operator',
    'Is',
  ],
  ['Pod/rich', 'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.0.topologyKey', 'a b'],
  ['Pod/rich', 'spec.topologySpreadConstraints.0.whenUnsatisfiable', 'Never'],
  ['Pod/rich', 'spec.tolerations.0.effect', 'NoRun'],
  ['Pod/rich', 'spec.tolerations.1.tolerationSeconds', 5],
  ['Pod/rich', 'spec.volumes.1.configMap.items.0.path', '../a'],
  ['Pod/rich', 'spec.volumes.2.secret.defaultMode', 1000],
  ['Pod/rich', 'spec.containers.0.env.1.valueFrom.fieldRef.fieldPath', 'metadata.title'],
  ['Pod/rich', 'spec.containers.0.env.3.valueFrom.resourceFieldRef.resource', 'cpu'],
  ['Pod/rich', 'spec.containers.0.lifecycle.preStop.httpGet.port', 0],
  ['Pod/rich', 'spec.containers.0.livenessProbe.successThreshold', 2],
  ['Pod/rich', 'spec.containers.0.livenessProbe.httpGet.httpHeaders.0.name', 'X A'],
  ['Pod/rich', 'spec.containers.0.volumeMounts.1.subPath', '/a'],
  ['Pod/rich', 'spec.containers.1.resources.limits.example~com/gpu', 0.5],
  // Workloads.
  ['DaemonSet/agent', 'spec.template.spec.containers.0.ports.0.hostPort', 9200],
  ['DaemonSet/agent', 'spec.updateStrategy.rollingUpdate.maxUnavailable', 0],
  ['Deployment/web', 'spec.progressDeadlineSeconds', 3],
  ['Deployment/web', 'spec.template.spec.volumes', [{ name: 'disk', gcePersistentDisk: { pdName: 'disk' } }]],
  ['Deployment/web', 'spec.selector.matchExpressions.0.values.1', 'a b'],
  ['StatefulSet/db', 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Keep'],
  ['Job/job', 'spec.completions', undefined],
  ['Job/job', 'spec.podFailurePolicy.rules.0.onExitCodes.containerName', 'jobs'],
  ['CronJob/cron', 'spec.timeZone', 'Middle/Earth'],
  // Traffic.
  ['Service/web', 'spec.loadBalancerSourceRanges.0', '10.0.0.0'],
  ['Service/web', 'spec.externalIPs.0', 'example.com'],
  ['Service/web', 'spec.type', 'ClusterIP'],
  ['Service/headless', 'spec.clusterIP', 'none'],
  ['Endpoints/ext', 'subsets.0.addresses.0.ip', 'db.example.com'],
  ['EndpointSlice/ext-1', 'endpoints.0.addresses.0', 'fd00::1'],
  ['EndpointSlice/ext-1', 'endpoints.0.addresses.0', '10.0.0.256'],
  ['IngressClass/nginx', 'spec.controller', 'nginx'],
  ['NetworkPolicy/np', 'spec.ingress.0.from.1.ipBlock.cidr', '10.0.0.0'],
  ['NetworkPolicy/np', 'spec.podSelector.matchExpressions.0.values', undefined],
  ['NetworkPolicy/np', 'spec.policyTypes', ['Ingress', 'Egress', 'Ingress']],
  // Storage.
  ['PersistentVolume/pv2', 'spec.csi', undefined],
  ['PersistentVolume/pv1', 'spec.nodeAffinity', undefined],
  ['StorageClass/fast', 'allowedTopologies.0.matchLabelExpressions.0.values', []],
  ['CSIDriver/csi.example.com', 'spec.volumeLifecycleModes.0', 'Forever'],
  // Secrets and limits.
  ['Secret/tls', 'data.tls~key', undefined],
  ['Secret/token', 'metadata.annotations.kubernetes~io/service-account~name', undefined],
  ['LimitRange/lr', 'spec.limits.0.min.cpu', '5'],
  ['ResourceQuota/rq', 'spec.hard.pods', '-1e3'],
  ['ResourceQuota/rq', 'spec.scopeSelector.matchExpressions.0.scopeName', 'Everything'],
  // Autoscaling, admission, flow control, API services, namespaces.
  ['HorizontalPodAutoscaler/web', 'spec.metrics.0.type', 'Pods'],
  ['HorizontalPodAutoscaler/web', 'spec.metrics.0.resource.target.averageUtilization', undefined],
  ['HorizontalPodAutoscaler/web', 'spec.metrics.2.pods.target.averageValue', undefined],
  ['HorizontalPodAutoscaler/web', 'spec.behavior.scaleDown.policies.0.periodSeconds', 7200],
  ['ValidatingWebhookConfiguration/vwc', 'webhooks.0.matchPolicy', 'Fuzzy'],
  ['MutatingWebhookConfiguration/mwc', 'webhooks.0.admissionReviewVersions.0', 'V1'],
  ['FlowSchema/fs', 'spec.rules.0.subjects.0.serviceAccount', undefined],
  ['PriorityLevelConfiguration/plc', 'spec.limited.limitResponse.type', 'Drop'],
  ['APIService/v1beta1.metrics2.example.com', 'spec.version', 'v2'],
  ['RoleBinding/rb', 'subjects.1.apiGroup', 'v1'],
  ['Namespace/shop2', 'metadata.labels.pod-security~kubernetes~io/enforce', 'base'],
  ['RuntimeClass/gvisor2', 'handler', 'Run_sc'],
  // Definitions.
  ['CustomResourceDefinition/widgets.shop.example.com', 'spec.names.plural', 'gadgets'],
  ['CustomResourceDefinition/widgets.shop.example.com', 'spec.versions.0.storage', false],
  [
    'CustomResourceDefinition/widgets.shop.example.com',
    'spec.versions.0.schema.openAPIV3Schema.properties.spec.type',
    undefined,
  ],
  [
    'CustomResourceDefinition/widgets.shop.example.com',
    'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.mode.default',
    'c',
  ],
  [
    'CustomResourceDefinition/widgets.shop.example.com',
    'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.items.items.required',
    undefined,
  ],
  [
    'CustomResourceDefinition/widgets.shop.example.com',
    'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.size.minimun',
    1,
  ],
];

/** What looks wrong and the API server takes; compared with it in `npm run test:cluster`. */
export const ACCEPTED: readonly RefusedCase[] = [
  ['Pod/rich', 'metadata.generateName', 'web-'],
  ['NetworkPolicy/np', 'spec.policyTypes', ['Egress', 'Egress']],
  [
    'Deployment/web',
    'spec.template.spec.volumes',
    [{ name: 'disk', gcePersistentDisk: { pdName: 'disk', readOnly: true } }],
  ],
  ['HorizontalPodAutoscaler/web', 'spec.metrics.0.resource.target', { type: 'Utilization', averageValue: '1' }],
  ['HorizontalPodAutoscaler/web', 'spec.metrics.3.object.target', { type: 'Value', averageValue: '1' }],
  ['HorizontalPodAutoscaler/web', 'spec.metrics.3.object.target', { type: 'Value', averageValue: '1', value: '1' }],
];
