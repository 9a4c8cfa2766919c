import { Injectable } from '@nestjs/common';
import { ProviderNotOffered } from '../domain/provider-sign-in.errors.js';
import type { SignInMethod } from '../domain/sessions.js';

/** Where the browser is to be sent, and what has to be known again when it comes back. */
export interface ProviderStart {
  readonly url: string;
  /** Stands in `url`, and comes back with the browser. */
  readonly state: string;
  /** The secret half of the PKCE challenge that stands in `url`. */
  readonly codeVerifier: string;
}

/** What the browser brought back, once its state was found to be the one of the start, and what was remembered of that. */
export interface ProviderCallback {
  readonly code: string;
  readonly codeVerifier: string;
}

/** Who the provider says that it is; checked for shape, as far as a shape can tell. */
export interface ProviderProfile {
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** Somebody who knows people by other means than we do. One more is one more file of `infrastructure/`. */
export abstract class SignInProvider {
  /** As it stands in the routes and in the database. */
  abstract readonly name: Extract<SignInMethod, 'google'>;
  /** For people. */
  abstract readonly label: string;

  abstract start(): Promise<ProviderStart>;

  /** Not in a unit of work: it asks over the network. @throws ProviderUnavailable, ProviderRefused, ProviderAnswerInvalid */
  abstract finish(callback: ProviderCallback): Promise<ProviderProfile>;
}

/** Those that are configured. */
@Injectable()
export class SignInProviders {
  constructor(readonly offered: readonly SignInProvider[]) {}

  /** @throws ProviderNotOffered */
  named(name: string): SignInProvider {
    const provider = this.offered.find((each) => each.name === name);
    if (provider === undefined) throw new ProviderNotOffered();
    return provider;
  }
}
