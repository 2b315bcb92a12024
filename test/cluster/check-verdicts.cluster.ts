import { ACCEPTED, REFUSED } from '../checks/refused-cases';
import { changed, findingsOf, mutations, pathOf, richObjects } from '../checks/rich-objects';
import { runs } from '../support/fc-runs';
import type { ApiServer } from './api-server';
import { startApiServer } from './api-server';
import { DryRun } from './dry-run';
import { findAssets } from './kube-assets';

/** Where `check` and the API server differ on purpose, by the name of the mutation. */
const KNOWN: ReadonlyArray<readonly [pattern: RegExp, why: string]> = [
  [
    /^StatefulSet spec\.(?:template|volumeClaimTemplates|revisionHistoryLimit)/,
    'refused later, when its pods and claims are made',
  ],
  [/\.image = /, 'refused later, when the pods are made'],
  [/^\w+ metadata\.namespace/, 'the namespace is not in the input'],
  [/^(?:LimitRange|PodDisruptionBudget) metadata/, 'the API server does not check these names'],
  [/nodePort/, 'refused later, when the port is taken'],
  [/serviceAccountName|runtimeClassName|priorityClassName|clusterIP = "10/, 'what else is in the cluster decides'],
  [/procMount|localhostProfile = ""/, 'behind a feature gate, or of no effect'],
  [/null/, 'an empty value'],
  [/^(?:Event|CSINode|PriorityLevelConfiguration) |^Node spec\.podCIDRs/, 'not written by hand'],
  [/^LimitRange spec\.limits\.\d+\.min|allowedTopologies = |resources = \["\*/, 'too rare'],
  [/onExitCodes\.containerName = ""|^Endpoints .*nodeName = ""|ssh-privatekey = ""|nonResourceURLs/, 'too rare'],
];

const assets = findAssets();
(typeof assets === 'string' ? describe.skip : describe)('check and the API server', () => {
  let server: ApiServer;
  let dryRun: DryRun;
  beforeAll(async () => {
    if (typeof assets === 'string') return;
    server = await startApiServer(assets);
    for (const name of ['shop', 'b']) server.kubectl(['create', 'namespace', name]);
    server.kubectl(['-n', 'shop', 'create', 'serviceaccount', 'web']);
    const runtime = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'gvisor' },
      handler: 'runsc',
    };
    server.kubectl(['apply', '-f', '-'], JSON.stringify(runtime));
    dryRun = new DryRun(server);
  });
  afterAll(async () => server?.stop());

  test('the API server takes every valid object', async () => {
    for (const object of richObjects()) expect(await dryRun.verdict(object)).toMatchObject({ accepted: true });
  });

  test('the API server refuses what the cases say, and takes the others', async () => {
    const objects = richObjects();
    for (const [cases, isTaken] of [
      [REFUSED, false],
      [ACCEPTED, true],
    ] as const) {
      for (const [name, path, value] of cases) {
        const good = objects.find(
          ({ kind, metadata }) => `${kind as string}/${(metadata as { name: string }).name}` === name,
        );
        const { accepted } = await dryRun.verdict(changed(good ?? {}, pathOf(path), value));
        expect([name, path, accepted]).toEqual([name, path, isTaken]);
      }
    }
  });

  test('both come to the same verdict over changed objects', async () => {
    const all = richObjects().flatMap((object) => [...mutations(object)]);
    const some = all.filter((_, index) => index % Math.max(1, Math.floor(all.length / runs(1500, 20000))) === 0);
    const differing: string[] = [];
    let compared = 0;
    for (const { name, object } of some) {
      if (KNOWN.some(([pattern]) => pattern.test(name))) continue;
      const { accepted, message } = await dryRun.verdict(object);
      const found = findingsOf(object);
      const isRefused = found.some(({ severity }) => severity === 'error');
      compared++;
      // A warning is enough for what is refused, and no more than that for what is accepted.
      if (accepted ? isRefused : found.length === 0) {
        const ours = found.map(({ field, message: text }) => `${field} ${text}`).join('; ');
        differing.push(`${name}: ${accepted ? `accepted, but: ${ours}` : `refused: ${message}`}`);
      }
    }
    process.stderr.write(`test:cluster: ${compared} changed objects compared\n`);
    expect(differing).toEqual([]);
  });
});
