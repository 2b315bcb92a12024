import { BROKEN_TOGETHER } from './corpus-together';
import type { BrokenCase } from './broken-case';

/** The document of the good application that has a string, with something after it. */
const DEPLOYMENT_IMAGE = '          image: registry.example.com/web:1.2.3\n';

/** What is wrong with one object by itself, and everything else. */
export const BROKEN: readonly BrokenCase[] = [
  // Schemas.
  {
    name: 'a misspelt field',
    replace: [['  replicas: 2\n', '  replica: 2\n']],
    rule: 'unknown-field',
    at: 'Deployment.apps shop/web spec.replica',
    line: 'replica: 2',
  },
  {
    name: 'a field at the wrong level',
    replace: [[DEPLOYMENT_IMAGE, `${DEPLOYMENT_IMAGE}          restartPolicy2: Always\n`]],
    rule: 'unknown-field',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].restartPolicy2',
  },
  {
    name: 'an unknown field of metadata',
    replace: [['metadata:\n  name: uploads\n', 'metadata:\n  name: uploads\n  label: {a: b}\n']],
    rule: 'unknown-field',
    at: 'PersistentVolumeClaim shop/uploads metadata.label',
  },
  {
    name: 'a string where a number is wanted',
    replace: [['containerPort: 8080', 'containerPort: "8080"']],
    rule: 'invalid-value',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].ports[0].containerPort',
    line: 'containerPort: "8080"',
  },
  {
    name: 'a number where a string is wanted',
    replace: [['  greeting: hello', '  greeting: 42']],
    rule: 'invalid-value',
    at: 'ConfigMap shop/web data.greeting',
  },
  {
    name: 'a value that is not of an enumeration',
    replace: [['imagePullPolicy: IfNotPresent', 'imagePullPolicy: Sometimes']],
    rule: 'invalid-value',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].imagePullPolicy',
  },
  {
    name: 'a malformed quantity',
    replace: [['cpu: 100m', 'cpu: 100 m']],
    rule: 'invalid-value',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].resources.requests.cpu',
  },
  {
    name: 'a request beyond the limit',
    replace: [['memory: 64Mi', 'memory: 1Gi']],
    rule: 'invalid-value',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].resources.requests.memory',
  },
  {
    name: 'a required field that is missing',
    replace: [[DEPLOYMENT_IMAGE, '']],
    rule: 'missing-field',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].image',
  },
  {
    name: 'a required field of a list that is missing',
    replace: [['            pathType: Prefix\n', '']],
    rule: 'missing-field',
    at: 'Ingress.networking.k8s.io shop/shop spec.rules[0].http.paths[0].pathType',
  },
  {
    name: 'a required field that is misspelt',
    replace: [['            pathType: Prefix\n', '            pathtype: Prefix\n']],
    rule: 'unknown-field',
    at: 'Ingress.networking.k8s.io shop/shop spec.rules[0].http.paths[0].pathtype',
  },
  {
    name: 'a host that istiod refuses',
    replace: [['            host: web\n', '            host: web_1\n']],
    rule: 'invalid-value',
    at: 'VirtualService.networking.istio.io shop/shop spec.http[0].route[0].destination.host',
    line: 'host: web_1',
  },
  {
    name: 'an unknown field of a custom resource',
    replace: [['  dnsNames: [shop.example.com]', '  dnsName: [shop.example.com]']],
    rule: 'unknown-field',
    at: 'Certificate.cert-manager.io shop/shop spec.dnsName',
  },
  {
    name: 'a value of a custom resource',
    replace: [['mode: SIMPLE', 'mode: EASY']],
    rule: 'invalid-value',
    at: 'Gateway.networking.istio.io shop/shop spec.servers[0].tls.mode',
  },
  {
    name: 'a port that does not exist',
    replace: [['containerPort: 8080', 'containerPort: 80800']],
    rule: 'invalid-value',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].ports[0].containerPort',
  },
  {
    name: 'a schedule with six fields',
    replace: [['schedule: ', 'schedule: 0 ']],
    rule: 'invalid-value',
    at: 'CronJob.batch shop/cleanup spec.schedule',
  },
  {
    name: 'a restart policy that the controller does not take',
    replace: [['          restartPolicy: OnFailure\n', '']],
    rule: 'missing-field',
    at: 'CronJob.batch shop/cleanup spec.jobTemplate.spec.template.spec.restartPolicy',
  },
  {
    name: 'an image with capitals',
    replace: [['registry.example.com/web:1.2.3', 'registry.example.com/Web:1.2.3']],
    rule: 'invalid-image',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].image',
    line: 'Web:1.2.3',
  },
  {
    name: 'a time zone that the database does not have',
    replace: [['  concurrencyPolicy: Forbid', '  timeZone: Europe/Bern\n  concurrencyPolicy: Forbid']],
    rule: 'invalid-value',
    at: 'CronJob.batch shop/cleanup spec.timeZone',
  },
  {
    name: 'bounds the wrong way round',
    replace: [['maxReplicas: 4', 'maxReplicas: 1']],
    rule: 'invalid-value',
    at: 'HorizontalPodAutoscaler.autoscaling shop/web spec.maxReplicas',
  },
  // API versions.
  {
    name: 'an API version that newer versions of Kubernetes do not serve',
    replace: [['policy/v1\n', 'policy/v1beta1\n']],
    rule: 'removed-api',
    at: 'PodDisruptionBudget.policy shop/web apiVersion',
    line: 'policy/v1beta1',
  },
  {
    name: 'an API version that no supported version serves',
    replace: [['apiVersion: apps/v1\nkind: Deployment', 'apiVersion: extensions/v1beta1\nkind: Deployment']],
    rule: 'removed-api',
    at: 'Deployment.extensions shop/web apiVersion',
  },
  {
    name: 'an API version that never was',
    replace: [['apiVersion: batch/v1\n', 'apiVersion: batch/v3\n']],
    rule: 'removed-api',
    at: 'CronJob.batch shop/cleanup apiVersion',
  },
  {
    name: 'an API version that older versions do not serve',
    replace: [
      [
        'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: csi.example.com\n',
        'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: csi.example.com\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata:\n  name: later\nspec:\n  validations: [{expression: "true"}]\n',
      ],
    ],
    rule: 'removed-api',
    at: 'ValidatingAdmissionPolicy.admissionregistration.k8s.io later apiVersion',
  },
  // Names and limits.
  {
    name: 'a name with capitals',
    replace: [
      [
        'kind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n',
        'kind: HorizontalPodAutoscaler\nmetadata:\n  name: Web\n',
      ],
    ],
    rule: 'invalid-name',
    at: 'HorizontalPodAutoscaler.autoscaling shop/Web metadata.name',
  },
  {
    name: 'a label with a blank',
    replace: [['  labels:\n    app: web\nspec:\n  replicas', '  labels:\n    app: my web\nspec:\n  replicas']],
    rule: 'invalid-name',
    at: 'Deployment.apps shop/web metadata.labels.app',
  },
  {
    name: 'a name of a port that is too long',
    replace: [
      [
        '            - name: http\n              containerPort',
        '            - name: http-of-the-web-shop\n              containerPort',
      ],
      ['              port: http\n', '              port: 8080\n'],
      ['targetPort: http', 'targetPort: 8080'],
    ],
    rule: 'invalid-name',
    at: 'Deployment.apps shop/web spec.template.spec.containers[0].ports[0].name',
  },
  {
    name: 'a namespace of a kind that has none',
    replace: [['metadata:\n  name: fast\n', 'metadata:\n  name: fast\n  namespace: shop\n']],
    rule: 'dropped-field',
    at: 'StorageClass.storage.k8s.io fast metadata.namespace',
  },
  {
    name: 'a status',
    replace: [
      [
        '  minAvailable: 1\n  selector:\n    matchLabels:\n      app: web\n',
        '  minAvailable: 1\n  selector:\n    matchLabels:\n      app: web\nstatus: {currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 1, expectedPods: 1}\n',
      ],
    ],
    rule: 'dropped-field',
    at: 'PodDisruptionBudget.policy shop/web status',
  },
  {
    name: 'two objects of one name',
    replace: [
      [
        '---\napiVersion: v1\nkind: ConfigMap',
        '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n---\napiVersion: v1\nkind: ConfigMap',
      ],
    ],
    rule: 'duplicate-object',
    at: 'ServiceAccount shop/web metadata.name',
  },
  // Rules in CEL.
  {
    name: 'fields that a rule compares',
    replace: [['  daily: 2\n', '  daily: 8\n']],
    rule: 'cel-rule',
    at: 'Backup.example.com shop/uploads-backup spec.keep',
  },
  {
    name: 'a string that a rule refuses',
    replace: [['bucket: s3://backups/shop', 'bucket: http://backups/shop']],
    rule: 'cel-rule',
    at: 'Backup.example.com shop/uploads-backup spec.bucket',
    line: 'bucket: http',
  },
  {
    name: 'an object that a rule refuses',
    replace: [['name: uploads-backup', 'name: uploads-backup-of-the-shop']],
    rule: 'cel-rule',
    at: 'Backup.example.com shop/uploads-backup-of-the-shop ',
  },
  ...BROKEN_TOGETHER,
];
