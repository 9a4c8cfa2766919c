import { CreateStaff, CustomersModule } from '#customers';
import { DomainError } from '#shared-kernel';
import { say } from './say.js';
import { withShop } from './with-shop.js';

/** The first staff account of a shop. The password comes by environment, since a command line stands in process lists. */
export async function createOwner(email: string | undefined, name = 'Owner'): Promise<void> {
  const password = process.env['OWNER_PASSWORD'];
  if (email === undefined || password === undefined || password === '') {
    say('create-owner needs --email and the variable OWNER_PASSWORD.');
    process.exitCode = 64; // EX_USAGE
    return;
  }
  await withShop({ imports: [CustomersModule] }, async (app) => {
    try {
      await app.get(CreateStaff).execute({ email, name, password, actor: 'cli' });
      say(`${email} can sign in as an owner.`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const hint =
        error.code === 'customers.email-taken'
          ? ' It stays as it is: an owner can invite it to the staff, or take another address.'
          : '';
      say(`No owner was made. ${error.message}${hint}`);
      process.exitCode = 65; // EX_DATAERR
    }
  });
}
