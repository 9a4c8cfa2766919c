import { Global, Module } from '@nestjs/common';
import { DeviceTokens } from './device-tokens.js';
import { Sealer } from './sealer.js';
import { Signer } from './signer.js';

@Global()
@Module({ providers: [Signer, Sealer, DeviceTokens], exports: [Signer, Sealer, DeviceTokens] })
export class SecurityModule {}
