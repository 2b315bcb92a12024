/** Liquibase, by which Keycloak changes its schema, makes this table without a key, and a replicated cluster refuses that. */
const CHANGE_LOG: Readonly<Record<string, string>> = {
  ID: 'VARCHAR(255) NOT NULL',
  AUTHOR: 'VARCHAR(255) NOT NULL',
  FILENAME: 'VARCHAR(255) NOT NULL',
  DATEEXECUTED: 'DATETIME NOT NULL',
  ORDEREXECUTED: 'INT NOT NULL',
  EXECTYPE: 'VARCHAR(10) NOT NULL',
  MD5SUM: 'VARCHAR(35)',
  DESCRIPTION: 'VARCHAR(255)',
  COMMENTS: 'VARCHAR(255)',
  TAG: 'VARCHAR(255)',
  LIQUIBASE: 'VARCHAR(20)',
  CONTEXTS: 'VARCHAR(255)',
  LABELS: 'VARCHAR(255)',
  DEPLOYMENT_ID: 'VARCHAR(10)',
};

/** What the user of Keycloak may do with its database. */
const PRIVILEGES = ['CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** User and database of Keycloak. */
export const DATABASE_USER = 'keycloak';

/** Variable with the password, where {@link databaseScript} is not told it. */
export const DATABASE_PASSWORD = 'KEYCLOAK_DATABASE_PASSWORD';

/**
 * The script by which the first MySQL server makes the database of Keycloak: user, database, privileges, and the table that needs a
 * key. A server that restores a backup (`DB_RESTORE=true`) gets the tables from there.
 * @param user - name of the user
 * @param password - its password; without it the shell puts in that of variable {@link DATABASE_PASSWORD}
 */
export function databaseScript(user: string, password?: string): string {
  const columns = Object.entries(CHANGE_LOG).map(([name, type]) => `  ${name} ${type},`);
  return lines(
    '#!/bin/sh',
    // It may be read by a shell that goes on afterwards: it must not exit.
    'as_root() { mysql --user=root --password="$MYSQL_ROOT_PASSWORD"; }',
    'case "$HOSTNAME" in *-0)',
    ...account(user, password),
    `CREATE DATABASE IF NOT EXISTS ${user} DEFAULT CHARACTER SET utf8 DEFAULT COLLATE utf8_general_ci;`,
    `GRANT ${PRIVILEGES.join(', ')} ON ${user}.* TO '${user}'@'%';`,
    `GRANT XA_RECOVER_ADMIN ON *.* TO '${user}'@'%';`,
    'FLUSH PRIVILEGES;',
    'SQL',
    'if [ "${DB_RESTORE:-false}" = false ]; then',
    "as_root <<'SQL'",
    `CREATE TABLE IF NOT EXISTS ${user}.DATABASECHANGELOG (`,
    ...columns,
    '  PRIMARY KEY (ID, AUTHOR, FILENAME)',
    ') ENGINE=InnoDB DEFAULT CHARSET=utf8;',
    'SQL',
    'fi',
    ';; esac',
  );
}

/** Dumps all databases of a MySQL server into a file, or reads such a file: `-o backup|restore -f FILE`. A hook of Velero. */
export const DUMP_SCRIPT = lines(
  '#!/bin/sh',
  'folder=/oracle/mysql/data-backup',
  'usage() { echo "usage: $0 -o backup|restore -f FILE" >&2; exit 1; }',
  'while getopts o:f:h option; do',
  '  case "$option" in',
  '    o) operation=$OPTARG ;;',
  '    f) file=$OPTARG ;;',
  '    *) usage ;;',
  '  esac',
  'done',
  '[ -n "${file:-}" ] || usage',
  'mkdir -p "$folder"',
  'case "${operation:-}" in',
  '  backup)',
  '    mysqldump --user=root --password="$MYSQL_ROOT_PASSWORD" --all-databases --single-transaction --quick \\',
  '      --lock-tables=false > "$folder/$file"',
  '    ;;',
  '  restore)',
  '    [ -f "$folder/$file" ] || { echo "$folder/$file does not exist" >&2; exit 1; }',
  '    until mysqladmin --user=root --password="$MYSQL_ROOT_PASSWORD" --silent ping; do sleep 5; done',
  '    mysqladmin --user=root --password="$MYSQL_ROOT_PASSWORD" status || exit 1',
  '    mysql --user=root --password="$MYSQL_ROOT_PASSWORD" < "$folder/$file"',
  '    ;;',
  '  *) usage ;;',
  'esac || { echo "$operation of MySQL failed" >&2; exit 1; }',
  'echo "$operation of MySQL is done"',
);

function account(user: string, password: string | undefined): readonly string[] {
  const create = (text: string): string => `CREATE USER IF NOT EXISTS '${user}' IDENTIFIED BY '${text}';`;
  if (password !== undefined) return ["as_root <<'SQL'", create(quoted(password))];
  // Backslashes first; MySQL reads two of them, and two quotes, as one.
  const escaped = `$(printf %s "$${DATABASE_PASSWORD}" | sed -e 's/\\\\/&&/g' -e "s/'/''/g")`;
  return [`password=${escaped}`, 'as_root <<SQL', create('$password'), 'SQL', "as_root <<'SQL'"];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** A string inside of single quotes of MySQL. */
function quoted(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/'/g, "''");
}
