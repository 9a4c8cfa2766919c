import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config/config.js';
import { WorkerModule } from './worker.module.js';

/** The worker; its only HTTP door is for health and metrics. */
export function createWorker(config: Config, logger: LoggerService): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(
    WorkerModule.forRoot(config),
    new FastifyAdapter({ logger: false }),
    {
      logger,
      abortOnError: false,
    },
  );
}
