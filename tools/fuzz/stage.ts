import { rmSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { Failure, step } from '#launcher/console.mjs';
import { withoutShop, withTools } from '#launcher/environment.mjs';
import { root } from '#launcher/paths.mjs';
import { randomPort } from '#launcher/ports.mjs';
import { startPrivateServices } from '#launcher/private-services.mjs';
import { isAlive, signalGroup } from '#launcher/process-identity.mjs';
import { capture, endCaptured } from '#launcher/process.mjs';
import { readJson } from '#launcher/state.mjs';
import { Program } from '../chaos/program.js';
import type { Write } from './people.js';

type Services = Awaited<ReturnType<typeof startPrivateServices>>;
type Environment = NodeJS.ProcessEnv;

/** A shop of real processes on services of its own: two APIs, a worker, a mail box and a stand-in for Stripe. */
export class Stage {
  private constructor(
    private readonly dir: string,
    private readonly services: Services,
    private readonly programs: readonly Program[],
    private readonly pool: mysql.Pool,
    readonly urls: readonly string[],
  ) {}

  /** @param dir a folder of its own, for data and logs */
  static async open(dir: string, begun: (stage: Stage) => void): Promise<Stage> {
    const services = await step('Starting a private database and Redis', () =>
      startPrivateServices({
        dir,
        database: { adminOfServer: true, durable: false },
        redis: { durable: false },
      }),
    );
    const ports = [await randomPort(), await randomPort(), await randomPort()] as const;
    const [worker, standIn, mailbox, smtp] = [
      await randomPort(),
      await randomPort(),
      await randomPort(),
      await randomPort(),
    ];
    const [first, second] = ports;
    const shop = environment(dir, services, { api: first, standIn, smtp });
    const plan = (name: string, script: string, port: number, path: string, more: Environment): Program =>
      new Program({
        ...{ name, script, readyUrl: `${at(port)}${path}`, env: { ...shop, ...more } },
        logFile: join(dir, 'logs', `${name}.log`),
      });
    const programs = [
      plan('api-1', 'apps/api/src/main.js', first, '/health/live', { PORT: String(first) }),
      plan('api-2', 'apps/api/src/main.js', second, '/health/live', { PORT: String(second) }),
      plan('worker', 'apps/worker/src/main.js', worker, '/health/live', { WORKER_PORT: String(worker) }),
      plan(
        'stripe-stand-in',
        'tools/stripe-stand-in/main.js',
        standIn,
        '/health',
        standInSettings(first, standIn),
      ),
      plan('mailbox', 'tools/mailbox/main.js', mailbox, '/health', {
        MAILBOX_HTTP_PORT: String(mailbox),
        MAILBOX_SMTP_PORT: String(smtp),
      }),
    ];
    const pool = mysql.createPool({ uri: services.database.adminUrl, connectionLimit: 2, timezone: 'Z' });
    const stage = new Stage(dir, services, programs, pool, [at(first), at(second)]);
    begun(stage);
    try {
      await stage.start({ ...shop, DATABASE_URL: services.database.adminUrl });
    } catch (error) {
      await stage.close({ keep: true });
      throw error;
    }
    return stage;
  }

  readonly write: Write = (sql, values) => this.pool.query(sql, values);

  /** Ends of programs that nobody asked for: no request may be able to do that. */
  get crashes(): string[] {
    return this.programs.flatMap(({ crashes }) => crashes);
  }

  async close({ keep }: { keep: boolean }): Promise<void> {
    await Promise.all(this.programs.map((program) => program.kill()));
    await this.pool.end();
    if (keep) await this.services.stop();
    else await this.services.remove();
    if (!keep) rmSync(this.dir, { recursive: true, force: true });
  }

  /** For the last moment of this process: only signals, no waiting. */
  endNow(): void {
    for (const program of this.programs) program.endNow();
  }

  private async start(cli: Environment): Promise<void> {
    await step('Filling the sample shop', async () => {
      await this.cli('migrate', cli);
      await this.cli('seed', cli);
    });
    await step('Starting two APIs, worker, stand-in and mail box', async () => {
      await Promise.all(this.programs.map((program) => program.start()));
    });
  }

  private async cli(command: string, env: Environment): Promise<void> {
    const args = ['dist/apps/cli/src/main.js', command];
    const { code, output } = await capture(process.execPath, args, { cwd: root, env });
    if (code !== 0) throw new Failure(`"cli ${command}" failed:\n${output}`);
  }
}

/** Ends everything that was begun in a folder, however far that had come. */
export function endEverything(dir: string, stage: Stage | undefined): void {
  endCaptured();
  stage?.endNow();
  for (const service of ['database', 'redis']) {
    const known = readJson(join(dir, service, 'process.json'));
    if (typeof known?.['pid'] === 'number' && isAlive(known)) signalGroup(known['pid'], 'SIGKILL');
  }
}

const webhookSecret = 'whsec_for_the_fuzz_runs';

function environment(
  dir: string,
  services: Services,
  ports: { api: number; standIn: number; smtp: number },
): Environment {
  return {
    // Nothing of the user's own shop comes through: neither from the environment nor from .env.
    ...withTools(withoutShop(process.env)),
    APP_ENV: 'test',
    PUBLIC_URL: at(ports.api),
    DATABASE_URL: services.database.url,
    DATABASE_ADMIN_URL: services.database.adminUrl,
    REDIS_URL: services.redis.url,
    REDIS_PREFIX: 'fuzz',
    SMTP_URL: `smtp://127.0.0.1:${String(ports.smtp)}`,
    STRIPE_API_BASE: at(ports.standIn),
    STRIPE_SECRET_KEY: 'sk_test_for_the_fuzz_runs',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STORAGE_PATH: join(dir, 'storage'),
    ENCRYPTION_SECRET: 'encryption-secret-of-the-fuzz-runs-0123456789abcdef',
    SIGNING_SECRET: 'signing-secret-of-the-fuzz-runs-0123456789abcdef',
    ACCOUNT_VERIFICATION: 'optional',
    STAFF_SECOND_FACTOR: 'optional',
    // Each request comes from an address of its own: what counts by address is tested elsewhere.
    TRUSTED_PROXIES: '1',
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  };
}

function standInSettings(api: number, own: number): Environment {
  return {
    STAND_IN_PORT: String(own),
    STAND_IN_WEBHOOK_URL: `${at(api)}/v1/webhooks/stripe`,
    STAND_IN_WEBHOOK_SECRET: webhookSecret,
  };
}

function at(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}
