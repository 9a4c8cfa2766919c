// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomPort } from './ports.mjs';
import { secretsIn } from './state.mjs';
import { databaseUrl, prepareDatabase } from './services/database.mjs';
import { prepareRedis, redisUrl } from './services/redis.mjs';

/** @typedef {import('./services/server.mjs').PrivateServer} PrivateServer */
/**
 * @typedef {object} DatabaseOptions
 * @property {number} [port]
 * @property {boolean} [durable] true unless told: innodb_flush_log_at_trx_commit=1
 * @property {number} [bufferPoolMb] 256 unless told
 * @property {boolean} [adminOfServer] the admin may make databases of its own, for tests
 */
/**
 * @typedef {object} RedisOptions
 * @property {number} [port]
 * @property {boolean} [durable] true unless told: append-only file
 */
/** @typedef {{ url: string, adminUrl: string, server: PrivateServer }} PrivateDatabase */
/** @typedef {{ url: string, server: PrivateServer }} PrivateRedis */

const schema = 'tradepost';

/**
 * A private database with the two accounts that the shop wants: one for its rows, one for its schema.
 * @param {string} dir
 * @param {DatabaseOptions} [options]
 * @returns {Promise<PrivateDatabase>}
 */
export async function startPrivateDatabase(dir, options = {}) {
  const secrets = secretsIn(dir);
  const port = options.port ?? (await randomPort());
  const user = { name: 'tradepost', password: secrets.get('databasePassword') };
  const admin = { name: 'tradepost_admin', password: secrets.get('databaseAdminPassword') };
  const { durable = true, bufferPoolMb = 256, adminOfServer = false } = options;
  const settings = { schema, user, admin, adminOfServer, durable, bufferPoolMb };
  const server = await prepareDatabase({ dir: join(dir, 'database'), port, settings });
  await server.start();
  return { server, url: databaseUrl(user, port, schema), adminUrl: databaseUrl(admin, port, schema) };
}

/**
 * @param {string} dir
 * @param {RedisOptions} [options]
 * @returns {Promise<PrivateRedis>}
 */
export async function startPrivateRedis(dir, options = {}) {
  const password = secretsIn(dir).get('redisPassword');
  const port = options.port ?? (await randomPort());
  const server = prepareRedis({ dir: join(dir, 'redis'), port, password, durable: options.durable ?? true });
  await server.start();
  return { server, url: redisUrl(password, port) };
}

/**
 * A database and a Redis in a folder of their own, on free ports of the loopback address. For `npm test`,
 * the bench and the chaos runs. `server` of each can be stopped, killed, halted and started again; the port,
 * the passwords and the data stay.
 * @param {{ dir: string, database?: DatabaseOptions, redis?: RedisOptions }} options
 */
export async function startPrivateServices({ dir, database = {}, redis = {} }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // One after the other: both look into the same file of secrets, and Redis takes only a moment.
  const startedRedis = await startPrivateRedis(dir, redis);
  const startedDatabase = await startPrivateDatabase(dir, database);
  return {
    database: startedDatabase,
    redis: startedRedis,
    async stop() {
      await Promise.all([startedDatabase.server.stop(), startedRedis.server.stop()]);
    },
  };
}
