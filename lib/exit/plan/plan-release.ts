import { VERRAZZANO_VERSION } from '../../definition/chart';
import { compare } from '../../values/compare';
import { byHand, kubernetesChange } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import { DUMP, REPOSITORY } from './plan-inputs';
import type { PlanRule, PlanStep } from './plan-step';

/**
 * Minor versions of Kubernetes that each minor release supports.
 *
 * Source: Verrazzano's documentation, Prerequisites, Supported software versions (releases 1.3, 1.4 and 1.7).
 */
export const SUPPORTED_KUBERNETES: Readonly<Record<string, readonly number[]>> = {
  '1.0': [18, 19, 20],
  '1.1': [19, 20, 21],
  '1.2': [19, 20, 21],
  '1.3': [21, 22, 23],
  '1.4': [21, 22, 23, 24],
  '1.5': [21, 22, 23, 24],
  '1.6': [24, 25, 26, 27],
  '1.7': [24, 25, 26, 27],
};

const TARGET = '1.7';

/** The last patch of each minor release. Source: tags of github.com/verrazzano/verrazzano. */
const LAST_PATCH: Readonly<Record<string, string>> = {
  '1.0': '1.0.4',
  '1.1': '1.1.2',
  '1.2': '1.2.2',
  '1.3': '1.3.8',
  '1.4': '1.4.8',
  '1.5': '1.5.7',
  '1.6': '1.6.12',
};

/** One upgrade on the way to release 1.7. */
export type UpgradeHop =
  | { readonly what: 'kubernetes'; readonly from: string; readonly to: string }
  | { readonly what: 'verrazzano'; readonly from: string; readonly to: string };

/**
 * The fewest upgrades that bring a release to 1.7, each of them to a pair of versions that is supported: Verrazzano to any later minor
 * release, Kubernetes one minor version at a time.
 * @param release - minor release, such as `1.4`
 * @param kubernetes - version of Kubernetes, such as `1.22`
 * @returns undefined when the pair is not supported, or leads nowhere
 */
export function upgradeHops(release: string, kubernetes: string): readonly UpgradeHop[] | undefined {
  const minor = Number(/^1\.(?<minor>\d+)/.exec(kubernetes)?.groups?.minor ?? Number.NaN);
  if (SUPPORTED_KUBERNETES[release]?.includes(minor) !== true) return undefined;
  const seen = new Set<string>();
  let paths: Array<{ release: string; minor: number; hops: UpgradeHop[] }> = [{ release, minor, hops: [] }];
  while (paths.length > 0) {
    const done = paths.find((path) => path.release === TARGET);
    if (done !== undefined) return done.hops;
    paths = paths
      .flatMap((path) => nextPaths(path))
      .filter(({ release: at, minor: on }) => {
        const key = `${at} ${on}`;
        return seen.has(key) ? false : seen.add(key);
      });
  }
  return undefined;
}

interface Path {
  readonly release: string;
  readonly minor: number;
  readonly hops: UpgradeHop[];
}

function nextPaths({ release, minor, hops }: Path): Path[] {
  const later = Object.keys(SUPPORTED_KUBERNETES)
    .filter((to) => compare(to, release) > 0 && SUPPORTED_KUBERNETES[to]?.includes(minor) === true)
    .reverse()
    .map((to): Path => ({ release: to, minor, hops: [...hops, { what: 'verrazzano', from: release, to }] }));
  const next = minor + 1;
  const supported = SUPPORTED_KUBERNETES[release]?.includes(next) === true;
  const hop: UpgradeHop = { what: 'kubernetes', from: `1.${minor}`, to: `1.${next}` };
  return supported ? [...later, { release, minor: next, hops: [...hops, hop] }] : later;
}

/** What brings the platform to a state that the facts of this package know. */
export const RELEASE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [completeDump, settle, upgrades, checkComponents];

function completeDump({ adoption: { lacks } }: PlanFacts): PlanStep | undefined {
  if (lacks.length === 0) return undefined;
  const names = lacks.map(({ kind }) => kind).join(', ');
  return {
    id: 'complete-dump',
    phase: 'release',
    title: 'Complete the dump, and adopt again',
    why: `The dump lacks ${names}; what it lacks is unknown, and steps that depend on it are written for the worst case.`,
    commands: [
      'mkdir -p more',
      ...lacks.map(
        ({ kind, command }) => `${command} > more/${kind.toLowerCase()}.${/ -o yaml$/.test(command) ? 'yaml' : 'json'}`,
      ),
      'npx cdk8s-verrazzano adopt $DUMP more --output adopted --force --repository "$REPOSITORY"',
      byHand('Go on with the plan in adopted/plan.md; a kind that kubectl does not know is not installed'),
    ],
    inputs: [DUMP, REPOSITORY],
    changes: [],
    verify: ['adopted/adoption.md has no part about what the dump lacks, apart from kinds that are not installed.'],
    rollback: 'Nothing is changed.',
    needs: [],
  };
}

function settle({ adoption: { verrazzano }, resource }: PlanFacts): PlanStep | undefined {
  const state = verrazzano?.state;
  if (verrazzano === undefined || state === 'Ready') return undefined;
  return {
    id: 'settle',
    phase: 'release',
    title: 'Let the platform operator finish',
    why: `The Verrazzano resource reports state ${state ?? '(none)'}. Taking over in the middle of its work leaves components half changed.`,
    commands: [
      `kubectl wait --for=jsonpath='{.status.state}'=Ready verrazzano/${resource.name} -n ${resource.namespace} --timeout=60m`,
    ],
    changes: [],
    verify: [
      `\`kubectl get verrazzano ${resource.name} -n ${resource.namespace}\` shows the state Ready and every component available.`,
    ],
    rollback: 'Nothing is changed.',
    needs: ['complete-dump'],
  };
}

function upgrades({ adoption: { release, cluster }, resource, hasResource }: PlanFacts): readonly PlanStep[] {
  if (release.age !== 'older' || release.version === undefined || !hasResource) return [];
  const minor = release.version.split('.').slice(0, 2).join('.');
  const hops = upgradeHops(minor, cluster.found.version ?? '');
  const path = hops ?? [{ what: 'verrazzano', from: minor, to: TARGET } as const];
  return path.map(({ what, from, to }, index) => {
    const previous = path[index - 1];
    const needs = ['complete-dump', 'settle', ...(previous === undefined ? [] : [hopId(previous.what, previous.to)])];
    const unknown = hops === undefined ? unknownPath(minor, cluster.found.version) : '';
    return what === 'kubernetes'
      ? kubernetesStep(from, to, needs)
      : verrazzanoStep(from, to, { needs, unknown, resource });
  });
}

function hopId(what: UpgradeHop['what'], to: string): string {
  return `upgrade-${what}-${to.replace('.', '-')}`;
}

function unknownPath(release: string, kubernetes: string | undefined): string {
  const list = (of: string): string => SUPPORTED_KUBERNETES[of]?.map((minor) => `1.${minor}`).join(', ') ?? 'not known';
  const support = `release ${release} supports ${list(release)}, and ${TARGET} supports ${list(TARGET)}`;
  return kubernetes === undefined
    ? ` Which upgrades of Kubernetes come before or between is not known, since the dump does not say its version: ${support}. Adopt a dump with Nodes: its plan has the order.`
    : ` The cluster runs Kubernetes ${kubernetes}, and ${support}: no order of upgrades is supported at every step.`;
}

function kubernetesStep(from: string, to: string, needs: readonly string[]): PlanStep {
  return {
    id: hopId('kubernetes', to),
    phase: 'release',
    title: `Upgrade Kubernetes from ${from} to ${to}`,
    why: 'The next release of Verrazzano does not support the older version. Kubernetes is upgraded one minor version at a time.',
    commands: [byHand('Upgrade the control plane, then the nodes, with the tool of the cluster'), 'kubectl get nodes'],
    changes: [kubernetesChange(to)],
    verify: [`\`kubectl get nodes\` shows ${to} on every node, and every pod is running.`],
    rollback: 'A control plane does not go back: restore the backup of etcd into a control plane of the older version.',
    needs,
  };
}

function verrazzanoStep(
  from: string,
  to: string,
  {
    needs,
    unknown,
    resource,
  }: { readonly needs: readonly string[]; readonly unknown: string; readonly resource: PlanFacts['resource'] },
): PlanStep {
  const version = LAST_PATCH[to] ?? VERRAZZANO_VERSION;
  const file = Number(to.split('.')[1]) < 4 ? 'operator.yaml' : 'verrazzano-platform-operator.yaml';
  const manifest = `https://github.com/verrazzano/verrazzano/releases/download/v${version}/${file}`;
  const place = `verrazzano/${resource.name} -n ${resource.namespace}`;
  return {
    id: hopId('verrazzano', to),
    phase: 'release',
    title: `Upgrade Verrazzano from ${from} to ${to}`,
    why: `The facts of this package are those of ${VERRAZZANO_VERSION}. The platform operator can make the step only while its images can still be pulled: mirror them first.${unknown}`,
    commands: [
      ...(to === TARGET
        ? [
            `kubectl get ${place} -o yaml > verrazzano-${from}.yaml`,
            `npx cdk8s-verrazzano images verrazzano-${from}.yaml > images.txt  # pull every one of them, and mirror them into a registry of your own`,
          ]
        : [
            byHand(
              `Pull the images that verrazzano-bom.json in the image of the platform operator of ${version} lists, and mirror them into a registry of your own`,
            ),
          ]),
      `kubectl apply -f ${manifest}`,
      'kubectl -n verrazzano-install rollout status deployment/verrazzano-platform-operator',
      `kubectl patch ${place} --type=merge -p '{"spec":{"version":"v${version}"}}'`,
      `kubectl wait --for=condition=UpgradeComplete ${place} --timeout=60m`,
    ],
    changes: [
      { verb: 'apply', object: 'Deployment verrazzano-install/verrazzano-platform-operator' },
      { verb: 'apply', object: `Verrazzano ${resource.namespace}/${resource.name}`, what: 'spec.version' },
    ],
    verify: [
      `\`kubectl get ${place} -o jsonpath='{.status.version}'\` prints ${version}, and the state is Ready.`,
      'Dump the cluster again and adopt it: drift of images and names of the older release is gone.',
    ],
    rollback: 'An upgrade of Verrazzano cannot be undone: restore the backups of etcd and of the volumes.',
    needs: [...needs, 'backup-etcd', 'backup-opensearch', 'backup-mysql'],
  };
}

/** Where the operator cannot upgrade any more, each component is checked on its own. */
function checkComponents({ adoption: { release, drift }, hasResource }: PlanFacts): PlanStep | undefined {
  const isUpgraded = release.age === 'older' && hasResource;
  if (release.age === 'same' || isUpgraded) return undefined;
  const changed = drift.filter(({ kind, component }) => kind === 'changed' && component !== undefined);
  const names = [...new Set(changed.map(({ component }) => component))].sort((a, b) => compare(a ?? '', b ?? ''));
  return {
    id: 'check-components',
    phase: 'release',
    title: 'Check every component against what runs',
    why: `The release is ${release.version ?? 'not known'}, and the facts are those of ${VERRAZZANO_VERSION}: names, ports and labels may differ.`,
    commands: ["npx cdk8s-verrazzano adopt $DUMP --json | jq '.drift'"],
    inputs: [DUMP],
    changes: [],
    verify: [
      names.length === 0
        ? 'No component differs from the facts in what the dump shows.'
        : `Each difference of these components is explained or corrected: ${names.join(', ')}.`,
    ],
    rollback: 'Nothing is changed.',
    needs: ['complete-dump'],
  };
}
