import { RotateSigningKeys } from '#platform/auth/rotate-signing-keys.js';
import { say } from './say.js';
import { withShop } from './with-shop.js';

/** Another key signs access tokens. */
export async function rotateKeys({ atOnce }: { atOnce: boolean }): Promise<void> {
  await withShop({}, async (app) => {
    const id = await app.get(RotateSigningKeys).execute({ atOnce, actor: 'cli' });
    say(
      atOnce
        ? `Key ${id} signs from now on, and every access token so far is refused. Clients go on with a refresh; whoever works on the staff pages signs in again.`
        : `Key ${id} signs a minute from now; tokens of the key before are taken until they run out.`,
    );
  });
}
