import { Global, Module } from '@nestjs/common';
import { CrossSiteDefence } from './cross-site-defence.js';
import { RotateSigningKeys } from './rotate-signing-keys.js';
import { SessionCookies } from './session-cookies.js';
import { SignedTokens } from './signed-tokens.js';
import { SigningKeyStore } from './signing-key-store.js';
import { SigningKeys } from './signing-keys.js';

/** Keys, tokens and cookies of sessions; part of every process. Those with an HTTP door keep up with the keys (AuthModule). */
@Global()
@Module({
  providers: [
    SigningKeyStore,
    SigningKeys,
    RotateSigningKeys,
    SignedTokens,
    SessionCookies,
    CrossSiteDefence,
  ],
  exports: [SigningKeys, RotateSigningKeys, SignedTokens, SessionCookies, CrossSiteDefence],
})
export class TokensModule {}
