import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Database } from '#platform/database/database.js';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import { NamedLock } from '#platform/database/named-lock.js';
import { NoTransaction, TransactionEnded, UnitOfWork } from '#platform/database/unit-of-work.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let unitOfWork: UnitOfWork;
let database: Database;
let audit: AuditLog;

beforeAll(async () => {
  context = await startContext({}, { DATABASE_POOL_SIZE: '4', DATABASE_ACQUIRE_TIMEOUT_MS: '1000' });
  unitOfWork = context.app.get(UnitOfWork);
  database = context.app.get(Database);
  audit = context.app.get(AuditLog);
  await context.database.query(
    'CREATE TABLE shelves (name VARCHAR(10) PRIMARY KEY, things INT NOT NULL) ENGINE=InnoDB',
  );
});

afterAll(() => context.close());

const note = (action: string): Promise<void> =>
  audit.append({ actor: 'test', action, subjectType: 'thing', subjectId: '1' });
const noted = async (action: string): Promise<number> =>
  (await context.database.query('SELECT 1 FROM audit_log WHERE action = ?', [action])).length;

describe('a unit of work', () => {
  it('commits what was written in it, nested runs included', async () => {
    await unitOfWork.run(async () => {
      await note('outer');
      await unitOfWork.run(() => note('inner'));
    });
    expect([await noted('outer'), await noted('inner')]).toEqual([1, 1]);
  });

  it('rolls back everything when a nested run fails, even if the error is caught', async () => {
    const work = unitOfWork.run(async () => {
      await note('caught');
      await unitOfWork.run(() => Promise.reject(new Error('no'))).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('no');
    expect(await noted('caught')).toBe(0);
  });

  it('rolls back when a failed statement was caught', async () => {
    const work = unitOfWork.run(async () => {
      await note('swallowed');
      await database.write('INSERT INTO nowhere VALUES (1)').catch(() => undefined);
    });
    await expect(work).rejects.toThrow(/nowhere/);
    expect(await noted('swallowed')).toBe(0);
  });

  it('lets no sibling of a failed promise write after it', async () => {
    const ended = Promise.withResolvers<undefined>();
    let late: Promise<void> = Promise.resolve();
    const work = unitOfWork.run(async () => {
      late = ended.promise.then(() => note('late'));
      await Promise.all([late, Promise.reject(new Error('first'))]);
    });
    await expect(work).rejects.toThrow('first');
    ended.resolve(undefined);
    await expect(late).rejects.toThrow(TransactionEnded);
    expect(await noted('late')).toBe(0);
  });

  it('refuses to write outside of a run', async () => {
    await expect(note('outside')).rejects.toThrow(NoTransaction);
    expect(() => unitOfWork.manager).toThrow(NoTransaction);
  });

  it('reads its own writes, committed ones only from outside', async () => {
    await unitOfWork.run(async () => {
      await note('visible');
      expect(await database.query("SELECT 1 FROM audit_log WHERE action = 'visible'")).toHaveLength(1);
      expect(await noted('visible')).toBe(0);
    });
  });

  it('runs READ COMMITTED on every connection of the pool', async () => {
    const levels = await Promise.all(
      [1, 2, 3, 4].map(() =>
        unitOfWork.run(async () => {
          await database.query('SELECT SLEEP(0.05)');
          // Both servers know @@transaction_isolation since MariaDB 11.1; 10.11 only the other name.
          const variables = await database.query<{ Value: string }>(
            "SHOW VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')",
          );
          return variables[0]?.Value;
        }),
      ),
    );
    expect(new Set(levels)).toEqual(new Set(['READ-COMMITTED']));
  });

  it('keeps text apart from statements, and refuses what does not fit, however the server is set up', async () => {
    const [session] = await database.query<{ mode: string }>('SELECT @@SESSION.sql_mode AS mode');
    expect(session?.mode.split(',').sort()).toEqual([
      'ERROR_FOR_DIVISION_BY_ZERO',
      'NO_ENGINE_SUBSTITUTION',
      'STRICT_TRANS_TABLES',
    ]);
    const text = "\\' OR 1 = 1; -- ? :name";
    const same = await unitOfWork.run(() => database.query('SELECT :text AS text', { text }));
    expect(same).toEqual([{ text }]);
  });

  it('sets the SQL mode itself, since the escaping of values depends on it', async () => {
    const modes = await Promise.all(
      [1, 2, 3, 4].map(() =>
        unitOfWork.run(async () => {
          await database.query('SELECT SLEEP(0.05)');
          return (await database.queryOne<{ mode: string }>('SELECT @@SESSION.sql_mode AS mode'))?.mode;
        }),
      ),
    );
    for (const mode of modes) {
      expect(mode).toContain('STRICT_TRANS_TABLES');
      expect(mode).not.toContain('NO_BACKSLASH_ESCAPES');
    }
  });

  it('tells what depends on the commit only after it', async () => {
    const told: string[] = [];
    await unitOfWork.run(async () => {
      unitOfWork.afterCommit(() => told.push('after'));
      await note('before');
      told.push('before');
    });
    await unitOfWork.run(() => Promise.reject(new Error('no'))).catch(() => told.push('rolled back'));
    expect(told).toEqual(['before', 'after', 'rolled back']);
  });

  it('runs again after a deadlock, so that neither side sees it', async () => {
    await context.database.query("INSERT INTO shelves VALUES ('a', 0), ('b', 0)");
    const runs = { count: 0, holding: 0 };
    const both = Promise.withResolvers<undefined>();
    const fill = (first: string, second: string): Promise<void> =>
      unitOfWork.run(async () => {
        runs.count += 1;
        await database.write('UPDATE shelves SET things = things + 1 WHERE name = :first', { first });
        runs.holding += 1;
        if (runs.holding === 2) both.resolve(undefined);
        await both.promise; // each holds what the other wants
        await database.write('UPDATE shelves SET things = things + 1 WHERE name = :second', { second });
      });
    await Promise.all([fill('a', 'b'), fill('b', 'a')]);
    expect(await context.database.query('SELECT things FROM shelves')).toEqual([
      { things: 2 },
      { things: 2 },
    ]);
    expect(runs.count).toBeGreaterThan(2);
  });

  it('answers "unavailable" soon when the pool is used up, and works again afterwards', async () => {
    const enough = Promise.withResolvers<undefined>();
    const busy: Promise<undefined>[] = [];
    for (let n = 0; n < 4; n += 1) {
      await new Promise<void>((begun) => {
        busy.push(
          unitOfWork.run(() => {
            begun();
            return enough.promise;
          }),
        );
      });
    }
    await expect(unitOfWork.run(() => note('fifth'))).rejects.toThrow(DatabaseUnavailable);
    enough.resolve(undefined);
    await Promise.all(busy);
    await unitOfWork.run(() => note('sixth'));
    expect(await noted('sixth')).toBe(1);
  });
});

describe('a named lock', () => {
  it('lets one of two at a time work', async () => {
    const lock = context.app.get(NamedLock);
    const ran: string[] = [];
    const first = await lock.tryRun('cleaning', async () => {
      ran.push('one');
      const second = await lock.tryRun('cleaning', () => Promise.resolve(void ran.push('two')));
      expect(second).toBe(false);
    });
    expect(first).toBe(true);
    expect(ran).toEqual(['one']);
    expect(await lock.tryRun('cleaning', () => Promise.resolve())).toBe(true);
  });
});
