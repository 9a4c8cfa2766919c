import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { requestScope } from '../observability/request-scope.js';
import type { AuditEntry, AuditLog } from './audit-log.js';
import { SecurityTrail, type RefusedAttempt } from './security-trail.js';

function trail(): { trail: SecurityTrail; written: AuditEntry[]; fail: (times: number) => void } {
  const written: AuditEntry[] = [];
  let failures = 0;
  const log = {
    appendAll: (entries: readonly AuditEntry[]): Promise<void> => {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error('The database is away.'));
      }
      written.push(...entries);
      return Promise.resolve();
    },
  } as unknown as AuditLog;
  const unitOfWork = { run: (work: () => Promise<void>) => work() } as unknown as UnitOfWork;
  return { trail: new SecurityTrail(unitOfWork, log), written, fail: (times) => (failures = times) };
}

function attempt(subjectId = 'ada'): RefusedAttempt {
  return { actor: 'anonymous', action: 'customers.sign-in-failed', subjectType: 'customer', subjectId };
}

function from(address: string, work: () => void): void {
  requestScope.run({ requestId: address, client: { address, userAgent: 'curl' } }, work);
}

beforeAll(() => {
  Logger.overrideLogger(false);
});

describe('the trail of what was refused', () => {
  it('tells the same from the same client once, and how often', async () => {
    const { trail: it, written } = trail();
    for (let n = 0; n < 1_000; n += 1)
      from('192.0.2.1', () => {
        it.note(attempt());
      });
    from('192.0.2.2', () => {
      it.note(attempt());
    });
    await it.flush();
    expect(written.map(({ times, origin }) => [origin?.client?.address, times])).toEqual([
      ['192.0.2.1', 1_000],
      ['192.0.2.2', 1],
    ]);
  });

  it('says how much more there was than it could tell of', async () => {
    const { trail: it, written } = trail();
    for (let n = 0; n < 700; n += 1) it.note(attempt(`account ${String(n)}`));
    await it.flush();
    expect(written).toHaveLength(501);
    expect(written.at(-1)).toMatchObject({ action: 'audit.more-was-refused', times: 200 });
  });

  it('loses nothing while the database is away, nor counts it twice', async () => {
    const { trail: it, written, fail } = trail();
    fail(2);
    for (let n = 0; n < 700; n += 1) it.note(attempt(`account ${String(n)}`));
    await it.flush();
    it.note(attempt('account 3'));
    await it.flush();
    await it.flush();
    await it.flush();
    expect(written.reduce((sum, { times = 1 }) => sum + times, 0)).toBe(701);
    expect(written.find(({ subjectId }) => subjectId === 'account 3')?.times).toBe(2);
  });

  it('tells the last of it at the end', async () => {
    const { trail: it, written } = trail();
    it.onApplicationBootstrap();
    it.note(attempt());
    await it.beforeApplicationShutdown();
    expect(written).toHaveLength(1);
  });
});
