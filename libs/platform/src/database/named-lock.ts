import { Injectable } from '@nestjs/common';
import mysql from 'mysql2/promise';
import { Config } from '../config/config.js';

/** A lock by name across all processes that use the database; it goes with its connection, so a killed process leaves none behind. */
@Injectable()
export class NamedLock {
  constructor(private readonly config: Config) {}

  /**
   * Runs `work` if nobody else holds the lock.
   * @returns whether it ran. Two workers on one schedule: one runs, the other returns false.
   */
  async tryRun(name: string, work: () => Promise<void>): Promise<boolean> {
    // A connection of its own: GET_LOCK belongs to the session, and the pool would hand that to others.
    const connection = await mysql.createConnection({
      uri: this.config.database.url.replace(/^mariadb:/, 'mysql:'),
      connectTimeout: 5_000,
    });
    try {
      // Locks are known to the whole server: two shops on it must not meet.
      const lock = `${new URL(this.config.database.url).pathname.slice(1)}.${name}`.slice(-64);
      const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS taken', [lock]);
      if (rows[0]?.['taken'] !== 1) return false;
      await work();
      // The server hears the goodbye of a connection a moment later; whoever asks next shall get it now.
      // Where the connection was lost meanwhile, the lock went with it.
      await connection.query('DO RELEASE_LOCK(?)', [lock]).catch(() => undefined);
      return true;
    } finally {
      await connection.end();
    }
  }
}
