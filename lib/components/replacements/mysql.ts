import type { Replacement } from '../../definition/replacement';

/** MySQL: an InnoDBCluster resource of the MySQL operator. */
export const mysql: Replacement = {
  component: 'mysql',
  status: 'maintained',
  statement:
    "maintained; the InnoDBCluster resource is kept without the chart, since Verrazzano's additions to the chart exist nowhere else",
  source: 'github.com/mysql/mysql-operator, gh-pages fc96480a0e (2024-10-15)',
  risk: 'very high',
  installed: '2.0.8',
  installedApp: '8.0.32',
  charts: [
    {
      name: 'mysql-innodbcluster',
      kind: 'git',
      repository: 'https://github.com/mysql/mysql-operator.git',
      path: 'helm/mysql-innodbcluster',
      tag: '{app}-{version}',
      releases: [
        '8.0.32: 2.0.8',
        '8.0.33: 2.0.9',
        '8.0.33: 2.0.10',
        '8.0.34: 2.0.11',
        '8.0.35: 2.0.12',
        '8.0.36: 2.0.13',
        '8.0.37: 2.0.14',
        '8.0.38: 2.0.15',
        '8.0.40: 2.0.16',
        '8.1.0: 2.1.0',
        '8.2.0: 2.1.1',
        '8.3.0: 2.1.2',
        '8.4.0: 2.1.3',
        '8.4.1: 2.1.4',
        '8.4.3: 2.1.5',
        '9.0.0: 2.2.0',
        '9.0.1: 2.2.1',
        '9.1.0: 2.2.2',
      ],
      source: 'tags of mysql/mysql-operator (2024-10-15)',
      licence: 'UPL-1.0',
    },
  ],
  // The chart lacks what Verrazzano added to it: the library writes the resource of the operator.
  resource: {
    kind: 'InnoDBCluster',
    since: 'chart 2.0.9',
    // The operator adds its own image, in its own version.
    drop: ['spec.podSpec.containers.*.image', 'spec.podSpec.initContainers.*.image'],
    fields: { 'spec.version': '{app}' },
    images: { 'spec.imageRepository': 'container-registry.oracle.com/mysql' },
  },
  closest: '2.0.8',
  newest: '2.2.2',
  end: {
    version: '2.1.5',
    why: 'MySQL 8.4: operator 26.7 only supports servers 8.4, 9.7 and 26.7, and no available source has a server 9.7',
  },
  keeps: [
    { value: 'InnoDBCluster keycloak/mysql as a plain resource', keeps: "what only Verrazzano's chart sets" },
    { value: 'secretName: mysql-cluster-secret', keeps: 'the passwords of root and of Keycloak' },
    {
      value: 'serverVersion, baseServerId, instances, datadirVolumeClaimTemplate as they are',
      keeps: 'servers and volumes',
    },
    { value: 'Services mysql and mysql-instances', keeps: 'the address that Keycloak calls' },
  ],
  variants: [
    {
      since: 'chart 2.0.9',
      images: {
        'container-registry.oracle.com/mysql/community-operator': 'resource',
        'container-registry.oracle.com/mysql/community-router:{app}': 'resource',
        'container-registry.oracle.com/mysql/community-server:{app}': 'resource',
      },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'values',
      level: 'error',
      what: "the public chart lacks Verrazzano's additions: pod security, labels, initialisation script and image repository",
      fix: 'keep InnoDBCluster keycloak/mysql as a manifest of your own, instead of the chart',
    },
    {
      since: 'adoption',
      kind: 'secret',
      level: 'error',
      what: 'the chart would overwrite the passwords of the database',
      fix: 'refer to Secret mysql-cluster-secret, and keep it out of Git',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'the chart looks up Secrets, and fails if it finds none, as is always so when it is rendered without a cluster',
      fix: 'leave tls.useSelfSigned set to true and image.pullSecrets unset, or keep the resource without the chart',
    },
    {
      since: 'app 8.4.0',
      kind: 'migration',
      level: 'warning',
      what: 'the data dictionary is upgraded to 8.4, and MySQL 8.0 no longer starts on it; plugin mysql_native_password is off by default, and some variables are removed',
      fix: 'first dump the database; check users for mysql_native_password, and the configuration for removed variables',
    },
    {
      since: 'app 9.0.0',
      kind: 'migration',
      level: 'warning',
      what: 'the data dictionary is upgraded to 9.x, an innovation release without long-term support',
      fix: 'stay on 8.4, unless you also stay on an operator of the 9.x line',
    },
  ],
  needs: [
    {
      since: 'app 8.0.33',
      component: 'mysql-operator',
      range: '>=8.0.40',
      why: 'an operator manages servers up to its own version',
    },
    {
      since: 'app 8.1.0',
      component: 'mysql-operator',
      range: '>=8.1',
      why: 'an operator manages servers up to its own version',
    },
    {
      since: 'app 8.4.0',
      component: 'mysql-operator',
      range: '>=8.4',
      why: 'an operator manages servers up to its own version',
    },
    {
      since: 'app 9.0.0',
      component: 'mysql-operator',
      range: '>=9.0',
      why: 'an operator manages servers up to its own version',
    },
  ],
  stops: [
    { at: '2.0.16', why: 'the newest MySQL 8.0 comes before 8.4' },
    { at: '2.1.5', why: 'MySQL 8.4 is the long-term support release through which every upgrade from 8.0 passes' },
  ],
  instead: 'before Keycloak is upgraded, dump the database and restore it into a managed MySQL or PostgreSQL',
  unproven: ['which variables of the configuration 8.4 rejects'],
};
