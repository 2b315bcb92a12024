import type { Replacement } from '../../definition/replacement';

/** The operator of MySQL InnoDB clusters. */
export const mysqlOperator: Replacement = {
  component: 'mysql-operator',
  status: 'maintained',
  statement: 'maintained; since 26.7 there is a single line, for servers 8.4, 9.7 and 26.7 only',
  source:
    'dev.mysql.com, release notes of operator 26.7.0-2.3.0 (2026-07-31); github.com/mysql/mysql-operator gh-pages fc96480a0e (2024-10-15)',
  risk: 'high',
  installed: '2.0.8',
  installedApp: '8.0.32-2.0.8',
  charts: [
    {
      name: 'mysql-operator',
      kind: 'git',
      repository: 'https://github.com/mysql/mysql-operator.git',
      path: 'helm/mysql-operator',
      tag: '{app}',
      releases: [
        '8.0.32-2.0.8: 2.0.8',
        '8.0.33-2.0.9: 2.0.9',
        '8.0.33-2.0.10: 2.0.10',
        '8.0.34-2.0.11: 2.0.11',
        '8.0.35-2.0.12: 2.0.12',
        '8.0.36-2.0.13: 2.0.13',
        '8.0.37-2.0.14: 2.0.14',
        '8.0.38-2.0.15: 2.0.15',
        '8.0.40-2.0.16: 2.0.16',
        '8.1.0-2.1.0: 2.1.0',
        '8.2.0-2.1.1: 2.1.1',
        '8.3.0-2.1.2: 2.1.2',
        '8.4.0-2.1.3: 2.1.3',
        '8.4.1-2.1.4: 2.1.4',
        '8.4.3-2.1.5: 2.1.5',
        '9.0.0-2.2.0: 2.2.0',
        '9.0.1-2.2.1: 2.2.1',
        '9.1.0-2.2.2: 2.2.2',
        '26.7.0-2.3.0: 2.3.0',
      ],
      source: 'tags of mysql/mysql-operator (2024-10-15); release notes of 26.7.0-2.3.0',
      licence: 'UPL-1.0',
    },
  ],
  closest: '2.0.8',
  newest: '2.3.0',
  keeps: [
    {
      value: 'release mysql-operator',
      keeps: 'Deployment, selector name: mysql-operator, service account mysql-operator-sa, Service port 9443',
    },
  ],
  values: [{ since: 'chart 2.0.9', remove: ['image', 'envs.imagesDefaultRegistry', 'envs.imagesDefaultRepository'] }],
  variants: [
    {
      since: 'chart 2.0.9',
      images: {
        'container-registry.oracle.com/mysql/community-operator:{app}': {
          image: 'image.repository',
          tag: 'image.tag',
          registry: 'image.registry',
          added: 'community-operator',
        },
      },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: 'the index only keeps the newest chart of each line, so a given version may disappear from it',
      fix: 'take the chart from the Git tag, or mirror the archive',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'if image.pullSecrets is set, the chart looks up the Secret, and fails when it is rendered without a cluster, as Argo CD does',
      fix: 'put imagePullSecrets on the service account instead',
    },
    {
      since: 'chart 2.0.9',
      kind: 'crd',
      level: 'warning',
      what: 'the CRDs change with the operator',
      fix: 'apply the CRDs of the new version before the operator',
    },
    {
      since: 'app 26.7',
      kind: 'behaviour',
      // The need of the server is the error, where the server is known to be older.
      level: 'warning',
      what: 'operator 26.7 only manages servers 8.4, 9.7 and 26.7, and not MySQL 8.0 (8.0.32 in the release)',
      fix: 'first upgrade the server to 8.4 with an operator of the 8.4 line (chart 2.1.x)',
    },
  ],
  needs: [
    {
      since: 'app 8.1.0',
      until: 'app 26.7',
      component: 'mysql',
      range: '>=8.0.40',
      why: 'the server is upgraded to the last 8.0 before the operator moves to the 8.4 line',
    },
    {
      since: 'app 26.7',
      component: 'mysql',
      range: '>=8.4 <9.0',
      why: 'operator 26.7 is only compatible with servers 8.4, 9.7 and 26.7',
    },
  ],
  stops: [
    { at: '2.0.16', why: 'the operator for the newest MySQL 8.0' },
    { at: '2.1.5', why: 'the operator that upgrades the server from 8.0 to 8.4' },
  ],
};
