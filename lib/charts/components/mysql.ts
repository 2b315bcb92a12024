import { isJsonObject } from '../../values/json';
import { BILL_OF_MATERIALS } from '../../definition/bill-of-materials';
import { valueAtPath } from '../../values/path';
import { RANDOM, type ChartFacts } from '../chart-facts';
import type { KeyValue } from '../helm-set';
import { claimTemplate, quantityText } from '../storage';
import { PULL_SECRET, type ValuesDefinition } from '../values-definition';
import { databaseScript, DUMP_SCRIPT } from './mysql-scripts';

/** The Secret with the passwords of the database. */
export const DATABASE_SECRET = 'mysql-cluster-secret';
const USER = 'keycloak';

/** Source: `controllers/verrazzano/component/mysql` at v1.7.2, installation and update. */
export const mysql: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  images: {},
  settings: (facts) => {
    const server = facts.image('mysql-server');
    return [
      ['credentials.user.password', password(facts, 'userPassword')],
      ['credentials.user.name', USER],
      ['tls.useSelfSigned', 'true'],
      ['credentials.root.password', password(facts, 'rootPassword')],
      ['serverVersion', BILL_OF_MATERIALS.mysql.version],
      ['mysqlOperator.image', facts.image('mysql-operator').reference],
      ['image.repository', `${server.registry}/${server.repository}`],
      ...volume(facts),
    ];
  },
  documents: (facts) => [
    {
      initdbScripts: { 'create-db.sh': databaseScript(USER, password(facts, 'userPassword')) },
      configurationFiles: { 'mysql-hook.sh': DUMP_SCRIPT },
    },
  ],
};

/** Made up until the Secret exists. */
function password(facts: ChartFacts, key: string): string {
  return facts.secret('keycloak', DATABASE_SECRET, key) ?? RANDOM;
}

function volume(facts: ChartFacts): readonly KeyValue[] {
  const own = facts.field('keycloak', 'mysql', 'volumeSource');
  const claim = valueAtPath(isJsonObject(own) ? own : facts.spec.defaultVolumeSource, ['persistentVolumeClaim']);
  if (!isJsonObject(claim)) return [];
  const template = claimTemplate(claim, facts);
  const size = quantityText(valueAtPath(template, ['resources', 'requests', 'storage']));
  const settings: Readonly<Record<string, unknown>> = {
    storageClassName: template.storageClassName,
    'resources.requests.storage': size === '0' ? '' : size,
    accessModes: valueAtPath(template, ['accessModes', 0]),
  };
  return Object.entries(settings)
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([key, value]): KeyValue => [`datadirVolumeClaimTemplate.${key}`, String(value), 'text']);
}
