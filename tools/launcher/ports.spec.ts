import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFree, portsIn } from './ports.mjs';

const everythingBut =
  (...taken: number[]) =>
  async (port: number): Promise<boolean> =>
    Promise.resolve(!taken.includes(port));

describe('choosing ports', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tradepost-ports-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('takes the usual one when it is free', async () => {
    expect(await portsIn(dir, everythingBut()).choose('api', 3000)).toBe(3000);
  });

  it('goes upwards from a taken one', async () => {
    expect(await portsIn(dir, everythingBut(3000, 3001)).choose('api', 3000)).toBe(3002);
  });

  it('gives no port to two of the same start', async () => {
    const ports = portsIn(dir, everythingBut());
    expect([await ports.choose('api', 3000), await ports.choose('worker', 3000)]).toEqual([3000, 3001]);
  });

  it('comes back to the port of the last start', async () => {
    await portsIn(dir, everythingBut(3000)).choose('api', 3000);
    expect(await portsIn(dir, everythingBut()).choose('api', 3000)).toBe(3001);
  });

  it('leaves the port of the last start when somebody else has it now', async () => {
    await portsIn(dir, everythingBut(3000)).choose('api', 3000);
    expect(await portsIn(dir, everythingBut(3001)).choose('api', 3000)).toBe(3000);
  });

  it('gives up with a sentence when all fifty are taken', async () => {
    await expect(portsIn(dir, async () => Promise.resolve(false)).choose('api', 3000)).rejects.toThrow(
      'No free port between 3000 and 3049.',
    );
  });

  it('sees a server on any address of the machine', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, host, resolve));
      const { port } = server.address() as AddressInfo;
      expect(await isFree(port)).toBe(false);
      await new Promise((resolve) => server.close(resolve));
      expect(await isFree(port)).toBe(true);
    }
  });
});
