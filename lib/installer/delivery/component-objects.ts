import { chartValues, type ChartFacts } from '../../charts';
import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { mysql } from '../../components';
import { Registry } from '../../values/registry';
import { errorPages } from './objects/error-pages';
import { fluentBitTemplate } from './objects/fluent-bit-template';
import { keycloakRealm } from './objects/keycloak-realm';
import { monitoringInstanceObjects } from './objects/monitoring-instance';
import { mysqlObjects } from './objects/mysql';
import { oamRoles } from './objects/oam-roles';
import { opensearchObjects } from './objects/opensearch';
import { rancherSettings } from './objects/rancher-settings';
import { thanosService } from './objects/thanos-service';
import type { PublishedVersion } from '../maintained-charts';

type MakeObjects = (facts: ChartFacts) => readonly KubernetesManifest[];

/** What the platform operator applies before the chart of a component. */
export const BEFORE: Readonly<Record<string, MakeObjects>> = {
  'fluent-operator': () => [fluentBitTemplate()],
  'weblogic-operator': () => [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'weblogic-operator-sa', namespace: 'verrazzano-system' },
    },
  ],
};

/** What the chart of a component in the release has, the published one lacks, and others need. */
export const LACKED: Readonly<
  Record<string, (facts: ChartFacts, published: PublishedVersion) => readonly KubernetesManifest[]>
> = {
  'ingress-controller': errorPages,
  thanos: (_, published) => thanosService(published),
};

/** What it applies in place of a chart: resources of other operators. */
export const INSTEAD: Readonly<Record<string, MakeObjects>> = {
  mysql: (facts) =>
    mysqlObjects(chartValues(mysql, facts).values, facts.hasPullSecret ? Registry.PULL_SECRET : undefined),
  opensearch: opensearchObjects,
  grafana: monitoringInstanceObjects,
};

/** What it applies after the chart of a component. */
export const AFTER: Readonly<Record<string, MakeObjects>> = {
  'oam-kubernetes-runtime': oamRoles,
  keycloak: (facts) => [keycloakRealm(facts)],
  rancher: rancherSettings,
};

/** Components that another one brings along, by what delivers them. */
export const WITHIN: Readonly<Record<string, string>> = {
  'opensearch-dashboards': 'opensearch',
  prometheus: 'prometheus-operator',
};
