import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ChangeFollowingModule } from '../changes/changes.module.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeyModule } from './api-keys.module.js';
import { EndedSessions } from './ended-sessions.js';
import { JwksController } from './jwks.controller.js';
import { JwtStrategy } from './jwt.strategy.js';
import { PresentedTokens } from './presented-tokens.js';
import { SigningKeysKeeper } from './signing-keys-keeper.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Checks access tokens in any process that has an HTTP door; who issues them is the customers context's business. */
@Module({
  imports: [ChangeFollowingModule, ApiKeyModule],
  controllers: [JwksController],
  providers: [
    SigningKeysKeeper,
    EndedSessions,
    PresentedTokens,
    VerifiedTokens,
    JwtStrategy,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}
