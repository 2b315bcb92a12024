import type { ChildProcess } from 'child_process';
import { spawn, spawnSync } from 'child_process';
import { generateKeyPairSync } from 'crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'fs';
import type { AddressInfo } from 'net';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import type { KubeAssets } from './kube-assets';

/** What a run of kubectl gave. */
export interface KubectlResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real API server with its own etcd, both on loopback addresses and with no state at the start. No node, no controllers. */
export interface ApiServer {
  /** Path of a kubeconfig with all rights. */
  readonly kubeconfig: string;
  /** Runs kubectl. */
  run(args: readonly string[], input?: string): KubectlResult;
  /**
   * Runs kubectl and gives what it printed.
   * @throws Error with its messages when it fails
   */
  kubectl(args: readonly string[], input?: string): string;
  /** Ends both programs and removes their files. */
  stop(): Promise<void>;
}

const START_SECONDS = 180;

/**
 * Starts etcd and an API server, and waits until it is ready.
 * @throws Error with the end of the log when it does not become ready
 */
export async function startApiServer(assets: KubeAssets): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'api-server-'));
  const [client = 0, peer = 0, port = 0] = await freePorts(3);
  const started: ChildProcess[] = [];
  const start = (name: string, program: string, args: readonly string[]): void => {
    const log = openSync(join(folder, `${name}.log`), 'w');
    started.push(spawn(program, args, { stdio: ['ignore', log, log] }));
  };
  const stop = async (): Promise<void> => {
    for (const process of started.reverse()) await end(process);
    rmSync(folder, { recursive: true, force: true });
  };

  start('etcd', assets.etcd, [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=http://127.0.0.1:${client}`,
    `--advertise-client-urls=http://127.0.0.1:${client}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    '--unsafe-no-fsync',
  ]);
  start('kube-apiserver', assets.apiServer, apiServerFlags(folder, client, port));
  const kubeconfig = writeKubeconfig(folder, port);
  const env = { ...process.env, KUBECONFIG: kubeconfig, KUBECACHEDIR: join(folder, 'cache') };
  const run = (args: readonly string[], input?: string): KubectlResult => {
    const { status, stdout, stderr, error } = spawnSync(assets.kubectl, args, {
      env,
      ...(input === undefined ? {} : { input }),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (error !== undefined) throw error;
    return { status: status ?? 1, stdout, stderr };
  };
  const kubectl = (args: readonly string[], input?: string): string => {
    const { status, stdout, stderr } = run(args, input);
    if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${status}\n${stderr}${stdout}`);
    return stdout;
  };
  for (let second = 0; run(['get', '--raw', '/readyz']).status !== 0; second++) {
    if (second < START_SECONDS && started.every(({ exitCode }) => exitCode === null)) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      continue;
    }
    const log = readFileSync(join(folder, 'kube-apiserver.log'), 'utf8').split('\n').slice(-20).join('\n');
    await stop();
    throw new Error(`the API server does not become ready:\n${log}`);
  }
  return { kubeconfig, run, kubectl, stop };
}

const TOKEN = 'test';

function apiServerFlags(folder: string, etcd: number, port: number): string[] {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(join(folder, 'sa.key'), keys.privateKey, { mode: 0o600 });
  writeFileSync(join(folder, 'sa.pub'), keys.publicKey);
  writeFileSync(join(folder, 'tokens.csv'), `${TOKEN},test,test,system:masters\n`, { mode: 0o600 });
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--allow-privileged',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
  ];
}

function writeKubeconfig(folder: string, port: number): string {
  const path = join(folder, 'kubeconfig');
  const name = 'test';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name, user: { token: TOKEN } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  writeFileSync(path, stringify(config), { mode: 0o600 });
  return path;
}

/** Different ports of the loopback address that nothing listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  const kill = setTimeout(() => process.kill('SIGKILL'), 10_000);
  process.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}
