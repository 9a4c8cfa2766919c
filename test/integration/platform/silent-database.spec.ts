import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import { NamedLock } from '#platform/database/named-lock.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { testServerUrl } from '../../support/database.js';
import { startContext, type TestContext } from '../../support/platform.js';

/** The way to the database. While it is silent nothing arrives, and nobody is told: a frozen server, a cut cable. */
class Line {
  private readonly sockets = new Set<Socket>();
  private silent = false;

  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('connection', (near) => {
      line.join(near, connect(port, host));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  fallSilent(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  comeBack(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Whoever is connected is told. New calls are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
      if (this.silent) from.pause();
    }
  }
}

/** Short, but longer than a busy machine makes a healthy database wait. Without them these tests would wait until they are given up. */
const patience = { DATABASE_QUERY_TIMEOUT_MS: '1500', DATABASE_ACQUIRE_TIMEOUT_MS: '1000' };

let line: Line;
let context: TestContext;
let database: Database;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  const url = new URL('/information_schema', testServerUrl());
  line = await Line.to(url.hostname, Number(url.port === '' ? 3306 : url.port));
  url.host = `127.0.0.1:${String(line.port)}`;
  context = await startContext({}, { DATABASE_URL: url.href, DATABASE_POOL_SIZE: '2', ...patience });
  database = context.app.get(Database);
  unitOfWork = context.app.get(UnitOfWork);
});

afterAll(async () => {
  line.close();
  await context.close();
});

/** With connections that stood before the line fell silent, which is what a busy shop has. */
async function inSilence(work: () => Promise<unknown>): Promise<void> {
  await Promise.all([database.query('SELECT SLEEP(0.05)'), database.query('SELECT SLEEP(0.05)')]);
  line.fallSilent();
  try {
    await work();
  } finally {
    line.comeBack();
  }
}

describe('a database that says nothing any more', () => {
  it('keeps no reader waiting, not even for a statement that it has never seen', async () => {
    await inSilence(async () => {
      const readers = [1, 2, 3, 4, 5].map((n) =>
        expect(database.query(`SELECT ${String(n)} AS never_seen`)).rejects.toThrow(DatabaseUnavailable),
      );
      await Promise.all(readers);
    });
  });

  it('keeps no transaction waiting: at its begin, in its middle and at its end', async () => {
    await inSilence(() =>
      expect(unitOfWork.run(() => database.query('SELECT 1 AS the_begin'))).rejects.toThrow(
        DatabaseUnavailable,
      ),
    );
    const middle = unitOfWork.run(() => inSilence(() => database.query('SELECT 2 AS the_middle')));
    await expect(middle).rejects.toThrow(DatabaseUnavailable);
    const end = unitOfWork.run(async () => {
      await database.query('SELECT 3 AS the_end');
      line.fallSilent();
    });
    await expect(end).rejects.toThrow(DatabaseUnavailable);
    line.comeBack();
  });

  it('is used again as soon as it answers, with as many connections as before', async () => {
    await inSilence(() => expect(database.query('SELECT 3 AS lost')).rejects.toThrow(DatabaseUnavailable));
    const answers = [1, 2].map((n) => unitOfWork.run(() => database.query(`SELECT ${String(n)} AS n`)));
    expect(await Promise.all(answers)).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  });
});

describe('a named lock whose connection is lost', () => {
  it('lets the work under way go on and the process live, and can be taken again', async () => {
    const lock = context.app.get(NamedLock);
    const lost = lock.tryRun('sweeping', async () => {
      line.cut();
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await lost).toBe(true);
    expect(await lock.tryRun('sweeping', () => Promise.resolve())).toBe(true);
  });
});
