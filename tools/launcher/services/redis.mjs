// @ts-check
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../console.mjs';
import { answers } from '../ports.mjs';
import { findBinary } from '../process.mjs';
import { writePrivate } from '../state.mjs';
import { PrivateServer } from './server.mjs';

/** @returns {string | undefined} */
export function findRedisBinary() {
  return findBinary('redis-server') ?? findBinary('valkey-server');
}

/**
 * A Redis of our own: loopback only, all its files in one folder.
 * @param {{ dir: string, port: number, password: string, durable: boolean }} options
 * @returns {PrivateServer} not yet started
 */
export function prepareRedis({ dir, port, password, durable }) {
  const command = findRedisBinary();
  if (command === undefined) throw new Failure('There is no redis-server on this machine.');
  const data = resolve(dir, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const config = resolve(dir, 'redis.conf');
  writePrivate(config, redisConfig({ data, port, password, durable }));
  return new PrivateServer({
    launch: { name: 'redis', command, args: [config], logFile: join(dir, 'server.log') },
    port,
    dir,
    isReady: () => answersPing(port, password),
  });
}

/** @param {{ data: string, port: number, password: string, durable: boolean }} options */
function redisConfig({ data, port, password, durable }) {
  const lines = [
    'bind 127.0.0.1',
    `port ${String(port)}`,
    `dir "${data}"`,
    `requirepass ${password}`,
    'daemonize no',
    // Jobs must not be thrown out to make room; the outbox would have to make them again.
    'maxmemory-policy noeviction',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'save ""',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * @param {number} port
 * @param {string} password
 */
function answersPing(port, password) {
  // While it still loads its data, Redis answers PING with an error.
  return answers(port, {
    say: `AUTH ${password}\r\nPING\r\n`,
    expect: (answer) => answer.includes('+PONG'),
    timeoutMs: 500,
  });
}

/**
 * @param {string} password
 * @param {number} port
 */
export function redisUrl(password, port) {
  return `redis://:${password}@127.0.0.1:${String(port)}/0`;
}
