import Ajv from 'ajv';
import { parse } from 'yaml';
import {
  Certificates,
  DevProfile,
  Dns,
  Egress,
  GitOpsApp,
  Installer,
  ManagedClusterProfile,
  NoneProfile,
  ProdProfile,
  VolumeClaimTemplate,
  VolumeSource,
} from '../../lib';
import { NETWORK_POLICY_SCHEMA } from '../support/network-policy-schema';
import { kubernetes, PlainCluster } from '../support/profiles';
import { describeSharedInCi } from '../support/shared';
import { crdErrors } from './crds';

describeSharedInCi('objects are valid under the schemas of their kinds', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = (id: string): PlainCluster => new PlainCluster(app, id, { kubernetes });
  const ocid = 'ocid1.x.oc1..a';
  const everything = { installer: Installer.platformOperator({ resource: 'everything' }) };
  new DevProfile(cluster('dev'), 'verrazzano', everything);
  new ManagedClusterProfile(cluster('managed'), 'verrazzano', everything);
  new NoneProfile(cluster('none'), 'verrazzano', everything);
  new ProdProfile(cluster('prod'), 'verrazzano', {
    ...everything,
    dns: Dns.oci({ dnsZoneName: 'a.b', dnsZoneOCID: ocid, dnsZoneCompartmentOCID: ocid, ociConfigSecret: 'oci' }),
    certificates: Certificates.letsEncrypt({ emailAddress: 'a@b.c', environment: 'staging' }),
    defaultVolumeSource: VolumeSource.claim('data'),
    volumeClaimTemplates: [VolumeClaimTemplate.of({ name: 'data', storage: '10Gi', accessModes: ['ReadWriteOnce'] })],
    security: { adminSubjects: [{ kind: 'User', name: 'a' }], monitorSubjects: [{ kind: 'Group', name: 'b' }] },
    network: { egress: Egress.denyEverywhereProven() },
    components: { grafana: { replicas: 2 }, ingressNGINX: { type: 'NodePort' }, kiali: { monitorChanges: false } },
  });
  const policy = new Ajv({ strict: false, allErrors: true }).compile(NETWORK_POLICY_SCHEMA);
  const objects = [...app.render()]
    .filter(([path]) => !path.startsWith('_host/') && path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .map(([path, text]) => ({ path, object: parse(text) as { apiVersion: string; kind: string } }))
    .filter(({ object }) => object.apiVersion !== 'v1');

  test.each(objects)('$path', ({ object }) => {
    if (object.kind !== 'NetworkPolicy') expect(crdErrors(object)).toEqual([]);
    else expect(policy(object) ? [] : policy.errors).toEqual([]);
  });

  test('an unknown field is found', () => {
    const object = {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      spec: { components: { grafna: {} } },
    };
    expect(crdErrors(object)).not.toEqual([]);
  });
});
