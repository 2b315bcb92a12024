import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { databaseScript, DUMP_SCRIPT } from '../../../lib/charts/components/mysql-scripts';

const folder = mkdtempSync(join(tmpdir(), 'mysql-'));
const log = join(folder, 'log');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Programs of MySQL that write down how they are called. */
function install(...names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${name === 'mysql' ? `cat >> "${log}"` : ''}\n`);
    chmodSync(path, 0o755);
  }
}

function ran(script: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  writeFileSync(log, '');
  const { status } = spawnSync('sh', ['-c', script, 'script', ...argv], {
    env: { PATH: `${folder}:${process.env.PATH ?? ''}`, MYSQL_ROOT_PASSWORD: 'root pw', ...env },
  });
  return { status, log: readFileSync(log, 'utf8') };
}

install('mysql', 'mysqldump', 'mysqladmin');

test('the first server makes user, database, privileges and the table', () => {
  const { status, log: text } = ran(databaseScript('keycloak', "p$w'x"), [], { HOSTNAME: 'mysql-0' });
  expect(status).toBe(0);
  expect(text).toContain('mysql --user=root --password=root pw\n');
  expect(text).toContain("CREATE USER IF NOT EXISTS 'keycloak' IDENTIFIED BY 'p$w''x';");
  expect(text).toContain('CREATE DATABASE IF NOT EXISTS keycloak ');
  expect(text).toContain("GRANT XA_RECOVER_ADMIN ON *.* TO 'keycloak'@'%';");
  expect(text).toContain('PRIMARY KEY (ID, AUTHOR, FILENAME)');
});

test('a server that restores a backup makes no table, and other servers do nothing', () => {
  const script = databaseScript('keycloak', 'pw');
  expect(ran(script, [], { HOSTNAME: 'mysql-0', DB_RESTORE: 'true' }).log).not.toContain('CREATE TABLE');
  expect(ran(script, [], { HOSTNAME: 'mysql-1' })).toEqual({ status: 0, log: '' });
});

test('a shell that reads the script goes on', () => {
  const script = `${databaseScript('keycloak', 'pw')}mysql after`;
  for (const HOSTNAME of ['mysql-0', 'mysql-1']) expect(ran(script, [], { HOSTNAME }).log).toContain('mysql after');
});

test('the hook dumps and restores', () => {
  const script = DUMP_SCRIPT.replace('/oracle/mysql/data-backup', folder);
  expect(ran(script, ['-o', 'backup', '-f', 'dump.sql'])).toMatchObject({
    status: 0,
    log: expect.stringContaining('--all-databases --single-transaction --quick') as string,
  });
  expect(ran(script, ['-o', 'restore', '-f', 'dump.sql'])).toMatchObject({
    status: 0,
    log: expect.stringContaining('mysql --user=root') as string,
  });
  expect(ran(script, ['-o', 'restore', '-f', 'none.sql']).status).toBe(1);
  expect(ran(script, ['-o', 'drop', '-f', 'dump.sql']).status).toBe(1);
  expect(ran(script, ['-o', 'backup']).status).toBe(1);
});
