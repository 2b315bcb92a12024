import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import { planInputs } from '../../lib/exit/plan/plan-inputs';
import type { PlanStep } from '../../lib/exit/plan/plan-step';
import { planPage } from '../../lib/exit/plan/plan-text';
import type { JsonObject } from '../../lib/values/json';
import { listOf } from '../../scripts/exit/model-dump';
import { sample } from '../support/sample';
import { PROGRAMS } from './plan-programs';

/** Subcommands with the options that they have, as the reference pages of kubectl 1.27, Argo CD 2.8, Velero 1.9 and Helm 3 list them. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'kubectl api-resources': ['-o', '--verbs'],
  'kubectl apply': ['-n', '-f', '--context'],
  'kubectl config set-context': ['--current', '--namespace'],
  'kubectl delete': ['-n', '-l', '-f', '--cascade', '--ignore-not-found'],
  'kubectl exec': ['-n', '-c', '-i'],
  'kubectl get': ['-n', '-A', '-l', '-o', '--ignore-not-found', '--show-managed-fields'],
  'kubectl patch': ['-n', '-p', '--type', '--patch-file', '--context'],
  'kubectl replace': ['-f'],
  'kubectl rollout status': ['-n'],
  'kubectl scale': ['--context', '-n', '--replicas'],
  'kubectl wait': ['-n', '--for', '--timeout'],
  'argocd app delete': ['--cascade', '--yes'],
  'argocd app diff': [],
  'argocd app list': [],
  'argocd app sync': ['--server-side', '--prune'],
  'argocd app wait': ['--health', '--timeout'],
  'argocd cluster add': ['--name', '--upsert', '--yes'],
  'etcdctl snapshot save': ['--endpoints', '--cacert', '--cert', '--key'],
  'etcdctl snapshot status': [],
  'git add': ['--all'],
  'git commit': ['-m'],
  'git push': [],
  'git worktree add': ['--detach'],
  'git worktree remove': ['--force'],
  'helm upgrade': ['--install', '--repo', '--version', '--namespace', '--create-namespace', '--wait'],
  'npm install': [],
  'npm run synth': [],
  'npx cdk8s-verrazzano adopt': ['--force', '--json', '--output', '--repository', '--synthesized'],
  'npx cdk8s-verrazzano check': [],
  'npx cdk8s-verrazzano connectivity': ['--diff'],
  'npx cdk8s-verrazzano diff': ['--git', '--fail-on'],
  'npx cdk8s-verrazzano hop': [],
  'npx cdk8s-verrazzano images': [],
  'npx cdk8s-verrazzano init': ['--directory'],
  'npx cdk8s-verrazzano ladder': ['--findings'],
  'velero backup create': ['--namespace', '--default-volumes-to-restic', '--wait'],
  'velero backup describe': ['--namespace', '--details'],
};

/** What every shell has, or the steps name with its file. */
const TOOLS = new Set(
  'base64 cat cd cp curl cut do done export for grep jq mkdir mysqldump read rm sh test tr while xargs'.split(' '),
);

function planOfProgram(items: readonly JsonObject[]): readonly PlanStep[] {
  return planOf(adopt([{ file: 'dump.json', documents: [listOf(items)] }]));
}

const EXAMPLE = JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'exit', 'dump.json'), 'utf8')) as {
  readonly items: readonly JsonObject[];
};
const PLANS = [['the example', EXAMPLE.items] as const, ...sample(Object.entries(PROGRAMS), 4)].map(
  ([name, items]) => [name, planOfProgram(items)] as const,
);

/** A command without what is quoted, cut at pipes, lists and substitutions. */
function simpleCommands(line: string): readonly string[] {
  const bare = line.replace(/ {2}# .*$/, '').replace(/'[^']*'/g, 'QUOTED');
  return bare
    .split(/\$\(|[()|;]|&&|(?<=QUOTED)"|<<</)
    .map((part) =>
      part
        .replace(/["]/g, '')
        .replace(/(?:>|<) *\S+/g, '')
        .trim(),
    )
    .map((part) =>
      part.replace(/^(?:do(?= )|while(?= )|for \w+ in|[A-Z]+=\S*|xargs (?:-r )?(?:-I\{\} )?) */, '').trim(),
    )
    .filter((part) => /^[a-z]/.test(part));
}

/** Why a command is not one that is known. */
function unknownIn(command: string): string | undefined {
  const words = command.split(/\s+/);
  const plain = words.filter((word, at) => !word.startsWith('-') && !['-n', '--context'].includes(words[at - 1] ?? ''));
  const found = [3, 2].map((length) => plain.slice(0, length).join(' ')).find((text) => Object.hasOwn(COMMANDS, text));
  if (found === undefined) return TOOLS.has(words[0] ?? '') ? undefined : `unknown: ${command}`;
  const ends = words.indexOf('--');
  const options = words.slice(0, ends === -1 ? undefined : ends).filter((word) => /^--?[a-z]/i.test(word));
  const bad = options
    .map((word) => word.replace(/=.*$/, ''))
    .filter((word) => COMMANDS[found]?.includes(word) !== true);
  return bad.length === 0 ? undefined : `${found}: ${bad.join(', ')}`;
}

/** What writes to a cluster; `exec` and backups do not change what the plan is about. */
const WRITES =
  /^(?:kubectl (?:-n \S+ |--context \S+ )*(?:apply|delete|patch|replace|scale)|argocd app (?:delete|sync)|argocd cluster add|helm upgrade) /;

describe.each(PLANS)('the plan of %s', (_, plan) => {
  const commands = plan.flatMap((step) => step.commands);

  test('is a script that a shell parses', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: `${commands.join('\n')}\n`, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('names commands and options that exist', () => {
    const lines = commands.filter((line) => !line.startsWith('#'));
    expect([...new Set(lines.flatMap(simpleCommands).flatMap((one) => unknownIn(one) ?? []))]).toEqual([]);
  });

  test('leaves nothing to be filled in but inputs that it lists, with what they are and where to find them', () => {
    const texts = plan.flatMap(({ commands: lines, verify, rollback }) => [...lines, ...verify, rollback]);
    expect(texts.filter((text) => /<[a-z][^>=]*>|\.\.\.(?!\/)/i.test(text))).toEqual([]);
    for (const { id, commands: lines, inputs = [] } of plan) {
      const own = new Set(lines.flatMap((line) => /(?:^|export )(?<name>[A-Z_]+)=/.exec(line)?.groups?.name ?? []));
      const text = lines.join('\n').replaceAll('MYSQL_PWD', '');
      const read = [...text.matchAll(/\$\{?(?<name>[A-Z][A-Z0-9_]+)/g)].map(({ groups }) => groups?.name ?? '');
      const named = [...new Set(read)].filter((name) => !own.has(name));
      expect({ id, named: named.sort() }).toEqual({ id, named: inputs.map(({ name }) => name).sort() });
    }
    const inputs = planInputs(plan);
    expect(inputs.filter(({ what, where }) => what === '' || where === '')).toEqual([]);
    const page = planPage(plan);
    expect(inputs.filter(({ name }) => !page.includes(`export ${name}=''`))).toEqual([]);
  });

  test('states what its commands change', () => {
    const wrong = plan.filter(({ commands: lines, changes }) => {
      const simple = lines.filter((line) => !line.startsWith('#')).flatMap(simpleCommands);
      const isByHand = lines.some((line) => line.startsWith('#'));
      return simple.some((one) => WRITES.test(one)) ? changes.length === 0 : changes.length > 0 && !isByHand;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('states the Applications that it syncs or deletes', () => {
    const missing = plan.flatMap(({ id, commands: lines, changes }) => {
      const named = lines.flatMap((line) => /^argocd app (?:sync|delete) (?<name>\S+)/.exec(line)?.groups?.name ?? []);
      const stated = new Set(changes.map(({ object }) => object));
      if (stated.has('Application argocd/*')) return [];
      return named.filter((name) => !stated.has(`Application argocd/${name}`)).map((name) => `${id}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('has no text that was not filled in', () => {
    const texts = plan.flatMap(({ commands: _, ...step }) => JSON.stringify(step));
    expect(texts.filter((text) => /\$\{|\bundefined\b|\[object|NaN/.test(text))).toEqual([]);
  });

  test('says how to start again what it stops', () => {
    const lost = plan.flatMap(({ id, changes, rollback }) =>
      changes
        .filter(
          ({ verb, object }) =>
            verb === 'stop' && !rollback.includes(`deployment ${/[^/ ]+(?= of |$)/.exec(object)?.[0]} `),
        )
        .map(({ object }) => `${id}: ${object}`),
    );
    expect(lost).toEqual([]);
  });

  test('is committed and synced in this order, and synced by itself only in the end', () => {
    for (const { id, commands: lines } of plan) {
      const [committed, synced] = [/git push/, /^argocd app sync/].map((pattern) =>
        lines.findIndex((line) => pattern.test(line)),
      );
      if (committed !== -1 && synced !== -1)
        expect({ id, isLater: (synced ?? 0) > (committed ?? 0) }).toEqual({ id, isLater: true });
    }
    expect(plan.at(-1)?.id).toBe('self-heal');
  });
});
