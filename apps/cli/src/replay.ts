import { isId } from '#shared-kernel';
import { OutboxHousekeeping } from '#platform/outbox/outbox-housekeeping.js';
import { withShop } from './with-shop.js';
import { say } from './say.js';

export async function replay(eventId: string | undefined): Promise<void> {
  if (eventId !== undefined && !isId(eventId)) {
    say(`'${eventId}' is not the id of an event.`);
    process.exitCode = 64;
    return;
  }
  await withShop({}, async (app) => {
    const events = await app.get(OutboxHousekeeping).replay(eventId);
    say(`${events} events will be delivered again.`);
  });
}
