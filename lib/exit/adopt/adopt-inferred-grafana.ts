import { posix } from 'path';
import { objectAt, valueAt } from '../../connectivity/manifest';
import { MAIL_FIELDS, MAIL_FILE_FIELDS } from '../../installer/delivery/objects/grafana-values';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { DumpObject } from '../dump/dump';

/**
 * Settings of Grafana that the resource of the monitoring operator shows.
 * @param instance - the VerrazzanoMonitoringInstance
 */
export function grafanaOfInstance(instance: DumpObject): JsonObject {
  const { replicas, database, smtp } = objectAt(instance, 'spec', 'grafana');
  return settingsOf(replicas, database, smtp);
}

/** Fields that the chart reads itself. */
const MAIL_LOGIN: readonly string[] = ['existingSecret', 'userKey', 'passwordKey'];

/**
 * Settings of Grafana that the values of its published chart say: replicas, database and mail server.
 * @param values - the values
 */
export function grafanaOfChart(values: JsonObject): JsonObject {
  const [database, mail] = ['database', 'smtp'].map((section) => valueAt(values, 'grafana.ini', section));
  return settingsOf(values.replicas, database, isJsonObject(mail) ? mailOf(mail, objectAt(values, 'smtp')) : undefined);
}

function mailOf(mail: JsonObject, login: JsonObject): JsonObject {
  const fields = Object.entries(mail).flatMap(([key, value]): Array<[string, JsonValue | undefined]> => {
    const [own, file] = [MAIL_FIELDS, MAIL_FILE_FIELDS].map((names) =>
      Object.hasOwn(names, key) ? names[key] : undefined,
    );
    if (own !== undefined) return [[own, value]];
    return file === undefined || typeof value !== 'string' ? [] : [[file, posix.basename(value)]];
  });
  const ofLogin = Object.entries(login).filter(([key]) => MAIL_LOGIN.includes(key));
  return Object.fromEntries([...fields, ...ofLogin]);
}

function settingsOf(
  replicas: JsonValue | undefined,
  database: JsonValue | undefined,
  smtp: JsonValue | undefined,
): JsonObject {
  const { host, name } = isJsonObject(database) ? database : {};
  return {
    ...(typeof replicas === 'number' && replicas !== 1 && { replicas }),
    ...(host !== undefined && name !== undefined && { database: { host, name } }),
    ...(isJsonObject(smtp) && { smtp }),
  };
}
