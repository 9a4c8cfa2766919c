import { Injectable, Logger } from '@nestjs/common';
import { SecurityTrail } from '#platform/audit/security-trail.js';
import { Config } from '#platform/config/config.js';
import { statusOfKind } from '#platform/http/problem.js';
import { DomainError } from '#shared-kernel';
import type { SignInOutcome } from '../application/complete-sign-in.js';
import { FinishAttempt } from '../application/finish-attempt.js';
import { LinkIdentity } from '../application/link-identity.js';
import { SignInByProvider } from '../application/sign-in-by-provider.js';
import type { SignInProvider } from '../application/sign-in-provider.js';
import { ProviderDenied, ProviderRefused, SignInAttemptInvalid } from '../domain/provider-sign-in.errors.js';
import { providerLinkedPage, providerProblemPage, providerSignedInPage } from './pages/provider.page.js';
import { secondFactorPage } from './pages/second-factor.page.js';
import { returnWith } from './return-address.js';
import { SignInAttempts, type SignInAttempt } from './sign-in-attempts.js';

/** What the provider has sent the browser back with; from outside, so it may be anything. */
export type CallbackQuery = Readonly<Record<string, unknown>>;

/** A page of ours, or on to one of the shop's; and the session, if there is one now. */
export interface CallbackAnswer {
  readonly status: number;
  readonly location?: string;
  readonly page?: string;
  readonly session?: Extract<SignInOutcome, { kind: 'session' }>;
  /** The attempt is over, whatever has become of it. */
  readonly isOver: boolean;
}

/** What becomes of somebody who comes back from a provider. Every end is a page or a redirect: a person looks at it, not a program. */
@Injectable()
export class ProviderCallbacks {
  private readonly logger = new Logger(ProviderCallbacks.name);

  constructor(
    private readonly attempts: SignInAttempts,
    private readonly finishAttempt: FinishAttempt,
    private readonly signIn: SignInByProvider,
    private readonly linkIdentity: LinkIdentity,
    private readonly trail: SecurityTrail,
    private readonly config: Config,
  ) {}

  async answer(
    provider: SignInProvider,
    query: CallbackQuery,
    cookieHeader: string | undefined,
  ): Promise<CallbackAnswer> {
    const attempt = this.attempts.matching(provider.name, cookieHeader, query['state']);
    // A callback that is none of this browser's must not end an attempt that is.
    if (attempt === undefined)
      return { ...this.problem(provider, new SignInAttemptInvalid()), isOver: false };
    try {
      await this.finishAttempt.execute(attempt.state);
      return { ...(await this.finish(provider, attempt, this.codeIn(provider, query))), isOver: true };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { ...this.problem(provider, error, attempt), isOver: true };
    }
  }

  /** @throws ProviderDenied, ProviderRefused */
  private codeIn({ label }: SignInProvider, { code, error }: CallbackQuery): string {
    if (error === 'access_denied') throw new ProviderDenied();
    if (typeof code === 'string' && code !== '' && error === undefined) return code;
    // Google's own words for it (RFC 6749 4.1.2.1), or somebody's who plays with the address.
    this.logger.warn({ error: String(error).slice(0, 100) }, `${label} sent somebody back without a code`);
    throw new ProviderRefused(label);
  }

  private async finish(
    provider: SignInProvider,
    { codeVerifier, codeChallenge, linker, returnTo }: SignInAttempt,
    code: string,
  ): Promise<Omit<CallbackAnswer, 'isOver'>> {
    const callback = { code, codeVerifier };
    if (linker !== undefined) {
      await this.linkIdentity.finish(provider, linker, callback);
      return returnTo === undefined
        ? { status: 200, page: providerLinkedPage(provider.label) }
        : redirect(returnWith(returnTo, { query: { linked: provider.name } }));
    }
    if (codeChallenge !== undefined && returnTo !== undefined) {
      const ours = await this.signIn.codeFor(provider, callback, codeChallenge);
      return redirect(returnWith(returnTo, { query: { code: ours } }));
    }
    return signedIn(provider, await this.signIn.execute(provider, callback), returnTo);
  }

  private problem(
    { name }: SignInProvider,
    error: DomainError,
    attempt?: SignInAttempt,
  ): Omit<CallbackAnswer, 'isOver'> {
    if (error instanceof SignInAttemptInvalid) this.noteForeign(name);
    const { returnTo, linker } = attempt ?? {};
    if (returnTo !== undefined) return redirect(returnWith(returnTo, { query: { error: error.code } }));
    const again = linker === undefined ? `${this.config.http.publicUrl}/v1/auth/${name}` : undefined;
    return { status: statusOfKind[error.kind], page: providerProblemPage(error.message, again) };
  }

  /** Somebody's lost cookie, or somebody who tries to sign others in to an account of theirs. */
  private noteForeign(provider: string): void {
    this.trail.note({
      actor: 'anonymous',
      action: 'customers.provider-callback-refused',
      subjectType: 'provider',
      subjectId: provider,
    });
  }
}

function signedIn(
  { label, name }: SignInProvider,
  outcome: SignInOutcome,
  returnTo: string | undefined,
): Omit<CallbackAnswer, 'isOver'> {
  if (outcome.kind === 'session') {
    const session = { session: outcome };
    return returnTo === undefined
      ? { status: 200, page: providerSignedInPage(label), ...session }
      : { ...redirect(returnTo), ...session };
  }
  const { challenge, expiresIn } = outcome;
  if (returnTo === undefined) return { status: 200, page: secondFactorPage({ provider: name, challenge }) };
  // Behind the #: whoever has the challenge needs the code only.
  return redirect(returnWith(returnTo, { fragment: { challenge, expiresIn: String(expiresIn) } }));
}

/** 303: the browser goes on with a GET. */
function redirect(location: string): { status: number; location: string } {
  return { status: 303, location };
}
