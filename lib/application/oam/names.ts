import { MULTICLUSTER_NAMESPACE } from '../../resource/multicluster/names';

/** Labels that the OAM runtime puts on everything it renders. Source: oam-kubernetes-runtime, pkg/oam/labels.go. */
export const OAM_LABEL = {
  app: 'app.oam.dev/name',
  component: 'app.oam.dev/component',
  revision: 'app.oam.dev/revision',
  resourceType: 'app.oam.dev/resourceType',
} as const;

/** API groups of OAM and of Verrazzano. */
export const GROUP = {
  oam: 'core.oam.dev',
  verrazzano: 'oam.verrazzano.io',
  clusters: 'clusters.verrazzano.io',
  app: 'app.verrazzano.io',
  weblogic: 'weblogic.oracle',
  coherence: 'coherence.oracle.com',
} as const;

/** Namespaces of the platform that translations refer to. */
export const PLATFORM_NAMESPACE = {
  system: 'verrazzano-system',
  istio: 'istio-system',
  multicluster: MULTICLUSTER_NAMESPACE,
  monitoring: 'verrazzano-monitoring',
} as const;

/** Annotation that restarts the workloads of an application when its value changes. */
export const RESTART_VERSION = 'verrazzano.io/restart-version';

/** The kinds of workload that Verrazzano and OAM add. */
export const WORKLOAD_KIND = {
  containerized: 'ContainerizedWorkload',
  helidon: 'VerrazzanoHelidonWorkload',
  coherence: 'VerrazzanoCoherenceWorkload',
  weblogic: 'VerrazzanoWebLogicWorkload',
} as const;
