import { parse } from 'yaml';
import { Certificates, Cni, Dns, GitOpsApp, Installer, ProdProfile, type ComponentsProps } from '../../lib';
import { PlainCluster } from '../support/profiles';
import { inCi } from '../support/sample';

const ZONE = {
  dns: Dns.oci({
    dnsZoneName: 'example.com',
    dnsZoneOCID: 'ocid1.dns-zone.oc1..example',
    dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..example',
    ociConfigSecret: 'oci',
  }),
  certificates: Certificates.letsEncrypt({ emailAddress: 'admin@example.com' }),
};
const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const on = { enabled: true };

function rendered(components: ComponentsProps, delivery: 'argo-cd' | 'flux'): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, delivery });
  const cluster = new PlainCluster(app, 'test', { kubernetes });
  new ProdProfile(cluster, 'verrazzano', { installer: Installer.charts(), ...ZONE, components });
  return app.render();
}

function document(files: ReadonlyMap<string, string>, path: string): { spec: Record<string, unknown> } {
  return parse(files.get(path) ?? '') as { spec: Record<string, unknown> };
}

const APPLICATION = 'test/argocd/Application.argoproj.io.test-charts-external-dns.yaml';
const PROJECT = 'argocd/AppProject.argoproj.io.test.yaml';

describe('the configuration of Fluent Bit that the charts of external-dns and the Coherence operator both make', () => {
  inCi('stays with the Coherence operator: external-dns is not told of Fluent Bit', () => {
    const helm = (components: ComponentsProps): unknown =>
      (document(rendered(components, 'argo-cd'), APPLICATION).spec.source as { helm: { apiVersions?: unknown } }).helm
        .apiVersions;
    expect(helm({ fluentOperator: on })).toEqual(['networking.k8s.io/v1/Ingress']);
    expect(helm({ fluentOperator: on, coherenceOperator: { enabled: false } })).toBeUndefined();
    expect(helm({})).toBeUndefined();
  });

  inCi('is deleted from what Helm renders under Flux', () => {
    const files = rendered({ fluentOperator: on }, 'flux');
    const path = [...files.keys()].find((each) => /charts\/external-dns\/.*HelmRelease/.test(each)) ?? '';
    const [{ kustomize }] = document(files, path).spec.postRenderers as [{ kustomize: { patches: unknown[] } }];
    expect(kustomize.patches).toHaveLength(4);
    expect(kustomize.patches[0]).toEqual({
      target: { group: 'fluentbit.fluent.io', kind: 'FluentBitConfig', name: 'coherenceoperator-fbc' },
      patch: expect.stringMatching(/\$patch: delete/) as string,
    });
  });
});

test('objects of Fluent Bit are granted where its kinds are there', () => {
  const kinds = (components: ComponentsProps): readonly unknown[] =>
    (document(rendered(components, 'argo-cd'), PROJECT).spec.namespaceResourceWhitelist as Array<{ kind: string }>).map(
      ({ kind }) => kind,
    );
  const parsers = ['Filter', 'FluentBitConfig', 'Parser'];
  expect(kinds({ fluentOperator: on })).toEqual(expect.arrayContaining(parsers));
  expect(kinds({}).filter((kind) => parsers.includes(String(kind)))).toEqual([]);
});
