import { Certificates } from '../../lib/values/certificates';
import { Cni } from '../../lib/values/cni';
import { Dns } from '../../lib/values/dns';
import { Override } from '../../lib/values/override';
import { Registry } from '../../lib/values/registry';
import { SecretReference } from '../../lib/values/secret-reference';
import { VolumeClaimTemplate, VolumeSource } from '../../lib/values/volume';
import { kubernetesFactsProblems } from '../../lib/values/kubernetes-facts';

const OCID = 'ocid1.dns-zone.oc1..abc';
const oci = { dnsZoneName: 'example.com', dnsZoneOCID: OCID, dnsZoneCompartmentOCID: OCID, ociConfigSecret: 'oci' };

describe('Dns', () => {
  test('writes the fields of the Verrazzano resource', () => {
    expect(Dns.wildcard().toSpec()).toEqual({ wildcard: { domain: 'nip.io' } });
    expect(Dns.wildcard('sslip.io').toSpec()).toEqual({ wildcard: { domain: 'sslip.io' } });
    expect(Dns.external('apps.example.com').toSpec()).toEqual({ external: { suffix: 'apps.example.com' } });
    expect(Dns.oci({ ...oci, dnsScope: 'PRIVATE' }).toSpec()).toEqual({ oci: { ...oci, dnsScope: 'PRIVATE' } });
  });

  test('refuses every bad field at once', () => {
    const bad = {
      ...oci,
      dnsZoneName: 'Example',
      dnsZoneOCID: 'zone',
      ociConfigSecret: '',
    };
    expect(() => Dns.oci(bad)).toThrow(
      /\[Dns\.oci\] dnsZoneName .* got "Example"; allowed host name[^]*ociConfigSecret[^]*dnsZoneOCID is not an OCID; got "zone"/,
    );
    expect(() => Dns.oci({ ...oci, dnsScope: 'EVERYWHERE' as 'GLOBAL' })).toThrow(
      '[Dns.oci] dnsScope is unknown; got "EVERYWHERE"; allowed GLOBAL, PRIVATE',
    );
    expect(() => Dns.wildcard('-')).toThrow('[Dns.wildcard] domain is not a valid name; got "-"');
    expect(() => Dns.external('')).toThrow('[Dns.external] suffix is not a valid name; got ""');
  });
});

describe('Certificates', () => {
  test('writes the fields of the Verrazzano resource', () => {
    expect(Certificates.selfSigned().toSpec()).toEqual({});
    expect(Certificates.customCa({ secretName: 'ca' }).toSpec()).toEqual({
      clusterResourceNamespace: 'cert-manager',
      ca: { secretName: 'ca' },
    });
    expect(Certificates.letsEncrypt({ emailAddress: 'a@b.example' }).toSpec()).toEqual({
      letsEncrypt: { emailAddress: 'a@b.example' },
    });
  });

  test('a CA of your own needs its Secret', () => {
    expect(Certificates.customCa({ secretName: 'ca', clusterResourceNamespace: 'certs' }).requiredSecret).toEqual({
      namespace: 'certs',
      name: 'ca',
      keys: ['tls.crt', 'tls.key'],
    });
  });

  test('refuses every bad field at once', () => {
    expect(() => Certificates.customCa({ secretName: 'A', clusterResourceNamespace: 'b.c' })).toThrow(
      /secretName is not a valid name; got "A"[^]*clusterResourceNamespace is not a valid name; got "b\.c"/,
    );
    expect(() => Certificates.letsEncrypt({ emailAddress: 'nobody' })).toThrow(
      'emailAddress is not an e-mail address; got "nobody"',
    );
    const bad = { emailAddress: 'a@b.example', environment: 'test' as 'staging' };
    expect(() => Certificates.letsEncrypt(bad)).toThrow(
      'environment is unknown; got "test"; allowed staging, production',
    );
  });
});

describe('Override', () => {
  test('writes one of the three sources', () => {
    expect(Override.values({ replicas: 2 }).toSpec()).toEqual({ values: { replicas: 2 } });
    expect(Override.configMap('cm', 'values.yaml').toSpec()).toEqual({
      configMapRef: { name: 'cm', key: 'values.yaml', optional: undefined },
    });
    const secret = SecretReference.of('s', 'k');
    expect(Override.secret(secret, { optional: true }).toSpec()).toEqual({
      secretRef: { name: 's', key: 'k', optional: true },
    });
  });

  test('only a Secret that is not optional must exist', () => {
    const secret = SecretReference.of('s', 'k');
    expect(Override.secret(secret).requiredSecret).toBe(secret);
    expect(Override.secret(secret, { optional: true }).requiredSecret).toBeUndefined();
  });

  test('refuses values that are no object, and bad names', () => {
    expect(() => Override.values([] as never)).toThrow('[Override.values] chart values are not an object; got []');
    expect(() => Override.configMap('A', 'k')).toThrow('[Override.configMap] name is not a valid name; got "A"');
    expect(() => SecretReference.of('A', '')).toThrow(
      /name is not a valid name; got "A"[^]*key is not a valid key; got ""/,
    );
  });
});

describe('Registry', () => {
  test('names images below host and prefix', () => {
    expect(Registry.private({ registry: 'r.example.com:5000' }).image('a/b')).toBe('r.example.com:5000/a/b');
    expect(Registry.private({ registry: 'r', repository: 'x/y' }).image('a/b')).toBe('r/x/y/a/b');
  });

  test('refuses a scheme and upper case paths', () => {
    expect(() => Registry.private({ registry: 'https://r', repository: 'X' })).toThrow(
      /registry is not a host; got "https:\/\/r"[^]*repository is not an image path; got "X"/,
    );
  });
});

describe('Cni', () => {
  test.each([
    [Cni.calico(), 'Calico', true],
    [Cni.cilium(), 'Cilium', true],
    [Cni.weave(), 'Weave Net', true],
    [Cni.antrea(), 'Antrea', true],
    [Cni.kubeRouter(), 'kube-router', true],
    [Cni.flannel(), 'Flannel', false],
    [Cni.flannel({ calico: true }), 'Flannel', true],
    [Cni.okeFlannel(), 'OKE flannel overlay', false],
    [Cni.okeVcnNative({ calico: true }), 'OCI VCN-native pod networking', true],
    [Cni.of({ name: 'mine', enforcesNetworkPolicies: false }), 'mine', false],
  ])('%# says whether it enforces NetworkPolicies', (cni, name, enforces) => {
    expect([cni.name, cni.enforcesNetworkPolicies]).toEqual([name, enforces]);
  });

  test('has a name', () => {
    expect(() => Cni.of({ name: ' ', enforcesNetworkPolicies: true })).toThrow('[Cni.of] name is empty');
  });
});

describe('volumes', () => {
  test('a template takes the StorageClass of the cluster unless it names one', () => {
    const props = { name: 'data', storage: '10Gi' };
    expect(VolumeClaimTemplate.of(props).toSpec('standard').spec).toMatchObject({ storageClassName: 'standard' });
    expect(VolumeClaimTemplate.of({ ...props, storageClass: 'fast' }).toSpec('standard').spec).toMatchObject({
      storageClassName: 'fast',
    });
  });

  test('a template has a name and a size', () => {
    expect(() => VolumeClaimTemplate.of({ name: 'A', storage: 'much' })).toThrow(
      /name is not a valid name; got "A"[^]*storage is not a quantity; got "much"/,
    );
  });

  test('sources write the fields of the Verrazzano resource', () => {
    expect(VolumeSource.emptyDir().toSpec()).toEqual({ emptyDir: {} });
    expect(VolumeSource.claim('data').toSpec()).toEqual({ persistentVolumeClaim: { claimName: 'data' } });
  });
});

describe('kubernetesFactsProblems', () => {
  const facts = { version: '1.27.3', cni: Cni.calico(), storageClass: 'standard' };

  test.each(['1.24', '1.25.1', '1.26', '1.27'])('accepts Kubernetes %s', (version) => {
    expect(kubernetesFactsProblems({ ...facts, version })).toEqual([]);
  });

  test.each(['1.23', '1.28', '1', 'v1.27', ''])('refuses Kubernetes "%s"', (version) => {
    expect(kubernetesFactsProblems({ ...facts, version })).toHaveLength(1);
  });

  test('a cluster has a CNI and a CSI plugin', () => {
    expect(kubernetesFactsProblems({ version: '1.27' }).map(({ what }) => what)).toEqual([
      'the cluster has no CNI plugin',
      'the cluster has no CSI plugin with a StorageClass',
    ]);
  });

  test.each(['10.0.0.1', '10.0.0.256/24', '10.0.0.0/33', 'x'])(
    'refuses "%s" as addresses of the API server',
    (cidr) => {
      expect(kubernetesFactsProblems({ ...facts, apiServerCidrs: ['10.0.0.0/28', cidr] })).toMatchObject([
        { got: cidr },
      ]);
    },
  );
});
