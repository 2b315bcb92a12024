import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import { KubeadmConfig } from '../../lib/foundation/kubeadm/kubeadm-config';
import type { KubeadmConfigProps } from '../../lib/foundation/kubeadm/kubeadm-props';
import { builtAssets } from './kube-assets';

const DIST = join(__dirname, '..', '..', 'dist');

/** What `kubeadm config validate` says of a file; it decodes strictly. */
function validate(program: string, file: string): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, ['config', 'validate', '--config', file], {
    encoding: 'utf8',
    input: '',
  });
  return { status, output: stdout + stderr };
}

const CONFIGS: Readonly<Record<string, Omit<KubeadmConfigProps, 'version'>>> = {
  'one node': { nodes: [{ name: 'a', role: 'control-plane', address: '10.0.0.1', taints: [] }] },
  IPv6: {
    nodes: [{ name: 'a', role: 'control-plane', address: 'fd00::1' }],
    networking: { serviceSubnet: 'fd00:1::/108', podSubnet: 'fd00:2::/56' },
  },
  'several nodes and everything that can be stated': {
    controlPlaneEndpoint: 'api.example.com:6443',
    clusterName: 'rack',
    imageRepository: 'registry.example.com:5000/kubernetes',
    networking: { serviceSubnet: '10.96.0.0/22', podSubnet: '10.32.0.0/12', dnsDomain: 'cluster.example.com' },
    nodes: [
      { name: 'a', role: 'control-plane', address: '10.0.0.1' },
      { name: 'b.example.com', role: 'control-plane', address: '10.0.0.2', taints: [] },
      {
        name: 'c',
        role: 'worker',
        address: '10.0.0.3',
        labels: { pool: 'x', 'node.kubernetes.io/pool': 'y' },
        taints: [{ key: 'a/b', value: 'c', effect: 'NoExecute' }],
        kubeletExtraArgs: { v: '2' },
      },
    ],
    apiServer: {
      serviceNodePortRange: '80-60000',
      certSANs: ['*.example.com', '203.0.113.10'],
      extraArgs: { profiling: 'false' },
      extraVolumes: [{ name: 'audit', hostPath: '/a', mountPath: '/b', readOnly: true, pathType: 'FileOrCreate' }],
    },
    controllerManager: { extraArgs: { profiling: 'false' } },
    scheduler: { extraArgs: { profiling: 'false' } },
    etcd: { endpoints: ['https://10.0.0.9:2379'], caFile: '/ca', certFile: '/cert', keyFile: '/key' },
    kubelet: { maxPods: 200, evictionHard: { 'memory.available': '5%' }, serverTLSBootstrap: true },
    kubeProxy: { mode: 'ipvs', ipvs: { strictARP: true }, metricsBindAddress: '0.0.0.0:10249' },
  },
};

const program = [...(process.env.PATH ?? '').split(delimiter), builtAssets()]
  .map((folder) => join(folder, 'kubeadm'))
  .find((path) => existsSync(path));

if (program === undefined) {
  process.stderr.write('test:cluster: skipped: no kubeadm\n');
  test.skip('kubeadm (skipped: there is none)', () => undefined);
} else {
  describe('kubeadm config validate', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubeadm-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    const written = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('kubeadm.yaml'),
    );
    test('there are files in dist/', () => expect(written.length).toBeGreaterThan(0));
    test.each(written)('accepts dist/%s', (path) => {
      expect(validate(program, join(DIST, path))).toMatchObject({ status: 0, output: 'ok\n' });
    });

    /**
     * kubeadm 1.28 configures 1.27 and newer, and refuses an older version by its number alone: the files for those are evaluated with
     * another number. Their form is that of v1beta3, which 1.24 to 1.30 share.
     */
    const evaluated = (content: string): string =>
      content.replace(/^kubernetesVersion: .*1\.2[4-6]\..*$/m, 'kubernetesVersion: v1.27.16');
    const cases = ['1.24.17', '1.25.16', '1.26.15', '1.27.16', '1.28.15'].flatMap((version) =>
      Object.entries(CONFIGS).map(([name, props]) => [version, name, props] as const),
    );
    test.each(cases)('accepts %s with %s, and notices a misspelt field', (version, _, props) => {
      const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
      const cluster = new GitOpsCluster(app, 'rack');
      new KubeadmConfig(cluster, 'kubeadm', { ...props, version });
      const files = [...cluster.hostFiles].filter(([path]) => path.endsWith('kubeadm.yaml'));
      expect(files).toHaveLength(props.nodes.length);
      for (const [path, content] of files) {
        const file = join(folder, path.replace('/', '-'));
        writeFileSync(file, evaluated(content));
        expect(validate(program, file)).toMatchObject({ status: 0, output: 'ok\n' });
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('nodeRegistration:', 'nodeRegistraton:'));
        const { status, output } = validate(program, file);
        expect(status).not.toBe(0);
        expect(output).toContain('unknown field "nodeRegistraton"');
      }
    });
  });
}
