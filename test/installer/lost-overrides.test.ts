import {
  AdminCluster,
  ChartSource,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  Override,
  ProdProfile,
  type ComponentsProps,
} from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { inCi, sample } from '../support/sample';

function problemsOf(step: string, values: JsonObject): string {
  const chart = ChartSource.maintained({ step });
  return platformProblems({ keycloak: { chart, overrides: [Override.values(values)] } });
}

function platformProblems(components: ComponentsProps): string {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const profile = new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', {
    installer: Installer.charts(),
    dns: Dns.oci({
      dnsZoneName: 'example.com',
      dnsZoneOCID: 'ocid1.dns-zone.oc1..example',
      dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..example',
      ociConfigSecret: 'oci',
    }),
    components,
  });
  return profile.node.validate().join('\n');
}

test('an override that a published chart takes away, or sets to keep names, is an error that names it', () => {
  expect(problemsOf('7.1.11', { command: ['/start'], nameOverride: 'kc' })).toMatch(
    /command is lost: chart keycloakx 7.1.11 keeps what runs by another value; got \["\/start"\][^]*ChartSource.release/,
  );
  expect(problemsOf('7.1.11', { nameOverride: 'kc' })).toMatch(
    /components.keycloak.overrides\] nameOverride is lost: [^]* keeps what runs by another value; got "kc"; allowed "keycloak"/,
  );
});

inCi('others stay, and so does the chart of the release', () => {
  expect(problemsOf('7.1.11', { replicas: 3, nameOverride: 'keycloak' })).toBe('');
  expect(problemsOf('2.1.0', { image: { tag: '20.0.1' } })).toBe('');
  expect(problemsOf('release', { image: { tag: '20.0.1' }, command: ['/start'] })).toBe('');
});

const LOST: ReadonlyArray<readonly [keyof ComponentsProps, string, JsonObject, RegExp]> = [
  ['rancher', 'newest', { nodeSelector: { pool: 'system' } }, /nodeSelector is lost: chart rancher 2.14.4/],
  ['dns', 'closest', { replicas: 2 }, /replicas is lost: chart external-dns 1.11.0/],
  [
    'fluentOperator',
    'closest',
    { fluentbit: { envVars: [] } },
    /fluentbit.envVars is lost: chart fluent-operator 2.2.0/,
  ],
  ['fluentOperator', '2.3.0', { fluentbit: { envVars: [] } }, /^$/],
  ['opensearchOperator', 'closest', { ingress: { opensearch: { path: '/' } } }, /ingress is lost: chart opensearch-op/],
  [
    'thanos',
    'closest',
    { queryFrontend: { ingress: { enabled: true } } },
    /queryFrontend.ingress is lost: chart thanos/,
  ],
  ['argoCD', 'newest', { applicationSet: { enabled: false } }, /applicationSet.enabled is lost: chart argo-cd 10/],
  ['argoCD', '5.55.0', { applicationSet: { enabled: false } }, /^$/],
  ['coherenceOperator', '3.5.5', { webhooks: false }, /webhooks is lost: chart coherence-operator 3.5.5/],
];

test.each(sample(LOST, 3))('values that only charts before have are lost: %s %s', (key, step, values, message) => {
  const own = { chart: ChartSource.maintained({ step }), overrides: [Override.values(values)] };
  expect(platformProblems({ [key]: key === 'dns' ? own : { enabled: true, ...own } })).toMatch(message);
});

test('the audit log of Rancher stays on where the chart has a switch of its own', () => {
  const adapt = (step: string): JsonObject => {
    const source = ChartSource.maintained({ step: 'release', components: { rancher: step } });
    const chart = {
      component: 'rancher',
      project: 'verrazzano',
      path: '',
      name: '',
      version: '',
      valuesFiles: [],
    } as const;
    return source.locate(chart, { url: '', revision: '' }).adapt!({ auditLog: { level: 1 } });
  };
  expect(adapt('2.11.0').auditLog).toEqual({ level: 1 });
  expect(adapt('2.12.0').auditLog).toEqual({ level: 1, enabled: true });
});

test('options of restic become those of the node agent of Velero', () => {
  const source = ChartSource.maintained({ step: 'release', components: { velero: 'newest' } });
  const chart = {
    component: 'velero',
    project: 'verrazzano',
    path: '',
    name: '',
    version: '',
    valuesFiles: [],
  } as const;
  const adapted = source.locate(chart, { url: '', revision: '' }).adapt!({
    configuration: { resticTimeout: '2h', defaultVolumesToRestic: true },
    restic: { privileged: true },
  });
  expect(adapted).toMatchObject({
    configuration: { fsBackupTimeout: '2h', defaultVolumesToFsBackup: true },
    nodeAgent: { containerSecurityContext: { privileged: true, capabilities: { drop: ['ALL'] } } },
  });
});
