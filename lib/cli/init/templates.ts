/** What `init` can make, by the name of the folder below `templates/`. */
export const TEMPLATES = {
  'single-cluster': 'one cluster with the profile prod: names, certificates, policies',
  multicluster: 'an admin cluster and managed clusters as data, with a project and rings',
  'without-operator': 'one cluster, delivered from charts without the platform operator',
  exit: 'a running Verrazzano on its way out, stage by stage',
  'virtual-clusters': 'a host cluster with a virtual cluster for each team',
} as const;

/** Name of a template. */
export type TemplateName = keyof typeof TEMPLATES;

/** The names, in the order in which they are listed. */
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as readonly TemplateName[];
