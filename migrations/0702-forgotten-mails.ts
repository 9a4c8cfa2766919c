import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The delivery log is searched by recipient when a person is forgotten, or asks what is stored. */
export class ForgottenMails1790000000702 implements MigrationInterface {
  readonly name = 'ForgottenMails1790000000702';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE mails ADD KEY mails_of (recipient, queued_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE mails DROP KEY mails_of');
  }
}
