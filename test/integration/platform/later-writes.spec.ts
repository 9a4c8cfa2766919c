import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Database } from '#platform/database/database.js';
import { NoTransaction, UnitOfWork } from '#platform/database/unit-of-work.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let unitOfWork: UnitOfWork;
let database: Database;

beforeAll(async () => {
  context = await startContext({}, { DATABASE_POOL_SIZE: '2' });
  unitOfWork = context.app.get(UnitOfWork);
  database = context.app.get(Database);
  await context.database.query(
    `CREATE TABLE things (
       id INT PRIMARY KEY, label VARCHAR(80) NULL, bytes VARBINARY(8) NULL, price BIGINT NULL, made_at DATETIME(3) NULL
     ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  );
});

afterAll(() => context.close());

const add = (id: number, label: string | null = null): Promise<void> =>
  database.writeLater('INSERT INTO things (id, label) VALUES (:id, :label)', { id, label });
const labels = async (): Promise<(string | null)[]> =>
  (await context.database.query<{ label: string | null }>('SELECT label FROM things ORDER BY id')).map(
    ({ label }) => label,
  );

describe('a write that nobody waits for', () => {
  it('is seen by the reads of its own unit of work, and committed with it', async () => {
    await unitOfWork.run(async () => {
      await add(1, 'one');
      expect(await database.query('SELECT label FROM things')).toEqual([{ label: 'one' }]);
      expect(await labels()).toEqual([]);
      await add(2, 'two');
    });
    expect(await labels()).toEqual(['one', 'two']);
  });

  it('is seen by TypeORM in the same unit of work', async () => {
    await unitOfWork.run(async () => {
      await add(3, 'three');
      const rows: unknown = await unitOfWork.manager.query('SELECT label FROM things WHERE id = 3');
      expect(rows).toEqual([{ label: 'three' }]);
    });
  });

  it('goes when its unit of work rolls back, also if it was sent by then', async () => {
    const work = unitOfWork.run(async () => {
      await add(10);
      await database.query('SELECT 1');
      await add(11);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await labels()).toHaveLength(3);
  });

  it('fails its unit of work at the next statement, at the commit, and behind TypeORM’s back', async () => {
    const twice = async (): Promise<void> => {
      await add(20, 'first');
      await add(20, 'second');
    };
    const next = unitOfWork.run(async () => {
      await twice();
      await database.query('SELECT 1');
    });
    await expect(next).rejects.toThrow(/Duplicate/);
    await expect(unitOfWork.run(twice)).rejects.toThrow(/Duplicate/);
    const behind = unitOfWork.run(async () => {
      await twice();
      expect(unitOfWork.manager).toBeDefined();
    });
    await expect(behind).rejects.toThrow(/Duplicate/);
    expect(await labels()).toHaveLength(3);
  });

  it('keeps every kind of value as a prepared statement does', async () => {
    const values = {
      label: `O'Neil \\ "quoted"; DROP TABLE things; -- ? :id 💛\n`,
      bytes: Buffer.from([0, 39, 92, 255]),
      price: 9_007_199_254_740_991,
      madeAt: new Date('2026-02-28T23:59:59.987Z'),
    };
    const insert = `INSERT INTO things (id, label, bytes, price, made_at) VALUES (:id, :label, :bytes, :price, :madeAt)`;
    await unitOfWork.run(async () => {
      await database.query('SELECT 1');
      await database.write(insert, { ...values, id: 30 });
      await database.writeLater(insert, { ...values, id: 31 });
      await add(32);
    });
    const select =
      'SELECT label, bytes, price, made_at AS madeAt FROM things WHERE id IN (30, 31) ORDER BY id';
    const prepared = await database.query(select);
    expect(prepared).toEqual([values, values]);
    const together = unitOfWork.run(async () => {
      await database.writeLater('DELETE FROM things WHERE id = 32');
      return database.query(select);
    });
    expect(await together).toEqual(prepared);
  });

  it('lets a page with a limit be read behind it', async () => {
    const page = unitOfWork.run(async () => {
      await database.writeLater("UPDATE things SET label = 'last' WHERE id = 31");
      return database.query('SELECT id FROM things ORDER BY id DESC LIMIT :limit OFFSET :offset', {
        limit: '1',
        offset: '1',
      });
    });
    expect(await page).toEqual([{ id: 30 }]);
  });

  it('goes in as many trips as a server takes, which has no more than 16 MB for one', async () => {
    const long = "'".repeat(3_500_000);
    await context.database.query('CREATE TABLE texts (id INT PRIMARY KEY, text LONGTEXT NOT NULL)');
    const addText = (id: number): Promise<void> =>
      database.writeLater('INSERT INTO texts (id, text) VALUES (:id, :long)', { id, long });
    await unitOfWork.run(async () => {
      for (const id of [1, 2, 3, 4]) await addText(id);
    });
    const stored = await context.database.query('SELECT id FROM texts WHERE LENGTH(text) = 3500000');
    expect(stored).toHaveLength(4);
  });

  it('goes in pieces if the audit log is given more than a server takes at once', async () => {
    const entries = Array.from({ length: 24 }, (_, n) => ({
      ...{ actor: 'system:test', action: 'test.write', subjectType: 'text', subjectId: String(n) },
      after: '"'.repeat(500_000),
    }));
    await unitOfWork.run(() => context.app.get(AuditLog).appendAll(entries));
    const kept = await context.database.query("SELECT 1 FROM audit_log WHERE action = 'test.write'");
    expect(kept).toHaveLength(24);
  });

  it('fails its unit of work also if more trips come behind it: nothing of them is committed', async () => {
    const long = 'x'.repeat(3_500_000);
    const work = unitOfWork.run(async () => {
      await database.writeLater('UPDATE texts SET text = :long WHERE id = 1', { long });
      await database.writeLater('INSERT INTO texts (id, text) VALUES (1, :long)', { long });
      await database.writeLater('INSERT INTO texts (id, text) VALUES (5, :long)', { long });
      await database.writeLater('DELETE FROM texts ORDER BY id LIMIT :limit', { limit: '1' });
    });
    await expect(work).rejects.toThrow(/Duplicate/);
    const stored = await context.database.query('SELECT id FROM texts WHERE text NOT LIKE "x%"');
    expect(stored).toHaveLength(4);
  });

  it('needs a unit of work', () => {
    expect(() => add(40)).toThrow(NoTransaction);
  });

  it('may be missing altogether', async () => {
    await expect(unitOfWork.run(() => Promise.resolve('nothing'))).resolves.toBe('nothing');
  });
});

describe('what is asked at the same time in one unit of work', () => {
  it('is answered each with its own, in order', async () => {
    const [written, found, again] = await unitOfWork.run(() =>
      Promise.all([
        database.write('INSERT INTO things (id, label) VALUES (50, :label), (51, :label)', { label: 'both' }),
        database.query<{ id: number }>("SELECT id FROM things WHERE label = 'both' ORDER BY id"),
        database.write("UPDATE things SET label = 'gone' WHERE id = 51"),
      ]),
    );
    expect([written.affectedRows, again.affectedRows]).toEqual([2, 1]);
    expect(found).toEqual([{ id: 50 }, { id: 51 }]);
  });

  it('fails together, and rolls back', async () => {
    const outcomes: string[] = [];
    const work = unitOfWork.run(async () => {
      const asked = await Promise.allSettled([
        database.write('INSERT INTO things (id) VALUES (60)'),
        database.query('SELECT * FROM nowhere'),
      ]);
      outcomes.push(...asked.map(({ status }) => status));
    });
    await expect(work).rejects.toThrow(/nowhere/);
    expect(outcomes).toEqual(['rejected', 'rejected']);
    expect(await context.database.query('SELECT 1 FROM things WHERE id = 60')).toEqual([]);
  });
});
