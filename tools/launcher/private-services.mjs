// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomPort } from './ports.mjs';
import { secretsIn } from './state.mjs';
import { databaseUrl, prepareDatabase } from './services/database.mjs';
import { ContainerServer } from './services/docker.mjs';
import { prepareRedis, redisUrl } from './services/redis.mjs';
import { findSources } from './services/sources.mjs';

/** @typedef {import('./services/server.mjs').PrivateServer | ContainerServer} Server */
/** @typedef {import('./services/sources.mjs').ReadySource} ReadySource */
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
/** @typedef {{ url: string, adminUrl: string, server: Server }} PrivateDatabase */
/** @typedef {{ url: string, server: Server }} PrivateRedis */

const schema = 'tradepost';

/**
 * A database of our own with the two accounts that the shop wants: one for its rows, one for its schema.
 * @param {string} dir
 * @param {ReadySource} source
 * @param {DatabaseOptions} [options]
 * @returns {Promise<PrivateDatabase>}
 */
export async function startPrivateDatabase(dir, source, options = {}) {
  const secrets = secretsIn(dir);
  const user = { name: 'tradepost', password: secrets.get('databasePassword') };
  const admin = { name: 'tradepost_admin', password: secrets.get('databaseAdminPassword') };
  const { durable = true, bufferPoolMb = 256, adminOfServer = false } = options;
  const port = options.port ?? (await randomPort());
  const settings = { schema, user, admin, adminOfServer, durable, bufferPoolMb };
  const server =
    source === 'docker'
      ? container(dir, 'mysql', port, {
          MYSQL_ADMIN_REALM: adminOfServer ? '*.*' : `${schema}.*`,
          MYSQL_FLUSH_LOG: durable ? '1' : '2',
        })
      : await prepareDatabase({ dir: join(dir, 'database'), port, settings });
  await server.start();
  return { server, url: databaseUrl(user, port, schema), adminUrl: databaseUrl(admin, port, schema) };
}

/**
 * @param {string} dir
 * @param {ReadySource} source
 * @param {RedisOptions} [options]
 * @returns {Promise<PrivateRedis>}
 */
export async function startPrivateRedis(dir, source, options = {}) {
  const password = secretsIn(dir).get('redisPassword');
  const { durable = true } = options;
  const port = options.port ?? (await randomPort());
  const server =
    source === 'docker'
      ? container(dir, 'redis', port, {})
      : prepareRedis({ dir: join(dir, 'redis'), port, password, durable });
  await server.start();
  return { server, url: redisUrl(password, port) };
}

/**
 * @param {string} dir
 * @param {'mysql' | 'redis'} service
 * @param {number} port
 * @param {Record<string, string>} more
 */
function container(dir, service, port, more) {
  const secrets = secretsIn(dir);
  const env = {
    MYSQL_PASSWORD: secrets.get('databasePassword'),
    MYSQL_ADMIN_PASSWORD: secrets.get('databaseAdminPassword'),
    REDIS_PASSWORD: secrets.get('redisPassword'),
    [service === 'mysql' ? 'MYSQL_PORT' : 'REDIS_PORT']: String(port),
    ...more,
  };
  const project = `tradepost-${createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 8)}`;
  return new ContainerServer({ service, project, port, env });
}

/**
 * A database and a Redis in a folder of their own, on free ports of the loopback address. For `npm test`,
 * the bench and the chaos runs. `server` of each can be stopped, killed, halted and started again; the port,
 * the passwords and the data stay.
 * @param {{ dir: string, database?: DatabaseOptions, redis?: RedisOptions }} options
 */
export async function startPrivateServices({ dir, database = {}, redis = {} }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const sources = await findSources(dir);
  const startedRedis = await startPrivateRedis(dir, sources.redis, redis);
  const startedDatabase = await startPrivateDatabase(dir, sources.database, database).catch(async (error) => {
    await startedRedis.server.stop();
    throw error;
  });
  return {
    database: startedDatabase,
    redis: startedRedis,
    /** Ends both in order; the data stays. */
    async stop() {
      await Promise.all([startedDatabase.server.stop(), startedRedis.server.stop()]);
    },
    /** Ends both at once and takes everything away. */
    async remove() {
      await startedDatabase.server.remove();
      await startedRedis.server.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
