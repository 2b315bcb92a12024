import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import type { PlanChange, PlanStep } from '../../lib/exit/plan/plan-step';
import type { JsonObject } from '../../lib/values/json';
import { startApiServer, type ApiServer } from './api-server';
import { findAssets } from './kube-assets';
import { dumpOf, held, makePlatform, startCollector, syncWorkload } from './running-platform';

/** What no step may lose but the namespace of the operator. */
const KEPT =
  'configmaps,deployments,statefulsets,daemonsets,cronjobs,services,ingresses,serviceaccounts,persistentvolumeclaims';
const OF_OPERATOR = 'verrazzano-install';

/** Commands that need nothing but an API server and what every shell has. */
const RUNNABLE = /^(?:kubectl |mkdir |jq |rm |for kind in )/;
const NEEDS_MORE =
  /kubectl (?:-n \S+ )?(?:exec|wait|rollout|config)\b|kubectl --context|dist\/|xargs -I\{\} kubectl get/;

/** Kinds that a dump may lack; steps then find their objects in the cluster. */
const LACKING = new Set([
  'IngressTrait',
  'LoggingTrait',
  'MetricsTrait',
  'Module',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Secret',
  'VerrazzanoHelidonWorkload',
]);

/** A dump that lacks kinds, and who owns what. */
function lacking(dump: JsonObject): JsonObject {
  const items = (dump.items as readonly JsonObject[])
    .filter(({ kind }) => !LACKING.has(kind as string))
    .map((item) => ({ ...item, metadata: { ...(item.metadata as JsonObject), ownerReferences: [] } }));
  return { ...dump, items };
}

function isDone(server: ApiServer, { verb, object }: PlanChange): boolean {
  if (verb === 'apply' || object.includes('*')) return true;
  const found = held(server, object);
  if (verb === 'delete' || verb === 'orphan') return found === undefined;
  const { ownerReferences = [], finalizers = [] } = (found?.metadata ?? {}) as Record<string, readonly unknown[]>;
  if (verb === 'unfinalize') return finalizers.length === 0;
  if (verb === 'disown') return ownerReferences.length === 0;
  return [0, undefined].includes((found?.spec as { replicas?: number } | undefined)?.replicas);
}

const assets = findAssets();
const manager = typeof assets === 'string' ? '' : join(dirname(assets.apiServer), 'kube-controller-manager');
if (typeof assets === 'string' || !existsSync(manager)) {
  const missing = typeof assets === 'string' ? assets : `no ${manager}`;
  process.stderr.write(`test:cluster: commands of a plan: skipped: ${missing}\n`);
  test.skip(`commands of a plan (skipped: ${missing})`, () => undefined);
} else {
  describe('commands of a plan, with a real API server and its garbage collector', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-'));
    let server: ApiServer;
    let stop = (): void => undefined;

    beforeAll(async () => {
      server = await startApiServer(assets);
      stop = startCollector(manager, server);
    });
    afterAll(async () => {
      stop();
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Runs the lines of a step that need no more than the API server, and gives the messages of what fails. */
    const run = ({ id, commands }: PlanStep): readonly string[] => {
      const lines = commands.filter((line) => RUNNABLE.test(line) && !NEEDS_MORE.test(line));
      const PATH = [dirname(assets.kubectl), process.env.PATH].join(delimiter);
      const env = { ...process.env, KUBECONFIG: server.kubeconfig, PATH };
      const options = { input: lines.join('\n'), cwd: folder, env, encoding: 'utf8' } as const;
      const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail'], options);
      return status === 0 ? [] : [`${id}: ${stderr}`];
    };

    const running = (): readonly string[] => {
      const columns = 'custom-columns=kind:.kind,namespace:.metadata.namespace,name:.metadata.name';
      const lines = server.kubectl(['get', KEPT, '-A', '--no-headers', '-o', columns]).trim().split('\n');
      return lines.filter((line) => !line.includes(OF_OPERATOR));
    };

    test.each([
      ['whole', (dump: JsonObject) => dump],
      ['lacking what operators make', lacking],
    ])(
      'do what the steps say and lose nothing that runs; dump: %s',
      async (_, of) => {
        makePlatform(server);
        const before = running();
        const plan = planOf(adopt([{ file: 'dump.json', documents: [of(dumpOf(server))] }]));
        const wrong = plan.flatMap((step) => {
          const failed = run(step);
          if (step.id === 'sync-units') syncWorkload(server);
          const undone = step.changes.filter((change) => !isDone(server, change));
          return [...failed, ...undone.map(({ verb, object }) => `${step.id}: not done: ${verb} ${object}`)];
        });
        expect(wrong).toEqual([]);
        const container = JSON.stringify(syncWorkload(server, { readinessProbe: { tcpSocket: { port: 8080 } } }).spec);
        expect(container).toContain('tcpSocket');
        expect(container).not.toMatch(/httpGet|OF_RELEASE/);
        // The garbage collector looks at what was orphaned, and at what lost its owner.
        await new Promise((resolve) => setTimeout(resolve, 10_000));
        const after = new Set(running());
        expect(before.filter((line) => !after.has(line))).toEqual([]);
        const definitions = server.kubectl(['get', 'crd', '-o', 'name']).split('\n');
        expect(definitions.filter((name) => /verrazzano\.io|oam\.dev/.test(name))).toEqual([]);
      },
      600_000,
    );
  });
}
