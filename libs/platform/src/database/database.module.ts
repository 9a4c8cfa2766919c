import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'mysql2';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import { NamedLock } from './named-lock.js';
import { UnitOfWork } from './unit-of-work.js';

/** The connection pool, the unit of work and plain SQL, for every context of the process. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Config],
          useFactory: async (config: Config) => ({
            ...(await dataSourceOptions(config.database)),
            autoLoadEntities: true,
            retryAttempts: 0,
            // For what TypeORM says by itself (begin, commit, a locked aggregate); migrations may take longer and go another way.
            enableQueryTimeout: true,
            maxQueryExecutionTime: config.database.queryTimeoutMs,
            // The usual one writes statements that took longer to the console, with what is in them.
            logger: 'debug' as const,
          }),
          dataSourceFactory: async (options) => {
            if (options === undefined) throw new TypeError('TypeORM was given no options.');
            const dataSource = await new DataSource(options).initialize();
            await prepareConnections(dataSource);
            return dataSource;
          },
        }),
      ],
      providers: [UnitOfWork, Database, NamedLock],
      exports: [UnitOfWork, Database, NamedLock],
    };
  }
}

const sessionSettings = [
  // For the session, not for each transaction: that would be one more round trip in every one of them.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION innodb_lock_wait_timeout = 5, time_zone = '+00:00'",
  // Strict, and above all without NO_BACKSLASH_ESCAPES: the driver escapes the values of text statements with backslashes.
  "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
];

async function prepareConnections(dataSource: DataSource): Promise<void> {
  const { pool } = dataSource.driver as unknown as { pool: Pool };
  pool.on('connection', (connection) => {
    for (const setting of sessionSettings) connection.query(setting);
  });
  // TypeORM has opened one connection already to see whether it works; it is the only one and free.
  for (const setting of sessionSettings) await dataSource.query(setting);
}
