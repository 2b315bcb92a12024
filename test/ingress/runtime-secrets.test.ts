import { AdminCluster, Certificates, GitOpsApp, Installer, ProdProfile, type ProfileProps } from '../../lib';
import { authoritySteps, zoneSecrets } from '../../lib/ingress';
import { kubernetes } from '../support/profiles';
import { CERTIFICATE_MODES, DNS_MODES, platform } from './platforms';
import { inCi } from '../support/sample';

const [, { dns: oci }] = DNS_MODES;
const letsEncrypt = Certificates.letsEncrypt({ emailAddress: 'a@b.c' });

test('credentials of an OCI zone lie where they are read', () => {
  const places = (props: ProfileProps): readonly string[] =>
    zoneSecrets(platform(props)).map(({ namespace, name, keys }) => `${namespace}/${name}: ${keys.join()}`);
  expect(places({ dns: oci, certificates: letsEncrypt })).toEqual([
    'verrazzano-system/oci: oci.yaml',
    'cert-manager/oci: oci.yaml',
  ]);
  expect(places({ dns: oci })).toEqual(['verrazzano-system/oci: oci.yaml']);
  expect(places({})).toEqual([]);
});

test.each(CERTIFICATE_MODES)('$name: a private authority must be made known', ({ name, certificates }) => {
  const [step] = authoritySteps(platform({ dns: oci, certificates }));
  if (name === "Let's Encrypt production") {
    expect(step).toBeUndefined();
    return;
  }
  expect(step?.instructions).toContain(
    'create secret generic verrazzano-tls-ca -n verrazzano-system --from-file=cacerts.pem=',
  );
  expect(step?.instructions).toContain('create secret generic tls-ca -n cattle-system');
  const key = { 'self-signed': 'ca.crt', 'customer CA': 'tls.crt' }[name as string];
  if (key !== undefined) expect(step?.instructions).toContain(`{{index .data "${key}" | base64decode}}`);
});

inCi('with charts as installer both are in the output, with the objects', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  new ProdProfile(cluster, 'verrazzano', { dns: oci, certificates: letsEncrypt, installer: Installer.charts() });
  const files = app.render();
  expect(files.get('test/README.md')).toContain('| cert-manager | oci | oci.yaml | cert-manager-webhook-oci |');
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'test/objects/cluster-issuer/_cluster/ClusterIssuer.cert-manager.io.verrazzano-cluster-issuer.yaml',
      'test/objects/kiali-server/verrazzano-system/Ingress.networking.k8s.io.vmi-system-kiali.yaml',
    ]),
  );
});

test('nothing is written while host names are not known', () => {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  new ProdProfile(new AdminCluster(app, 'test', { kubernetes }), 'verrazzano', { installer: Installer.charts() });
  expect(() => app.render()).toThrow('which is known only in the cluster');
});
