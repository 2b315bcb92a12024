import { readFileSync } from 'fs';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import {
  AdminCluster,
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
import { kubernetes } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly group: string;
    readonly versions: ReadonlyArray<{ readonly name: string; readonly schema: { readonly openAPIV3Schema: object } }>;
  };
}

/** A schema in which a field that nobody knows is an error, as `kubectl apply --validate=strict` sees it. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const open = 'additionalProperties' in copy || copy['x-kubernetes-preserve-unknown-fields'] === true;
  return 'properties' in copy && !open ? { ...copy, additionalProperties: false } : copy;
}

function validators(file: string): Map<string, ValidateFunction> {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const documents = readFileSync(sharedPath('crds', file), 'utf8').split(/^---$/m);
  const crds = documents.map((text) => parse(text) as Crd | null).filter((crd) => crd !== null);
  return new Map(
    crds.flatMap(({ spec: { group, names, versions } }) =>
      versions.map(({ name, schema }) => {
        const root = strict(schema.openAPIV3Schema) as { properties: object };
        // The API server knows metadata itself; the schema says no more than that it is an object.
        const properties = { ...root.properties, metadata: { type: 'object' } };
        return [`${group}/${name}/${names.kind}`, ajv.compile({ ...root, properties })] as const;
      }),
    ),
  );
}

describeShared('objects are valid under the schemas of their kinds', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = (id: string): AdminCluster => new AdminCluster(app, id, { kubernetes });
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
  const known = new Map([
    ...['install.verrazzano.io.yaml', 'argoproj.io.yaml'].flatMap((file) => [...validators(file)]),
    ['networking.k8s.io/v1/NetworkPolicy', new Ajv({ strict: false, allErrors: true }).compile(NETWORK_POLICY_SCHEMA)],
  ]);
  const objects = [...app.render()]
    .filter(([path]) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .map(([path, text]) => ({ path, object: parse(text) as { apiVersion: string; kind: string } }))
    .filter(({ object }) => object.apiVersion !== 'v1');

  test.each(objects)('$path', ({ object }) => {
    const validate = known.get(`${object.apiVersion}/${object.kind}`);
    expect(validate?.(object) === true ? [] : (validate?.errors ?? 'no schema')).toEqual([]);
  });

  test('a field that nobody knows is found', () => {
    const validate = known.get('install.verrazzano.io/v1beta1/Verrazzano');
    expect(validate?.({ spec: { components: { grafna: {} } } })).toBe(false);
  });
});
