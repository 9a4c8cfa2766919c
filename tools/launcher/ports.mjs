// @ts-check
import { randomInt } from 'node:crypto';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from './console.mjs';
import { codeOf, readJson, writeJson } from './state.mjs';

/** @typedef {(port: number) => Promise<boolean>} PortTest */

/**
 * Whether nobody listens there. Both addresses are tried, because a server on all addresses
 * does not keep every system from giving us the loopback one.
 * @type {PortTest}
 */
export async function isFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'));
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      const code = codeOf(error);
      resolve(code === 'EAFNOSUPPORT' || code === 'EADDRNOTAVAIL'); // A machine without IPv6.
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Ports that stay the same from start to start as long as they are free.
 * @param {string} dir
 * @param {PortTest} [free]
 */
export function portsIn(dir, free = isFree) {
  const file = join(dir, 'ports.json');
  const remembered = readJson(file) ?? {};
  /** @type {Set<number>} */
  const taken = new Set();
  return {
    /**
     * @param {string} name
     * @param {number} preferred the first choice, and where looking upwards begins
     * @returns {Promise<number>}
     */
    async choose(name, preferred) {
      const port = await firstFree(candidates(remembered[name], preferred), taken, free);
      taken.add(port);
      if (remembered[name] !== port) writeJson(file, Object.assign(remembered, { [name]: port }));
      return port;
    },
  };
}

/**
 * @param {unknown} remembered
 * @param {number} preferred
 */
function candidates(remembered, preferred) {
  const upwards = Array.from({ length: 50 }, (_, index) => preferred + index);
  return typeof remembered === 'number' ? [remembered, ...upwards] : upwards;
}

/**
 * @param {number[]} ports
 * @param {Set<number>} taken
 * @param {PortTest} free
 */
async function firstFree(ports, taken, free) {
  for (const port of ports) {
    if (!taken.has(port) && (await free(port))) return port;
  }
  throw new Failure(`No free port between ${String(ports[0])} and ${String(ports.at(-1))}.`);
}

/**
 * A free port for something short-lived. Below the range that systems hand out for outgoing connections:
 * there, a client that keeps trying a closed port can end up connected to itself.
 * @returns {Promise<number>}
 */
export async function randomPort() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new Failure('No free port between 20000 and 30000.');
}

/**
 * Connects, says something and waits for an answer that matches.
 * @param {number} port
 * @param {{ say?: string, expect: (answer: Buffer) => boolean, timeoutMs?: number }} exchange
 * @returns {Promise<boolean>}
 */
export function answers(port, { say = '', expect, timeoutMs = 1000 }) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let answer = Buffer.alloc(0);
    const end = (/** @type {boolean} */ result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.on('error', () => end(false));
    socket.on('end', () => end(false));
    socket.on('connect', () => say && socket.write(say));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (expect(answer)) end(true);
    });
  });
}
