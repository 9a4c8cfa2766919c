import { Injectable } from '@nestjs/common';
import { SecurityTrail } from '#platform/audit/security-trail.js';
import { Config } from '#platform/config/config.js';
import { DomainError } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { SignInCodes } from '../domain/sign-in-codes.js';
import { AdmitByProvider } from './admit-by-provider.js';
import { CompleteSignIn, type SignInOutcome } from './complete-sign-in.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';
import type { ProviderCallback, SignInProvider } from './sign-in-provider.js';
import { unnamed } from './unnamed.js';

/** Long enough for a redirect and a request. */
const codeLifetimeSeconds = 60;

/** Signs in who comes back from a provider. */
@Injectable()
export class SignInByProvider {
  constructor(
    private readonly admission: AdmitByProvider,
    private readonly completeSignIn: CompleteSignIn,
    private readonly codes: SignInCodes,
    private readonly trail: SecurityTrail,
    private readonly config: Config,
  ) {}

  /** For browsers. @throws what AdmitByProvider and the provider throw */
  execute(provider: SignInProvider, callback: ProviderCallback): Promise<SignInOutcome> {
    return this.admit(provider, callback, (customer) => this.completeSignIn.execute(customer, provider.name));
  }

  /**
   * For apps: what stands in a redirect may be read by another app, so it is a code that only the one can use which knows the
   * verifier of `codeChallenge`. @throws as above
   */
  async codeFor(
    provider: SignInProvider,
    callback: ProviderCallback,
    codeChallenge: string,
  ): Promise<string> {
    const code = newOpaqueToken();
    await this.admit(provider, callback, ({ id }) =>
      this.codes.add(
        hashOfToken(code),
        { customerId: id, method: provider.name, codeChallenge },
        codeLifetimeSeconds,
      ),
    );
    return code;
  }

  private async admit<Result>(
    provider: SignInProvider,
    callback: ProviderCallback,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const profile = await provider.finish(callback);
    try {
      return await this.admission.admit(provider, profile, work);
    } catch (error) {
      if (error instanceof DomainError) this.noteRefusal(provider, profile.subject, error);
      throw error;
    }
  }

  private noteRefusal({ name }: SignInProvider, subject: string, { code }: DomainError): void {
    this.trail.note({
      actor: 'anonymous',
      action: 'customers.provider-sign-in-refused',
      subjectType: 'identity',
      subjectId: `${name}:${unnamed(subject, this.config)}`,
      after: { reason: code },
    });
  }
}
