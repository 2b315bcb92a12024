import type { BrokenCase } from './broken-case';

/** What is wrong with several objects together. */
export const BROKEN_TOGETHER: readonly BrokenCase[] = [
  // References.
  ...(
    [
      [
        'ServiceAccount',
        'serviceAccountName: web\n',
        'serviceAccountName: wbe\n',
        'Deployment.apps shop/web spec.template.spec.serviceAccountName',
      ],
      [
        'ConfigMap',
        '                  name: web\n                  key: greeting',
        '                  name: web-config\n                  key: greeting',
        'Deployment.apps shop/web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name',
      ],
      [
        'key of a ConfigMap',
        'key: greeting',
        'key: greetings',
        'Deployment.apps shop/web spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key',
      ],
      [
        'Secret',
        '                  name: shop-tls\n                  key: tls.key',
        '                  name: other-tls\n                  key: tls.key',
        'Deployment.apps shop/web spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.name',
      ],
      [
        'claim',
        'claimName: uploads',
        'claimName: upload',
        'Deployment.apps shop/web spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
      ],
      [
        'volume',
        '            - name: uploads\n',
        '            - name: upload\n',
        'Deployment.apps shop/web spec.template.spec.containers[0].volumeMounts[0].name',
      ],
      [
        'StorageClass',
        'storageClassName: fast',
        'storageClassName: faster',
        'PersistentVolumeClaim shop/uploads spec.storageClassName',
      ],
      [
        'Service',
        '                name: web\n                port',
        '                name: shop\n                port',
        'Ingress.networking.k8s.io shop/shop spec.rules[0].http.paths[0].backend.service.name',
      ],
      [
        'port of a Service',
        '                  number: 80\n',
        '                  number: 8080\n',
        'Ingress.networking.k8s.io shop/shop spec.rules[0].http.paths[0].backend.service.port.number',
      ],
      ['port of the pods', 'targetPort: http', 'targetPort: web', 'Service shop/web spec.ports[0].targetPort'],
      [
        'port of a probe',
        '              port: http\n',
        '              port: web\n',
        'Deployment.apps shop/web spec.template.spec.containers[0].readinessProbe.httpGet.port',
      ],
      [
        'Issuer',
        '    name: letsencrypt\n    kind: Issuer',
        '    name: letsencrypt\n    kind: ClusterIssuer',
        'Certificate.cert-manager.io shop/shop spec.issuerRef.name',
      ],
      [
        'Gateway',
        'gateways: [shop]',
        'gateways: [istio-system/shop]',
        'VirtualService.networking.istio.io shop/shop spec.gateways[0]',
      ],
      [
        'host of the mesh',
        '            host: web\n',
        '            host: web.store.svc.cluster.local\n',
        'VirtualService.networking.istio.io shop/shop spec.http[0].route[0].destination.host',
      ],
      [
        'Secret of a gateway',
        'credentialName: shop-tls',
        'credentialName: store-tls',
        'Gateway.networking.istio.io shop/shop spec.servers[0].tls.credentialName',
      ],
      [
        'what is scaled',
        '    kind: Deployment\n    name: web',
        '    kind: StatefulSet\n    name: web',
        'HorizontalPodAutoscaler.autoscaling shop/web spec.scaleTargetRef.name',
      ],
      [
        'Role',
        '  kind: Role\n  name: web\n',
        '  kind: ClusterRole\n  name: web\n',
        'RoleBinding.rbac.authorization.k8s.io shop/web roleRef.name',
      ],
      [
        'subject',
        '  - kind: ServiceAccount\n    name: web\n',
        '  - kind: ServiceAccount\n    name: web2\n',
        'RoleBinding.rbac.authorization.k8s.io shop/web subjects[0].name',
      ],
      ['AppProject', '  project: shop\n', '  project: store\n', 'Application.argoproj.io argocd/shop spec.project'],
    ] as const
  ).map(([name, text, by, at]): BrokenCase => ({
    name: `a reference: ${name}`,
    replace: [[text, by]],
    rule: 'dangling-reference',
    at,
  })),
  // Selectors.
  {
    name: 'a Service that selects no pod',
    replace: [['  selector:\n    app: web\n  ports', '  selector:\n    app: wbe\n  ports']],
    rule: 'unmatched-selector',
    at: 'Service shop/web spec.selector',
  },
  {
    name: 'a Deployment that does not select its own pods',
    replace: [
      [
        '  selector:\n    matchLabels:\n      app: web\n  template',
        '  selector:\n    matchLabels:\n      app: shop\n  template',
      ],
    ],
    rule: 'unmatched-selector',
    at: 'Deployment.apps shop/web spec.selector',
  },
  {
    name: 'a policy that selects no pod',
    replace: [
      ['  podSelector:\n    matchLabels:\n      app: web\n', '  podSelector:\n    matchLabels:\n      app: shop\n'],
    ],
    rule: 'unmatched-selector',
    at: 'NetworkPolicy.networking.k8s.io shop/web spec.podSelector',
  },
  {
    name: 'a second autoscaler of a workload',
    replace: [
      [
        '    name: web\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n',
        '    name: web\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web-more\n  namespace: shop\nspec:\n  maxReplicas: 8\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: web\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n',
      ],
    ],
    rule: 'rival-object',
    at: 'HorizontalPodAutoscaler.autoscaling shop/web-more spec.scaleTargetRef',
  },
  {
    name: 'a second budget of a pod',
    replace: [
      [
        '    name: web\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n',
        '    name: web\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: all\n  namespace: shop\nspec:\n  maxUnavailable: 1\n  selector: {}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n',
      ],
    ],
    rule: 'rival-object',
    at: 'PodDisruptionBudget.policy shop/all spec.selector',
  },
  {
    name: 'a budget that selects no pod',
    replace: [
      [
        '  minAvailable: 1\n  selector:\n    matchLabels:\n      app: web\n',
        '  minAvailable: 1\n  selector:\n    matchLabels:\n      app: shop\n',
      ],
    ],
    rule: 'unmatched-selector',
    at: 'PodDisruptionBudget.policy shop/web spec.selector',
  },
  {
    name: 'a monitor that selects no Service',
    replace: [
      [
        '  selector:\n    matchLabels:\n      app: web\n  endpoints',
        '  selector:\n    matchLabels:\n      app: shop\n  endpoints',
      ],
    ],
    rule: 'unmatched-selector',
    at: 'ServiceMonitor.monitoring.coreos.com shop/web spec.selector',
  },
  // Argo CD.
  {
    name: 'an object that waits for a later wave',
    replace: [
      [
        'metadata:\n  name: uploads\n',
        'metadata:\n  name: uploads\n  annotations: {argocd.argoproj.io/sync-wave: "5"}\n',
      ],
    ],
    rule: 'sync-wave',
    at: 'Deployment.apps shop/web spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
  },
  {
    name: 'a wave that is not a number',
    replace: [
      [
        'metadata:\n  name: uploads\n',
        'metadata:\n  name: uploads\n  annotations: {argocd.argoproj.io/sync-wave: first}\n',
      ],
    ],
    rule: 'argo-cd',
    at: 'PersistentVolumeClaim shop/uploads metadata.annotations["argocd.argoproj.io/sync-wave"]',
  },
  {
    name: 'a repository that the project does not permit',
    replace: [['    repoURL: https://git.example.com/shop.git', '    repoURL: https://git.example.com/other.git']],
    rule: 'app-project',
    at: 'Application.argoproj.io argocd/shop spec.source.repoURL',
  },
  {
    name: 'a namespace that the project does not permit',
    replace: [
      [
        '    server: https://kubernetes.default.svc\n    namespace: shop\n',
        '    server: https://kubernetes.default.svc\n    namespace: store\n',
      ],
    ],
    rule: 'app-project',
    at: 'Application.argoproj.io argocd/shop spec.destination.namespace',
  },
  // What is accepted and does not work.
  {
    name: 'a host that the Certificate of an Ingress does not cover',
    replace: [['    - hosts: [shop.example.com]', '    - hosts: [shop.example.com, www.example.com]']],
    rule: 'certificate-host',
    at: 'Ingress.networking.k8s.io shop/shop spec.tls[0].hosts[1]',
    line: 'www.example.com',
  },
  {
    name: 'a share of requests that a container does not state',
    replace: [
      ['              cpu: 100m\n', ''],
      ["              cpu: '1'\n", ''],
    ],
    rule: 'no-effect',
    at: 'HorizontalPodAutoscaler.autoscaling shop/web spec',
  },
  {
    name: 'an autoscaler of a workload of an old group',
    replace: [
      ['    apiVersion: apps/v1\n    kind: Deployment\n', '    apiVersion: extensions/v1beta1\n    kind: Deployment\n'],
    ],
    rule: 'no-effect',
    at: 'HorizontalPodAutoscaler.autoscaling shop/web spec.scaleTargetRef.apiVersion',
    line: 'extensions/v1beta1',
  },
  {
    name: 'a budget that permits no eviction',
    replace: [['  minAvailable: 1\n', '  minAvailable: 4\n']],
    rule: 'no-effect',
    at: 'PodDisruptionBudget.policy shop/web spec.minAvailable',
  },
  // Secrets and policies.
  {
    name: 'a Secret with content',
    replace: [
      [
        '---\napiVersion: v1\nkind: ConfigMap',
        '---\napiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\nstringData: {mode: fast}\n---\napiVersion: v1\nkind: ConfigMap',
      ],
    ],
    rule: 'secret',
    at: 'Secret shop/db ',
  },
  {
    name: 'a password in a ConfigMap',
    replace: [['  greeting: hello', '  greeting: hello\n  db-password: hunter2-Correct-Horse']],
    rule: 'secret',
    at: 'ConfigMap shop/web data.db-password',
  },
  {
    name: 'rules for a direction that the policy does not have',
    replace: [['policyTypes: [Ingress]', 'policyTypes: [Egress]']],
    rule: 'connectivity',
    at: 'NetworkPolicy.networking.k8s.io shop/web spec',
  },
  // Certificate authorities.
  {
    name: 'an authority whose key changes',
    replace: [['    rotationPolicy: Never', '    rotationPolicy: Always']],
    rule: 'certificate-authority',
    at: 'Certificate.cert-manager.io shop/root spec.privateKey.rotationPolicy',
    line: 'rotationPolicy: Always',
  },
  {
    name: 'a copy of an authority that no program refreshes',
    replace: [['    reflector.v1.k8s.emberstack.com/reflects: shop/root-tls', '    example.com/note: copied by hand']],
    rule: 'certificate-authority',
    at: 'ConfigMap shop/root-copy binaryData["ca.crt"]',
    line: 'ca.crt:',
  },
];
