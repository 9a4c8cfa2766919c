import { CustomersModule, TakeAwaySecondFactor } from '#customers';
import { DomainError } from '#shared-kernel';
import { say } from './say.js';
import { withShop } from './with-shop.js';

/** For an owner who has lost the device and the recovery codes, and has nobody with the same rights to ask. */
export async function removeSecondFactor(email: string | undefined): Promise<void> {
  if (email === undefined) {
    say('remove-second-factor needs --email.');
    process.exitCode = 64; // EX_USAGE
    return;
  }
  await withShop({ imports: [CustomersModule] }, async (app) => {
    try {
      await app.get(TakeAwaySecondFactor).onTheMachine({ email, actor: 'cli' });
      say(`${email} signs in with the password alone now, and is told so by mail.`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      say(error.message);
      process.exitCode = 1;
    }
  });
}
