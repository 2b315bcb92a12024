import type { Command } from 'commander';
import type { Session } from './session';

/** Adds arguments, options, examples and the action of a command to it. */
type Fill = (command: Command, session: Session) => void;

/** A command as the list of commands shows it, and the module with the rest of it. */
interface CommandEntry {
  /** What it does, one line. */
  readonly description: string;
  /** Loads what the command is made of. */
  readonly load: () => Promise<Fill>;
}

/** The commands in the order of the help. Each is loaded when it is used, since some need most of the package. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  init: {
    description: 'create a project with program, tests and CI, or list the templates',
    load: async () => (await import('./commands/init')).addInit,
  },
  validate: {
    description: 'check resources as the API server and the operators would',
    load: async () => (await import('./commands/validate')).addValidate,
  },
  effective: {
    description: 'print the effective resource: base, profile and file merged',
    load: async () => (await import('./commands/effective')).addEffective,
  },
  stored: {
    description: 'print what an API server stores: v1beta1, with defaults, without unknown fields',
    load: async () => (await import('./commands/stored')).addStored,
  },
  import: {
    description: 'write a TypeScript program that synthesizes to existing resources',
    load: async () => (await import('./commands/import')).addImport,
  },
  components: {
    description: 'list the components of the platform, or print all facts about one of them',
    load: async () => (await import('./commands/components')).addComponents,
  },
  images: {
    description: 'print every image that the enabled components, or the pods of manifests, pull',
    load: async () => (await import('./commands/images')).addImages,
  },
  values: {
    description: 'print the charts and values that the platform operator gives to enabled components',
    load: async () => (await import('./commands/values')).addValues,
  },
  order: {
    description: 'print the order in which a platform is delivered without its operator, and why',
    load: async () => (await import('./commands/order')).addOrder,
  },
  connectivity: {
    description: 'list the connections that the policies and the mesh of any manifests allow',
    load: async () => (await import('./commands/connectivity')).addConnectivity,
  },
  flows: {
    description: 'list the traffic that the platform needs, or one of the tables of its documentation',
    load: async () => (await import('./commands/flows')).addFlows,
  },
  firewall: {
    description: 'list what a firewall around the cluster must let through',
    load: async () => (await import('./commands/firewall')).addFirewall,
  },
  check: {
    description: 'check any manifests: schemas, references, removed APIs, Argo CD, secrets, policies',
    load: async () => (await import('./commands/check')).addCheck,
  },
  steps: {
    description: 'print what remains to be done for a cluster at run time, in order',
    load: async () => (await import('./commands/steps')).addSteps,
  },
  diff: {
    description: 'compare two folders of manifests, object by object, the greatest risk first',
    load: async () => (await import('./commands/diff')).addDiff,
  },
  report: {
    description: 'write one HTML page: components, topology, traffic, rollout, findings, exit',
    load: async () => (await import('./commands/report')).addReport,
  },
  clusters: {
    description: 'list the clusters of an estate: roles, rings, registration and projects',
    load: async () => (await import('./commands/clusters')).addClusters,
  },
  convert: {
    description: 'write the Kubernetes and Istio objects that OAM applications become',
    load: async () => (await import('./commands/convert')).addConvert,
  },
  adopt: {
    description: 'adopt a running platform from a dump of it: program, drift and plan',
    load: async () => (await import('./commands/adopt')).addAdopt,
  },
  plan: {
    description: 'print the steps that lead a running platform out of Verrazzano, from a dump of it',
    load: async () => (await import('./commands/plan')).addPlan,
  },
  transform: {
    description: 'rewrite images, storage classes and snapshots in any manifests',
    load: async () => (await import('./commands/transform')).addTransform,
  },
  hop: {
    description: 'list what breaks when a component moves from one version to another, and what to do',
    load: async () => (await import('./commands/hop')).addHop,
  },
  ladder: {
    description: 'print the order of all hops to maintained charts and a version of Kubernetes',
    load: async () => (await import('./commands/ladder')).addLadder,
  },
  vcluster: {
    description: 'render, import and upgrade virtual clusters from the values of the Helm chart',
    load: async () => (await import('./commands/vcluster')).addVcluster,
  },
  why: {
    description: 'say where a line of the output comes from, with the public source of the fact',
    load: async () => (await import('./commands/why')).addWhy,
  },
  completion: {
    description: 'print the completion script of a shell',
    load: async () => (await import('./commands/completion')).addCompletion,
  },
};
