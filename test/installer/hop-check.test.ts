import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ChartSource, Cni, Dns, GitOpsApp, Installer, NoneProfile, resultText } from '../../lib';
import { PlainCluster } from '../support/profiles';
import { sample } from '../support/sample';

const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard', apiServerCidrs: ['10.0.0.0/28'] };
const on = { enabled: true };
let outdir: string;
beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), 'hops-'))));
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

interface Options {
  readonly delivery?: 'argo-cd' | 'flux';
  readonly component?: string;
  readonly cluster?: string;
}

function synth(
  step: string | undefined,
  acceptHops: readonly string[] = [],
  { delivery = 'argo-cd', component = 'keycloak', cluster = 'test' }: Options = {},
) {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' }, outdir, delivery });
  new NoneProfile(new PlainCluster(app, cluster, { kubernetes }), 'verrazzano', {
    installer: Installer.charts({
      acceptHops,
      ...(step !== undefined && {
        source: ChartSource.maintained({ step: 'release', components: { [component]: step } }),
      }),
    }),
    dns: Dns.wildcard('nip.io', { address: '10.0.0.1' }),
    // No more than what hops are judged of here: all components of a profile take many times as long.
    components: { grafana: on, keycloak: on, mySQLOperator: on },
  });
  return app.synth();
}

const file = (): string =>
  readFileSync(join(outdir, 'test/argocd/Application.argoproj.io.test-charts-keycloak.yaml'), 'utf8');

test('a hop is evaluated against the committed output: errors refuse it until they are accepted', () => {
  expect(synth(undefined).notices).toEqual([]);
  const adopted = synth('closest').notices;
  expect(adopted).toEqual([
    expect.stringContaining('[test] hop keycloak release 2.1.0: the image and the theme of the login page'),
    expect.stringContaining('the platform operator created the realm'),
  ]);
  // Nothing changes any more, so that nothing is evaluated.
  expect(synth('closest').notices).toEqual([]);
  const before = file();
  expect(() => synth('7.1.11')).toThrow(/skips 21, 22, 25[^]*acceptHops: \['keycloak 2\.1\.0 7\.1\.11'\]/);
  expect(file()).toBe(before);
  const result = synth('7.1.11', ['keycloak 2.1.0 7.1.11']);
  expect(result.notices.join('\n')).toContain('skips 21');
  expect(resultText(result)).toContain('notice [test] hop keycloak 2.1.0 7.1.11');
  expect(file()).toContain('targetRevision: 7.1.11');
  expect(() => synth('2.2.2')).toThrow('hop keycloak 7.1.11 2.2.2: 2.2.2 comes before 7.1.11');
}, 60_000);

test('a HelmRelease of Flux is evaluated as an Application is', () => {
  const flux = { delivery: 'flux', component: 'grafana' } as const;
  expect(synth('closest', [], flux).notices).toEqual([]);
  const leftOut = '[test] hop grafana 7.5.17 12.11.1: skips 6.50.7';
  expect(synth('newest', [], flux).notices).toContainEqual(expect.stringContaining(leftOut));
  expect(() => synth('closest', [], flux)).toThrow('hop grafana 12.11.1 7.5.17: 7.5.17 comes before 12.11.1');
}, 60_000);

test.each(sample(['argo-cd', 'flux'], 1))(
  'a cluster may have the name of the folder of charts, with %s',
  (delivery) => {
    const grafana = { delivery, component: 'grafana', cluster: 'charts' };
    synth('newest', [], grafana);
    expect(() => synth('closest', [], grafana)).toThrow('[charts] hop grafana 12.11.1 7.5.17');
  },
  60_000,
);

test('so is an object that states the version', () => {
  const mysql = { component: 'mysql' };
  expect(synth(undefined, [], mysql).notices).toEqual([]);
  expect(() => synth('newest', [], mysql)).toThrow(/hop mysql release /);
}, 60_000);

test('an accepted hop names a component and two versions', () => {
  expect(() => Installer.charts({ acceptHops: ['keycloak'] })).toThrow('acceptHops names no hop; got "keycloak"');
  expect(() => Installer.charts({ acceptHops: ['keycloack 1 2'] })).toThrow('acceptHops names no hop');
});
