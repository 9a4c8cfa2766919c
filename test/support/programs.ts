import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import type { Shop } from './shop.js';

const root = resolve(import.meta.dirname, '../..');

/** An API or a worker as a process of its own on a shop's services, from what was built; with the intervals that it has in production. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(name: 'api' | 'worker', shop: Shop): Promise<Program> {
    const port = await freePort();
    const child = spawn(process.execPath, [`dist/apps/${name}/src/main.js`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environmentOf(shop), PORT: port, WORKER_PORT: port },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-5_000)));
    const url = `http://127.0.0.1:${port}`;
    await eventually(async () => {
      const isReady = await fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (!isReady) throw new Error(`The ${name} is not ready: ${said}`);
    }, 60_000);
    return new Program(child, url);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}

/** The command line on a shop's services. @returns what it said @throws if it failed */
export function runCommand(shop: Shop, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environmentOf(shop),
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}

function environmentOf({ config, mailbox, stripe }: Shop): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    APP_ENV: 'test',
    DATABASE_URL: config.database.url,
    REDIS_URL: config.redis.url,
    REDIS_PREFIX: config.redis.prefix,
    SMTP_URL: mailbox.smtpUrl,
    STRIPE_SECRET_KEY: config.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: config.stripe.webhookSecrets[0],
    STRIPE_API_BASE: stripe.url,
    ENCRYPTION_SECRET: config.auth.encryptionSecrets.join(),
    SIGNING_SECRET: config.auth.signingSecret,
    RATE_LIMIT_PER_MINUTE: '100000',
    SCHEDULES: 'false',
    LOG_LEVEL: 'error',
    TZ: 'UTC',
  };
}
