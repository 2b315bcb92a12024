import { join } from 'path';
import {
  AdminCluster,
  Cni,
  DevProfile,
  Dns,
  ExternalSecrets,
  GitOpsApp,
  Installer,
  ManagedCluster,
  ManagedClusterProfile,
  MultiClusterApplication,
  ProdProfile,
  readFleet,
  VerrazzanoProject,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/multicluster' },
  // A change reaches the rest of the fleet when its tag is moved.
  rollout: {
    rings: [
      { name: 'canary', revision: 'ring-canary' },
      { name: 'rest', revision: 'ring-rest' },
    ],
  },
});

const dns = Dns.external('example.com');

// The admin cluster. Its Argo CD delivers to the managed clusters, through Rancher.
const prod = new AdminCluster(app, 'prod', {
  destination: { server: 'https://kubernetes.default.svc' },
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv', apiServerCidrs: ['10.0.0.0/28'] },
});
new ProdProfile(prod, 'verrazzano', { environmentName: 'prod', dns, components: { argoCD: { enabled: true } } });

// The managed clusters are data.
const fleet = new Map<string, ManagedCluster>();
for (const { name, kubernetes, ring, destination, environmentName, dnsSuffix, labels, settings } of readFleet(
  join(__dirname, 'clusters.yaml'),
)) {
  const cluster = new ManagedCluster(app, name, {
    admin: prod,
    kubernetes,
    registration: { labels },
    ...(ring !== undefined && { ring }),
    ...(destination !== undefined && { destination }),
  });
  const Profile = settings.profile === 'prod' ? ProdProfile : ManagedClusterProfile;
  new Profile(cluster, 'verrazzano', {
    environmentName,
    dns: Dns.external(dnsSuffix ?? 'example.com'),
    installer: settings.installer === 'charts' ? Installer.charts() : Installer.platformOperator(),
  });
  fleet.set(name, cluster);
}

// A project with an application on the two clusters in Europe: the admin cluster has it, and the agents of the clusters fetch it.
const shop = new VerrazzanoProject(prod, 'shop', {
  clusters: ['eu-1', 'eu-2'].flatMap((name) => fleet.get(name) ?? []),
  namespaces: ['shop'],
  admins: [{ kind: 'Group', name: 'shop-admins' }],
});
shop.addNetworkPolicy({
  name: 'from-the-gateway',
  namespace: 'shop',
  spec: {
    podSelector: { matchLabels: { 'app.oam.dev/name': 'hello' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ],
  },
});
new MultiClusterApplication(shop, 'hello', {
  namespace: 'shop',
  manifests: [
    {
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'Component',
      metadata: { name: 'hello-component' },
      spec: {
        workload: {
          apiVersion: 'oam.verrazzano.io/v1alpha1',
          kind: 'VerrazzanoHelidonWorkload',
          metadata: { name: 'hello-workload' },
          spec: {
            deploymentTemplate: {
              metadata: { name: 'hello-deployment' },
              podSpec: {
                containers: [
                  {
                    name: 'hello',
                    image: 'registry.example.com/shop/hello:1.0',
                    ports: [{ containerPort: 8080, name: 'http' }],
                  },
                ],
              },
            },
          },
        },
      },
    },
    {
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'ApplicationConfiguration',
      metadata: { name: 'hello' },
      spec: {
        components: [
          {
            componentName: 'hello-component',
            traits: [
              {
                trait: {
                  apiVersion: 'oam.verrazzano.io/v1alpha1',
                  kind: 'IngressTrait',
                  metadata: { name: 'hello-ingress' },
                  spec: { rules: [{ paths: [{ path: '/greet', pathType: 'Prefix' }] }] },
                },
              },
            ],
          },
        ],
      },
    },
  ],
});

// A laboratory of its own: without Rancher, so that External Secrets carries the registration.
const lab = new AdminCluster(app, 'lab', {
  apiServer: 'https://api.lab.example.com:6443',
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
});
new DevProfile(lab, 'verrazzano', { environmentName: 'lab', dns, components: { rancher: { enabled: false } } });

const lab1 = new ManagedCluster(app, 'lab-1', {
  admin: lab,
  kubernetes: { version: '1.27', cni: Cni.calico(), storageClass: 'standard' },
  registration: { secrets: ExternalSecrets.of({ store: 'vault' }) },
});
new ManagedClusterProfile(lab1, 'verrazzano', { environmentName: 'lab-1', dns });

export const result = app.synth();
