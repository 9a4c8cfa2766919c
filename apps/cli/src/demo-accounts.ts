import { CreateDemoAccounts, CustomersModule } from '#customers';
import { say } from './say.js';
import { withShop } from './with-shop.js';

/** A customer and a staff member to sign in with; not in production, and only with a password that somebody chose. */
export async function makeDemoAccounts(): Promise<void> {
  const password = process.env['DEMO_PASSWORD'];
  if (process.env['APP_ENV'] === 'production' || password === undefined || password === '') {
    say('No demo accounts: DEMO_PASSWORD is not set.');
    return;
  }
  await withShop({ imports: [CustomersModule] }, async (app) => {
    await app.get(CreateDemoAccounts).execute({ password });
    say('The demo accounts are ready.');
  });
}
