import { Global, Module } from '@nestjs/common';
import { RotateSigningKeys } from './rotate-signing-keys.js';
import { SigningKeyStore } from './signing-key-store.js';
import { SigningKeys } from './signing-keys.js';
import { SignedTokens } from './signed-tokens.js';

/** The keys of all tokens; part of every process. Those with an HTTP door keep up with them (AuthModule). */
@Global()
@Module({
  providers: [SigningKeyStore, SigningKeys, RotateSigningKeys, SignedTokens],
  exports: [SigningKeys, RotateSigningKeys, SignedTokens],
})
export class SigningKeysModule {}
