import { objectFileName } from '../../gitops/output/paths';
import { resourceOf } from '../dump/resource-names';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanVerb } from './plan-step';

/**
 * What a person does between commands: a comment for the shell.
 * @param text - a sentence
 */
export function byHand(text: string): string {
  return `# ${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.:]$/.test(text) ? '' : '.'}`;
}

/**
 * A change of the adopted program.
 * @param text - what is written, and where
 */
export function inProgram(text: string): string {
  return `# In main.ts: ${text}`;
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Commands that write what the program says now, show what differs, and commit it.
 * @param facts - what the plan depends on
 * @param message - message of the commit
 */
export function committed({ folder }: PlanFacts, message: string): readonly string[] {
  return [
    'npm run synth',
    'npx cdk8s-verrazzano diff --git HEAD dist --fail-on never',
    'git worktree add --detach ../before HEAD',
    `npx cdk8s-verrazzano connectivity ../before/${folder} --diff ${folder}`,
    'git worktree remove --force ../before',
    `git add --all && git commit -m ${shellWord(message)} && git push`,
  ];
}

/**
 * Commands that compare units with the cluster, and then sync them. Nothing is synced by itself until the last step.
 * @param facts - what the plan depends on
 * @param applications - names of the Applications of the units, in their order
 */
export function synced(facts: PlanFacts, applications: readonly string[]): readonly string[] {
  return [declared(facts, applications), ...applications.flatMap((name) => [`argocd app diff ${name}`, sync(name)])];
}

/**
 * The command that syncs a unit and waits until what it delivers is healthy.
 * @param application - name of its Application
 * @param options - further options
 */
export function sync(application: string, options = ''): string {
  return `argocd app sync ${application}${options} && argocd app wait ${application} --health --timeout 1800`;
}

/** The command that makes the Applications of units, and what their project permits, known to Argo CD. */
function declared({ cluster, folder, argo }: PlanFacts, applications: readonly string[]): string {
  const file = (at: string, kind: string, name: string): string =>
    `-f ${at}/${objectFileName({ group: 'argoproj.io', kind, name })}`;
  const files = [
    file('dist/argocd', 'AppProject', cluster),
    ...applications.map((name) => file(`${folder}/argocd`, 'Application', name)),
  ];
  return `${argo.kubectl} apply -n argocd ${files.join(' ')}`;
}

/**
 * Commands that end the delivery of units while what they applied stays.
 * @param applications - names of their Applications
 */
export function undelivered(applications: readonly string[]): readonly string[] {
  return applications.map((name) => `argocd app delete ${name} --cascade=false --yes`);
}

/**
 * The Applications of units, as objects that a step changes.
 * @param applications - names of the Applications
 * @param verb - `apply` for a sync, `orphan` for the end of a delivery
 */
export function ofApplications(applications: readonly string[], verb: PlanVerb): readonly PlanChange[] {
  return applications.map((name) => ({ verb, object: `Application argocd/${name}` }));
}

/**
 * What an upgrade of Kubernetes changes.
 * @param version - the version that it leads to
 */
export function kubernetesChange(version: string): PlanChange {
  return { verb: 'apply', object: 'Node *', what: `Kubernetes ${version}` };
}

/**
 * The command that stops or starts a Deployment.
 * @param deployment - as `namespace/name`
 * @param replicas - number of pods
 */
export function scale(deployment: string, replicas: number): string {
  const [namespace, name] = deployment.split('/');
  return `kubectl -n ${namespace} scale deployment ${name} --replicas=${replicas}`;
}

/**
 * A command about an object.
 * @param object - `Kind namespace/name`, or `Kind name` for kinds without namespace
 * @param command - what `kubectl` does, and its options behind the object
 */
export function about(object: string, [verb, options]: readonly [verb: string, options: string]): string {
  const [kind = '', place = ''] = object.split(' ');
  const [first = '', second] = place.split('/');
  const scope = second === undefined ? '' : ` -n ${first}`;
  return `kubectl${scope} ${verb} ${resourceOf(kind)} ${second ?? first} ${options}`;
}

/** Options that remove the owner references of an object. */
export const DISOWN = ['patch', `--type=merge -p '{"metadata":{"ownerReferences":null}}'`] as const;

/** Options that remove the finalizers of an object. */
export const UNFINALIZE = ['patch', `--type=merge -p '{"metadata":{"finalizers":[]}}'`] as const;

/** Options that delete an object and leave what it owns. */
export const ORPHAN = ['delete', '--cascade=orphan'] as const;

/** Options that delete an object, if it is there. */
export const DELETE = ['delete', '--ignore-not-found'] as const;
