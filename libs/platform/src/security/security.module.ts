import { Global, Module } from '@nestjs/common';
import { Signer } from './signer.js';

@Global()
@Module({ providers: [Signer], exports: [Signer] })
export class SecurityModule {}
