import type { FastifyReply } from 'fastify';
import type { SignInOutcome } from '../application/complete-sign-in.js';
import type { SecondFactorView, SessionView } from './sessions.dto.js';

/** The session, or 202 and what the second factor is needed for. */
export function answerSignIn(outcome: SignInOutcome, reply: FastifyReply): SessionView | SecondFactorView {
  if (outcome.kind === 'session') return outcome.tokens;
  void reply.status(202);
  const { challenge, expiresIn } = outcome;
  return { status: 'second-factor-required', challenge, expiresIn };
}
