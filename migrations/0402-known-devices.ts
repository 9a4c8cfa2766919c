import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several people may sign in on one device: it keeps one token, which each of their accounts knows. */
export class KnownDevices1790000000402 implements MigrationInterface {
  readonly name = 'KnownDevices1790000000402';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE known_devices DROP PRIMARY KEY, ADD PRIMARY KEY (token_hash, customer_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // Whoever shares a device is a stranger to it again; nothing else is lost.
    await queryRunner.query(`
      DELETE one
      FROM known_devices one
      JOIN known_devices other ON other.token_hash = one.token_hash AND other.customer_id > one.customer_id`);
    await queryRunner.query('ALTER TABLE known_devices DROP PRIMARY KEY, ADD PRIMARY KEY (token_hash)');
  }
}
