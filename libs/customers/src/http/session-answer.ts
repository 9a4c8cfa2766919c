import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInOutcome } from '../application/complete-sign-in.js';
import type { SessionTokens } from '../application/open-session.js';
import { sessionDoorOf } from './session-door.js';
import type { CookieSessionView, SecondFactorView, SessionView } from './sessions.dto.js';
import type { Transport } from './transport.js';

/** Before anything is done for a request that will be answered by cookies. @throws CsrfRefused */
export function mustBeMeant(request: FastifyRequest, transport: Transport | undefined): void {
  sessionDoorOf(request).mustBeMeant(request, transport);
}

/** The session, or 202 and what the second factor is needed for. @throws CsrfRefused, see `answerSession` */
export function answerSignIn(
  outcome: SignInOutcome,
  reply: FastifyReply,
  transport?: Transport,
): SessionView | CookieSessionView | SecondFactorView {
  if (outcome.kind === 'session') return answerSession(outcome.tokens, reply, transport);
  void reply.status(202);
  const { challenge, expiresIn } = outcome;
  return { status: 'second-factor-required', challenge, expiresIn };
}

/**
 * With `cookie` no token stands in the body: a script that was planted in the shop's page can't carry the session away.
 * @throws CsrfRefused if another site would have its visitor signed in as somebody
 */
export function answerSession(
  tokens: SessionTokens,
  reply: FastifyReply,
  transport: Transport = 'json',
): SessionView | CookieSessionView {
  if (transport === 'cookie') return sessionDoorOf(reply).open(tokens, reply);
  const { accessToken, refreshToken, expiresIn, tokenType, deviceToken } = tokens;
  const session = { accessToken, refreshToken, expiresIn, tokenType };
  return deviceToken === undefined ? session : { ...session, deviceToken };
}
