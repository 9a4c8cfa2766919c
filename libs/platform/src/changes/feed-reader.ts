import mysql from 'mysql2/promise';
import { bytesToId } from '../database/id-column.js';
import type { NumberedChange } from './change.js';

const batchSize = 2_000;
/** A process that begins reads what may be newer than the oldest answer that somebody keeps. */
const historySeconds = 120;
const answerMs = 2_000;

interface FeedRow {
  seq: number;
  topic: string;
  subject: Buffer;
}

export interface FeedStart {
  /** Everything up to it is older than any answer that is kept. */
  seq: number;
  /** Between two numbers that one server gives out. */
  step: number;
}

/** Reads the table on a connection of its own: behind the shop's queries the feed would be late when it is needed most. */
export class FeedReader {
  private connection: mysql.Connection | undefined;

  constructor(private readonly databaseUrl: string) {}

  /** The last one of the time before, not the first one since: a lower number may still be under way. */
  async start(): Promise<FeedStart> {
    const [row] = await this.rows<FeedStart>(
      `SELECT COALESCE(
                (SELECT seq
                 FROM change_feed
                 WHERE occurred_at < UTC_TIMESTAMP(3) - INTERVAL ${String(historySeconds)} SECOND
                 ORDER BY occurred_at DESC, seq DESC
                 LIMIT 1),
                (SELECT MIN(seq) - 1 FROM change_feed),
                0) AS seq,
              @@auto_increment_increment AS step`,
    );
    return row ?? { seq: 0, step: 1 };
  }

  /**
   * What is new, and what was missing and has come, in order. One statement: both as of the same moment.
   * @returns `isThere`: whether the last one that was read, or one behind it, is in the table; the newest is never deleted
   */
  async read(
    after: number,
    missing: readonly number[],
  ): Promise<{ changes: NumberedChange[]; isAll: boolean; isThere: boolean }> {
    const late =
      missing.length === 0 ? '' : `UNION ALL (SELECT ${columns} WHERE seq IN (${missing.join(', ')}))`;
    const rows = await this.rows<FeedRow>(
      `(SELECT ${columns} WHERE seq >= ${String(after)} ORDER BY seq LIMIT ${String(batchSize + 1)}) ${late}`,
    );
    rows.sort((one, other) => one.seq - other.seq);
    const changes = rows
      .filter(({ seq }) => seq !== after)
      .map(({ seq, topic, subject }) => ({ seq, topic, subject: bytesToId(subject) }));
    return {
      changes,
      isAll: rows.filter(({ seq }) => seq > after).length < batchSize,
      isThere: rows.some(({ seq }) => seq >= after),
    };
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    if (connection === undefined) return;
    // A server that says nothing is not waited for.
    await inTime(connection.end()).catch(() => {
      connection.destroy();
    });
  }

  private async rows<Row>(sql: string): Promise<Row[]> {
    this.connection ??= await this.connect();
    const { connection } = this;
    try {
      const [rows] = await inTime(connection.query<mysql.RowDataPacket[]>(sql));
      return rows as Row[];
    } catch (error) {
      // Whatever is wrong with it, the next question goes to a new one.
      connection.destroy();
      this.connection = undefined;
      throw error;
    }
  }

  private async connect(): Promise<mysql.Connection> {
    const uri = this.databaseUrl.replace(/^mariadb:/, 'mysql:');
    const connecting = mysql.createConnection({ uri, connectTimeout: answerMs });
    try {
      const connection = await inTime(connecting);
      connection.on('error', () => undefined); // the next question finds out
      return connection;
    } catch (error) {
      void connecting.then(
        (late) => {
          late.destroy();
        },
        () => undefined,
      );
      throw error;
    }
  }
}

const columns = 'seq, topic, subject FROM change_feed';

async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, answerMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
