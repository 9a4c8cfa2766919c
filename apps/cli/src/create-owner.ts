import { CreateStaff, CustomersModule } from '#customers';
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
    await app.get(CreateStaff).execute({ email, name, password, actor: 'cli' });
    say(`${email} can sign in as staff.`);
  });
}
