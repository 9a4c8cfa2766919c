import { Logger } from '@nestjs/common';
import { Strategy, type Profile, type StrategyOptions, type VerifyCallback } from 'passport-google-oauth20';
import type { GoogleSettings } from '#platform/config/account-settings.js';
import { DomainError } from '#shared-kernel';
import { newOpaqueToken } from '../application/opaque-token.js';
import {
  SignInProvider,
  type ProviderCallback,
  type ProviderProfile,
  type ProviderStart,
} from '../application/sign-in-provider.js';
import { ProviderRefused, ProviderUnavailable } from '../domain/provider-sign-in.errors.js';
import { googleProfileOf } from './google-profile.js';
import { requestsWithin } from './patient-requests.js';

/** Of each of the two requests. Whoever waits is looking at an empty page. */
const timeoutMs = 5_000;

/** The request as the strategy sees it, and where it puts what is to be remembered. */
interface Exchange {
  readonly query: { readonly code?: string };
  state?: string;
  codeVerifier?: string;
}

type Outcome = { readonly url: string } | { readonly profile: ProviderProfile };

/** Sign in with Google, by passport's strategy. Its state and PKCE verifier are kept by whoever calls, in the browser's cookie. */
export class GoogleSignIn extends SignInProvider {
  override readonly name = 'google';
  override readonly label = 'Google';
  private readonly logger = new Logger(GoogleSignIn.name);
  private readonly strategy: GoogleStrategy;

  constructor({ clientId, clientSecret, baseUrl }: GoogleSettings, publicUrl: string) {
    super();
    this.strategy = new GoogleStrategy({
      clientID: clientId,
      clientSecret,
      callbackURL: `${publicUrl}/v1/auth/google/callback`,
      scope: ['openid', 'email', 'profile'],
      pkce: true,
      store: new CallersStore(),
      ...(baseUrl === undefined ? {} : urlsBelow(baseUrl)),
    } as StrategyOptions);
  }

  override async start(): Promise<ProviderStart> {
    const exchange: Exchange = { query: {} };
    const outcome = await this.strategy.run(exchange);
    const { state, codeVerifier } = exchange;
    if (!('url' in outcome) || state === undefined || codeVerifier === undefined)
      throw new TypeError('passport began a sign-in with Google without state or PKCE.');
    return { url: outcome.url, state, codeVerifier };
  }

  override async finish({ code, codeVerifier }: ProviderCallback): Promise<ProviderProfile> {
    try {
      const outcome = await this.strategy.run({ query: { code }, codeVerifier });
      if ('profile' in outcome) return outcome.profile;
    } catch (error) {
      throw this.refusalOf(error);
    }
    throw new ProviderRefused(this.label);
  }

  private refusalOf(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    const { code, oauthError } = error as { code?: unknown; oauthError?: { statusCode?: unknown } };
    if (code === 'invalid_grant' || oauthError?.statusCode === 400)
      return new ProviderRefused(this.label, error);
    // Away, or it does not like our client id and secret: then somebody should read it.
    this.logger.warn({ err: error }, 'Google did not confirm a sign-in');
    return new ProviderUnavailable(this.label, error);
  }
}

/** The two places of passport-oauth2 that are meant to be overridden: how requests are made, and what becomes of the profile. */
class GoogleStrategy extends Strategy {
  constructor(options: StrategyOptions) {
    super(options, (_accessToken: string, _refreshToken: string, profile: Profile, done: VerifyCallback) =>
      done(null, profile),
    );
    this._oauth2.useAuthorizationHeaderforGET(true); // not in the URL, which ends in somebody's log
    Object.assign(this._oauth2, { _executeRequest: requestsWithin(timeoutMs) });
  }

  /** As passport does for each request, but for its redirect, which needs a reply of Express. */
  run(exchange: Exchange): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const attempt = Object.assign(Object.create(this) as Pick<Strategy, 'authenticate'>, {
        redirect: (url: string) => resolve({ url }),
        success: (profile: ProviderProfile) => resolve({ profile }),
        fail: () => reject(new ProviderRefused('Google')),
        error: reject,
      });
      attempt.authenticate(exchange as never, { prompt: 'select_account' });
    });
  }

  override userProfile(accessToken: string, done: (error?: unknown, profile?: unknown) => void): void {
    const { _userProfileURL: url } = this as unknown as { _userProfileURL: string };
    this._oauth2.get(url, accessToken, (error: unknown, body) => {
      if (error !== null) {
        done({ oauthError: error });
        return;
      }
      try {
        done(null, googleProfileOf(JSON.parse(String(body))));
      } catch (problem) {
        done(problem);
      }
    });
  }
}

/** Makes the state, and leaves it and the verifier to the caller, who compares the one and brings back the other. */
class CallersStore {
  // passport-oauth2 tells by the number of parameters what a store wants to know.
  store(
    exchange: Exchange,
    codeVerifier: string,
    _state: unknown,
    _meta: unknown,
    done: (error: Error | null, state: string) => void,
  ): void {
    exchange.codeVerifier = codeVerifier;
    exchange.state = newOpaqueToken();
    done(null, exchange.state);
  }

  verify(
    { codeVerifier }: Exchange,
    _given: unknown,
    done: (error: Error | null, codeVerifier?: string | false) => void,
  ): void {
    done(null, codeVerifier ?? false);
  }
}

function urlsBelow(baseUrl: string): Partial<StrategyOptions> {
  return {
    authorizationURL: `${baseUrl}/authorize`,
    tokenURL: `${baseUrl}/token`,
    userProfileURL: `${baseUrl}/userinfo`,
  };
}
