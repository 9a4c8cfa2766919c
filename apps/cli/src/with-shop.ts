import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type ModuleMetadata,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Config } from '#platform/config/config.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { PlatformModule } from '#platform/platform.module.js';

@Module({})
class CommandModule {
  static with(config: Config, metadata: ModuleMetadata): DynamicModule {
    return {
      module: CommandModule,
      ...metadata,
      imports: [PlatformModule.forRoot(config), ...(metadata.imports ?? [])],
    };
  }
}

/** The shop's own use cases without its doors, for as long as one command takes. */
export async function withShop(
  metadata: ModuleMetadata,
  work: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const config = Config.from(process.env);
  const app = await NestFactory.createApplicationContext(CommandModule.with(config, metadata), {
    logger: new StructuredLogger(createPino(config, 'cli', 'warn')),
    abortOnError: false,
  });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
