import { Global, Module } from '@nestjs/common';
import { Sealer } from './sealer.js';
import { Signer } from './signer.js';

@Global()
@Module({ providers: [Signer, Sealer], exports: [Signer, Sealer] })
export class SecurityModule {}
