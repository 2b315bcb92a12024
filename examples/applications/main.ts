import { Size } from 'cdk8s';
import { Cpu, Deployment, ServiceType } from 'cdk8s-plus-28';
import {
  AdminCluster,
  ApplicationNamespace,
  Cni,
  Dns,
  GitOpsApp,
  OamApplication,
  OamTrait,
  OamWorkload,
  ProdProfile,
  Rendering,
} from 'cdk8s-verrazzano';

const app = new GitOpsApp({
  repository: { url: 'https://git.example.com/platform.git', revision: 'main', path: 'dist/applications' },
});

const kubernetes = {
  version: '1.27',
  cni: Cni.calico(),
  storageClass: 'standard',
  apiServerCidrs: ['10.0.0.0/28'],
} as const;

// The same OAM applications on two clusters: one with the operators of Verrazzano, and one without OAM.
for (const [name, rendering] of [
  ['oam', Rendering.OAM],
  ['kubernetes', Rendering.KUBERNETES],
] as const) {
  const cluster = new AdminCluster(app, name, { kubernetes });
  new ProdProfile(cluster, 'verrazzano', { environmentName: name, dns: Dns.external('example.com') });

  // A microservice with ingress for one path.
  const hello = new ApplicationNamespace(cluster, 'hello-helidon');
  new OamApplication(hello, 'hello-helidon', {
    rendering,
    components: {
      'hello-helidon-component': {
        workload: OamWorkload.helidon({
          name: 'hello-helidon-workload',
          labels: { app: 'hello-helidon', version: 'v1' },
          deployment: {
            name: 'hello-helidon-deployment',
            pods: {
              containers: [
                {
                  name: 'hello-helidon-container',
                  image: 'ghcr.io/verrazzano/example-helidon-greet-app-v1:1.0.0-1-20230126194830-31cd41f',
                  ports: [{ containerPort: 8080, name: 'http' }],
                },
              ],
            },
          },
        }),
        traits: [
          OamTrait.ingress({
            name: 'hello-helidon-ingress',
            rules: [{ paths: [{ path: '/greet', pathType: 'Prefix' }] }],
          }),
        ],
      },
    },
  });

  // A book shop: a WebLogic domain in front, a microservice behind it, and a Coherence cluster that keeps the books.
  const books = new ApplicationNamespace(cluster, 'books', { quota: { pods: 40 } });
  const shop = new OamApplication(books, 'books', { rendering });
  const store = shop.addComponent('store', {
    workload: OamWorkload.coherence({
      coherence: {
        name: 'books-store',
        spec: {
          cluster: 'books-store',
          role: 'storage',
          replicas: 3,
          image: 'registry.example.com/books/store:1.0.0',
          imagePullSecrets: [{ name: 'registry' }],
          ports: [{ name: 'extend', port: 9000 }],
          coherence: { metrics: { enabled: true } },
          jvm: { memory: { heapSize: '1g' } },
        },
      },
    }),
  });
  const stock = shop.addComponent('stock', {
    workload: OamWorkload.helidon({
      deployment: {
        name: 'stock',
        pods: {
          containers: [
            {
              name: 'stock',
              image: 'registry.example.com/books/stock:1.0.0',
              ports: [{ containerPort: 8080, name: 'http' }],
              env: [{ name: 'COHERENCE_ADDRESS', value: 'books-store-extend' }],
            },
          ],
          imagePullSecrets: [{ name: 'registry' }],
        },
      },
    }),
    traits: [OamTrait.manualScaler({ replicaCount: 2 })],
  });
  const front = shop.addComponent('front', {
    workload: OamWorkload.webLogic({
      domain: {
        name: 'front',
        apiVersion: 'weblogic.oracle/v9',
        spec: {
          domainUID: 'front',
          domainHome: '/u01/domains/front',
          domainHomeSourceType: 'FromModel',
          image: 'registry.example.com/books/front:1.0.0',
          imagePullSecrets: [{ name: 'registry' }],
          webLogicCredentialsSecret: { name: 'front-weblogic-credentials' },
          clusters: [{ name: 'front-cluster-1' }],
          configuration: { model: { domainType: 'WLS', runtimeEncryptionSecret: 'front-runtime-encryption' } },
        },
      },
      clusters: [{ name: 'front-cluster-1', spec: { clusterName: 'cluster-1', replicas: 2 } }],
    }),
    traits: [
      OamTrait.ingress({
        name: 'books-ingress',
        rules: [
          {
            hosts: ['books.example.com'],
            paths: [{ path: '/books', pathType: 'Prefix' }],
            // The WebLogic operator makes this Service.
            destination: { host: 'front-cluster-cluster-1', port: 8001 },
          },
        ],
      }),
    ],
  });
  books.allow(front, stock, 'stock of a book', [8080]);
  books.allow(stock, store, 'books', [9000]);

  // Spring Boot, as plain containers.
  const spring = new ApplicationNamespace(cluster, 'springboot');
  new OamApplication(spring, 'springboot', {
    rendering,
    components: {
      'springboot-component': {
        workload: OamWorkload.containerized({
          name: 'springboot-workload',
          labels: { app: 'springboot' },
          containers: [
            {
              name: 'springboot-container',
              image: 'ghcr.io/verrazzano/example-springboot:1.0.0-1-20230126194830-31cd41f',
              ports: [{ name: 'http', containerPort: 8080 }],
            },
          ],
        }),
        traits: [
          OamTrait.metrics({ path: '/actuator/prometheus' }),
          OamTrait.ingress({ name: 'springboot-ingress', rules: [{ paths: [{ path: '/', pathType: 'Prefix' }] }] }),
        ],
      },
    },
  });

  // Workloads of cdk8s-plus, which are not of OAM.
  const notes = new ApplicationNamespace(cluster, 'notes');
  const metadata = (of: string) => ({ name: of, labels: { app: of } });
  const workload = (of: string, port: number): Deployment => {
    const deployment = new Deployment(notes.chart, of, {
      metadata: metadata(of),
      podMetadata: { labels: { app: of } },
      replicas: 2,
      containers: [
        {
          name: of,
          image: `registry.example.com/notes/${of}:1.0.0`,
          portNumber: port,
          resources: {
            cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
          },
        },
      ],
    });
    deployment.exposeViaService({ name: of, serviceType: ServiceType.CLUSTER_IP, ports: [{ name: 'http', port }] });
    return deployment;
  };
  const [web, api] = [workload('web', 8080), workload('api', 8081)];
  notes.expose(web);
  notes.expose(api, { name: 'web', path: '/api' });
  notes.scrape(api, 8081);
  notes.allow(web, api, 'notes of a user', [8081]);
}

export const result = app.synth();
