import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';
import type { Order } from './argon2-clerk.js';
import { Argon2Clerks } from './argon2-clerks.js';
import { Argon2PasswordHasher } from './argon2-password-hasher.js';
import { SignInBusy } from '../domain/guessing.errors.js';

const hasher = new Argon2PasswordHasher();
afterAll(() => {
  hasher.onApplicationShutdown();
});

describe('hashing passwords', () => {
  it('uses argon2id at the parameters of today', async () => {
    const hashed = await hasher.hash('tangled kites over harbour');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hasher.isOutdated(hashed)).toBe(false);
    expect(await hasher.verify(hashed, 'tangled kites over harbour')).toBe(true);
    expect(await hasher.verify(hashed, 'tangled kites over harbor')).toBe(false);
  });

  it('sees a hash of yesterday', async () => {
    expect(
      hasher.isOutdated(await argon2.hash('x', { memoryCost: 12_288, timeCost: 3, parallelism: 1 })),
    ).toBe(true);
  });

  it('does not cut long passwords off', async () => {
    const long = 'é'.repeat(127);
    const hashed = await hasher.hash(`${long}a`);
    expect(await hasher.verify(hashed, `${long}b`)).toBe(false);
  });

  it('computes as much without an account, and never says yes', async () => {
    const known = await hasher.hash('tangled kites over harbour');
    const orders: Order[] = [];
    const watched = new Argon2PasswordHasher();
    Reflect.set(watched, 'clerks', {
      compute: (order: Order) => {
        orders.push(order);
        return Promise.resolve(true);
      },
    });
    expect(await watched.verify(undefined, 'x')).toBe(false);
    expect(await watched.verify(known, 'x')).toBe(true);
    const costs = orders.map((order) => order.kind === 'verify' && argon2.parseOptions(order.hash));
    expect(costs).toHaveLength(2);
    expect(costs[1]).toEqual(costs[0]);
  });

  it('is asked by more at once than it lets in', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => hasher.verify(undefined, 'x')));
    expect(answers).toEqual(Array(10).fill(false));
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the process that computes', () => {
  let clerks: Argon2Clerks;
  const order: Order = { kind: 'hash', password: 'a secret', memoryCost: 8, timeCost: 1, parallelism: 1 };
  const known = new Set<string>();
  /** Those that were not there before. */
  const childrenNow = (): string[] =>
    execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('argon2-clerk'))
      .map((line) => line.trim().split(' ')[0]!)
      .filter((pid) => !known.has(pid));

  beforeEach(() => {
    for (const pid of childrenNow()) known.add(pid);
    clerks = new Argon2Clerks(1);
  });

  onLinux('is started when it is needed, is less important, and knows nothing', async () => {
    expect(childrenNow()).toEqual([]);
    expect(await clerks.compute(order)).toMatch(/^\$argon2id/);
    const [pid] = childrenNow();
    expect(execFileSync('ps', ['-o', 'ni=', '-p', pid!], { encoding: 'utf8' }).trim()).toBe('10');
    expect(readFileSync(`/proc/${pid!}/environ`, 'utf8')).not.toMatch(/SECRET|DATABASE|REDIS|a secret/);
    expect(readFileSync(`/proc/${pid!}/cmdline`, 'utf8')).not.toContain('a secret');
    clerks.close();
    await expect(gone(pid!)).resolves.toBe(true);
  });

  onLinux('is started anew when it has died', async () => {
    await clerks.compute(order);
    const [first] = childrenNow();
    process.kill(Number(first), 'SIGSTOP');
    const busy = clerks.compute(order);
    process.kill(Number(first), 'SIGKILL');
    await expect(busy).rejects.toThrow(SignInBusy);
    expect(await clerks.compute(order)).toMatch(/^\$argon2id/);
    expect(childrenNow()).not.toContain(first);
    clerks.close();
  });

  onLinux('ends with whoever started it, however that ends', async () => {
    const script = `
      const { fork } = require('node:child_process');
      const child = fork(process.argv[1], [], { env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      child.once('message', () => { process.stdout.write(String(child.pid)); process.kill(process.pid, 'SIGKILL'); });
      child.send({ kind: 'hash', password: 'x', memoryCost: 8, timeCost: 1, parallelism: 1 });`;
    const program = new URL('./argon2-clerk.ts', import.meta.url).pathname;
    let said = '';
    try {
      execFileSync(process.execPath, ['-e', script, program], { encoding: 'utf8' });
    } catch (error) {
      said = (error as { stdout: string }).stdout;
    }
    expect(said).toMatch(/^\d+$/);
    await expect(gone(said)).resolves.toBe(true);
  });

  it('says what was wrong with a hash that is none', async () => {
    await expect(clerks.compute({ kind: 'verify', password: 'x', hash: 'none' })).rejects.toThrow(/argon2/);
    clerks.close();
  });
});

async function gone(pid: string): Promise<boolean> {
  for (let n = 0; n < 100; n += 1) {
    try {
      process.kill(Number(pid), 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
