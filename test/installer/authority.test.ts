import {
  AdminCluster,
  ChartSource,
  Certificates,
  Cni,
  Dns,
  GitOpsApp,
  Installer,
  ProdProfile,
  type ChartsProps,
} from '../../lib';
import { parse } from 'yaml';
import { inCi } from '../support/sample';

function render(
  authority: ChartsProps['authority'],
  certificates = Certificates.selfSigned(),
  source = ChartSource.release(),
): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
  const cluster = new AdminCluster(app, 'test', { kubernetes });
  const installer = Installer.charts({ source, ...(authority !== undefined && { authority }) });
  new ProdProfile(cluster, 'verrazzano', { installer, certificates, dns: Dns.external('apps.example.com') });
  return app.render();
}

function authoritiesIn(
  files: ReadonlyMap<string, string>,
): Array<{ metadata: { name: string }; spec: Record<string, unknown> }> {
  return [...files]
    .filter(([file]) => file.includes('Certificate.cert-manager.io'))
    .map(([, text]) => parse(text) as { metadata: { name: string }; spec: Record<string, unknown> })
    .filter(({ spec }) => spec['isCA'] === true);
}

test('every authority keeps its key for ten years; copies are a remaining step', () => {
  const files = render(undefined, Certificates.selfSigned(), ChartSource.maintained());
  const authorities = authoritiesIn(files);
  expect(authorities.map(({ metadata }) => metadata.name).sort()).toEqual([
    'opensearch-ca-cert',
    'verrazzano-ca-certificate',
  ]);
  for (const { spec } of authorities) {
    expect(spec).toMatchObject({ duration: '87600h', renewBefore: '8760h', privateKey: { rotationPolicy: 'Never' } });
  }
  expect(files.get('test/README.md')).toContain('Make components trust the authority');
  expect(files.get('test/README.md')).toContain('Prepare for published charts');
  expect([...files.keys()].filter((file) => file.includes('Bundle'))).toEqual([]);
});

inCi('trust-manager keeps the copies, and its installation is a step instead', () => {
  const files = render({ copies: 'trustManager', duration: '43800h' });
  const bundles = [...files].filter(([file]) => file.includes('Bundle.trust.cert-manager.io'));
  expect(bundles.map(([, text]) => (parse(text) as { metadata: { name: string } }).metadata.name)).toEqual([
    'tls-ca',
    'verrazzano-tls-ca',
  ]);
  expect(parse(bundles[0]?.[1] ?? '')).toMatchObject({
    spec: {
      sources: [{ secret: { name: 'verrazzano-ca-certificate-secret', key: 'ca.crt' } }],
      target: {
        secret: { key: 'cacerts.pem' },
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cattle-system' } },
      },
    },
  });
  const readme = files.get('test/README.md') ?? '';
  expect(readme).toContain("secretTargets.authorizedSecrets='{verrazzano-tls-ca,tls-ca}'");
  expect(readme).not.toContain('Make components trust the authority');
  expect(authoritiesIn(files)[0]?.spec).toMatchObject({ duration: '43800h', renewBefore: '4380h' });
});

inCi('an authority of your own is copied from its key pair', () => {
  const files = render({ copies: 'trustManager' }, Certificates.customCa({ secretName: 'corp-ca' }));
  const [, text = ''] = [...files].find(([file]) => file.includes('Bundle')) ?? [];
  expect(parse(text)).toMatchObject({ spec: { sources: [{ secret: { name: 'corp-ca', key: 'tls.crt' } }] } });
});

test.each([
  [{ duration: '10 years' }, 'authority.duration is not valid; got "10 years"'],
  [{ duration: '59m' }, 'authority.duration is not valid'],
  [{ copies: 'reflector' as 'step' }, 'authority.copies is unknown; got "reflector"; allowed trustManager, step'],
])('%j is refused', (authority, message) => {
  expect(() => Installer.charts({ authority })).toThrow(message);
});

inCi('certificates without an authority in a Secret cannot be copied', () => {
  const issuer = Certificates.issuer({ name: 'corp' });
  expect(() => render({ copies: 'trustManager' }, issuer)).toThrow(
    /authority.copies is trustManager, and certificates of kind issuer/,
  );
});
