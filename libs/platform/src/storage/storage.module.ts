import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { DiskObjectStore } from './disk-object-store.js';
import { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

@Module({
  providers: [
    {
      provide: ObjectStore,
      inject: [Config],
      useFactory: ({ storage }: Config): ObjectStore =>
        storage.kind === 's3' ? new S3ObjectStore(storage) : new DiskObjectStore(storage.path),
    },
  ],
  exports: [ObjectStore],
})
export class StorageModule {}
