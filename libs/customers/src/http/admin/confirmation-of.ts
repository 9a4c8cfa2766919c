import type { Principal } from '#platform/auth/principal.js';
import type { Confirmation } from '../../application/confirm-identity.js';
import type { CustomerId, SessionId } from '../../domain/ids.js';

export function confirmationOf({ id, sessionId }: Principal, password: string | undefined): Confirmation {
  return { customerId: id as CustomerId, sessionId: sessionId as SessionId, password };
}
