// @ts-check
// A database and a Redis for developing, without the shop: node tools/launcher/dev-services.mjs
import { once } from 'node:events';
import { join } from 'node:path';
import { main, say } from './console.mjs';
import { stateDir } from './paths.mjs';
import { portsIn } from './ports.mjs';
import { startPrivateServices } from './private-services.mjs';

await main(async () => {
  const dir = join(stateDir, 'dev');
  const ports = portsIn(dir);
  const services = await startPrivateServices({
    dir,
    database: { port: await ports.choose('database', 13316), adminOfServer: true, durable: false },
    redis: { port: await ports.choose('redis', 16389), durable: false },
  });
  say(`TEST_DATABASE_URL=${services.database.adminUrl}`);
  say(`TEST_REDIS_URL=${services.redis.url}`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await services.stop();
  return 0;
});
