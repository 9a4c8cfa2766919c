// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../console.mjs';
import { capture, findBinary } from '../process.mjs';
import { readJson, writeJson, writePrivate } from '../state.mjs';

/** @typedef {import('./database-binary.mjs').DatabaseBinary} DatabaseBinary */
/** @typedef {import('./database-binary.mjs').Flavour} Flavour */
/** @typedef {{ name: string, password: string }} Account */
/**
 * @typedef {object} DatabaseSettings
 * @property {string} schema
 * @property {Account} user may only read and change rows
 * @property {Account} admin owns the schema; with `adminOfServer` every database of this server
 * @property {boolean} adminOfServer
 * @property {boolean} durable false lets the last second go with the machine's power, for tests
 * @property {number} bufferPoolMb
 */

const asRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

/** @param {string} dir */
export function filesOf(dir) {
  const inside = (/** @type {string} */ name) => join(dir, name);
  return {
    data: inside('data'),
    made: inside('made-by.json'),
    config: inside('my.cnf'),
    init: inside('init.sql'),
    log: inside('server.log'),
    socket: socketOf(dir),
  };
}

/**
 * A socket's path may have 103 characters at most, so a deep folder has its socket in the system's temporary one.
 * @param {string} dir
 */
function socketOf(dir) {
  const inside = join(resolve(dir), 'server.sock');
  const hash = createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16);
  return inside.length < 100 ? inside : join(tmpdir(), `tradepost-${hash}.sock`);
}

/**
 * @param {string} dir
 * @returns {Flavour | undefined} which server made the data in this folder
 */
export function flavourOf(dir) {
  const { data, made } = filesOf(dir);
  return existsSync(data) ? readJson(made)?.['flavour'] : undefined;
}

/**
 * Makes an empty data folder. In a draft that is renamed at the end, so that a data folder is always a whole one.
 * @param {string} dir
 * @param {DatabaseBinary} binary
 */
export async function initialise(dir, binary) {
  const { data, made } = filesOf(dir);
  if (existsSync(data)) return;
  const draft = `${data}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await (binary.flavour === 'mysql' ? initialiseMysql(draft, binary) : initialiseMariadb(draft, binary));
  writeJson(made, { flavour: binary.flavour, version: binary.version });
  renameSync(draft, data);
}

/**
 * @param {string} data
 * @param {DatabaseBinary} binary
 */
async function initialiseMysql(data, binary) {
  await mustWork(binary.path, ['--no-defaults', '--initialize-insecure', ...asRoot(), `--datadir=${data}`]);
}

/**
 * By MariaDB's own script; some packages have it apart from the server, then by its SQL files.
 * @param {string} data
 * @param {DatabaseBinary} binary
 */
async function initialiseMariadb(data, binary) {
  const script = findBinary('mariadb-install-db') ?? findBinary('mysql_install_db');
  if (script === undefined) return bootstrapMariadb(data, binary);
  const options = [`--datadir=${data}`, '--skip-test-db', '--skip-name-resolve'];
  await mustWork(script, [
    '--no-defaults',
    '--auth-root-authentication-method=socket',
    ...asRoot(),
    ...options,
  ]);
}

/**
 * @param {string} data
 * @param {DatabaseBinary} binary
 */
async function bootstrapMariadb(data, binary) {
  const prefix = join(dirname(binary.path), '..');
  const shares = [join(prefix, 'share', 'mariadb'), join(prefix, 'share', 'mysql'), '/usr/share/mysql'];
  const share = shares.find((folder) => existsSync(join(folder, 'mysql_system_tables.sql')));
  if (share === undefined) throw new Failure(`MariaDB's system tables are not beside ${binary.path}.`);
  const scripts = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'];
  const optional = ['fill_help_tables.sql', 'maria_add_gis_sp_bootstrap.sql', 'mysql_sys_schema.sql'];
  const present = [...scripts, ...optional]
    .map((name) => join(share, name))
    .filter((file) => existsSync(file));
  const tables = present.map((file) => readFileSync(file, 'utf8'));
  mkdirSync(join(data, 'mysql'), { recursive: true, mode: 0o700 });
  const before = `CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n`;
  const options = [
    '--no-defaults',
    '--bootstrap',
    ...asRoot(),
    `--datadir=${data}`,
    `--lc-messages-dir=${share}`,
  ];
  await mustWork(binary.path, options, before + tables.join('\n'));
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [input]
 */
async function mustWork(command, args, input) {
  const { code, output } = await capture(command, args, { input: input ?? '', timeoutMs: 180_000 });
  if (code === 0) return;
  const lines = output.trimEnd().split('\n').slice(-15).join('\n');
  throw new Failure(`${command} could not make an empty database:\n${lines}`);
}

/**
 * @param {string} dir
 * @param {number} port
 * @param {DatabaseSettings} settings
 */
export function writeConfig(dir, port, settings) {
  const files = filesOf(dir);
  // "loose": the other server does not know the option.
  const lines = [
    '[mysqld]',
    `datadir = ${resolve(files.data)}`,
    `socket = ${files.socket}`,
    `pid-file = ${resolve(dir, 'server.pid')}`,
    `init-file = ${resolve(files.init)}`,
    `port = ${String(port)}`,
    'bind-address = 127.0.0.1',
    'skip-name-resolve',
    'loose-skip-log-bin',
    'loose-mysqlx = OFF',
    'local-infile = OFF',
    'character-set-server = utf8mb4',
    'collation-server = utf8mb4_unicode_ci',
    'max-connections = 400',
    `innodb-buffer-pool-size = ${String(settings.bufferPoolMb)}M`,
    `innodb-flush-log-at-trx-commit = ${settings.durable ? '1' : '2'}`,
    ...(settings.durable ? [] : ['innodb-doublewrite = OFF', 'innodb-flush-method = nosync']),
  ];
  writePrivate(files.config, `${lines.join('\n')}\n`);
  writePrivate(files.init, initSql(settings) + rootSql(flavourOf(dir), settings.admin));
}

/**
 * MySQL begins with a root that has no password. MariaDB's root is the machine's root, by the socket only.
 * @param {Flavour | undefined} flavour
 * @param {Account} admin
 */
function rootSql(flavour, { password }) {
  return flavour === 'mysql' ? `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';\n` : '';
}

/**
 * Runs at each start of the server, before it takes connections: no client program is needed, and the
 * passwords are always the ones that we know. One statement a line, as both servers want it.
 * @param {DatabaseSettings} settings
 */
export function initSql({ schema, user, admin, adminOfServer }) {
  const account = (/** @type {Account} */ { name }) => `'${name}'@'127.0.0.1'`;
  const lines = [`CREATE DATABASE IF NOT EXISTS ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`];
  for (const each of [user, admin]) {
    lines.push(`CREATE USER IF NOT EXISTS ${account(each)} IDENTIFIED BY '${each.password}';`);
    lines.push(`ALTER USER ${account(each)} IDENTIFIED BY '${each.password}';`);
  }
  const realm = adminOfServer ? '*.*' : `${schema}.*`;
  lines.push(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.* TO ${account(user)};`);
  lines.push(
    `GRANT ALL PRIVILEGES ON ${realm} TO ${account(admin)}${adminOfServer ? ' WITH GRANT OPTION' : ''};`,
  );
  // For imports: a dump of another shop is loaded into a schema of its own, beside ours.
  if (!adminOfServer)
    lines.push(`GRANT ALL PRIVILEGES ON \`${schema}\\_import\\_%\`.* TO ${account(admin)};`);
  return `${lines.join('\n')}\n`;
}
