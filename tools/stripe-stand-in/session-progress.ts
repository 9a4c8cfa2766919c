import type { Intent, Session, Stored } from './objects.js';
import type { World } from './world.js';

/** An intent that a Checkout Session made on confirmation. Kept apart: Stripe's intent does not name its session. */
type Link = Stored & { object: 'intent_session'; session: string };

export function link(world: World, intent: Intent, session: Session): void {
  const { id, created } = intent;
  world.save<Link>({ id, object: 'intent_session', created, session: session.id });
  session.payment_intent = id;
  world.save(session);
}

export function sessionOf(world: World, intent: Intent): Session | undefined {
  const found = world.state.find<Link>('intent_session', intent.id);
  return found && world.state.find<Session>('checkout.session', found.session);
}

/** The customer is through with the page: paid, or (processing) still to be paid. */
export function completeSession(world: World, intent: Intent): void {
  const session = sessionOf(world, intent);
  if (session?.status !== 'open') return;
  session.status = 'complete';
  session.url = null;
  session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  world.emit('checkout.session.completed', world.save(session));
}

/** A payment that was processing when the customer left is decided. */
export function settleSession(world: World, intent: Intent): void {
  const session = sessionOf(world, intent);
  if (session?.status !== 'complete') return;
  if (intent.status === 'succeeded') session.payment_status = 'paid';
  world.save(session);
  world.emit(
    `checkout.session.async_payment_${intent.status === 'succeeded' ? 'succeeded' : 'failed'}`,
    session,
  );
}
