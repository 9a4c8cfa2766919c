import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, step } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { randomPort } from '#launcher/ports.mjs';
import { startPrivateServices } from '#launcher/private-services.mjs';
import { capture } from '#launcher/process.mjs';
import { DatabaseEye } from './database.js';
import { MailboxControl } from './mailbox-control.js';
import { Program } from './program.js';
import { Queues } from './queues.js';
import { at, environmentsFor, type Environments, type Places } from './settings.js';
import { StripeControl } from './stripe-control.js';

type Services = Awaited<ReturnType<typeof startPrivateServices>>;

/** A whole shop of real processes on services of its own, with a lever on each of them. */
export class World {
  readonly api: Program;
  readonly worker: Program;
  readonly stripe: StripeControl;
  readonly mailbox: MailboxControl;
  readonly apiUrl: string;
  private readonly standInProgram: Program;
  private readonly mailboxProgram: Program;

  private constructor(
    readonly dir: string,
    readonly services: Services,
    readonly database: DatabaseEye,
    readonly queues: Queues,
    places: Places,
    private readonly env: Environments,
  ) {
    this.apiUrl = at(places.apiPort);
    this.stripe = new StripeControl(at(places.standInPort));
    this.mailbox = new MailboxControl(at(places.mailboxHttpPort));
    const program = (
      name: string,
      script: string,
      readyUrl: string,
      programEnv: NodeJS.ProcessEnv,
    ): Program =>
      new Program({ name, script, readyUrl, env: programEnv, logFile: join(dir, 'logs', `${name}.log`) });
    this.api = program('api', 'apps/api/src/main.js', `${this.apiUrl}/health/live`, env.api);
    const workerUrl = `${at(places.workerPort)}/health/live`;
    this.worker = program('worker', 'apps/worker/src/main.js', workerUrl, env.worker);
    const standIn = 'tools/stripe-stand-in/main.js';
    this.standInProgram = program('stripe-stand-in', standIn, `${this.stripe.url}/health`, env.standIn);
    const mailbox = 'tools/mailbox/main.js';
    this.mailboxProgram = program('mailbox', mailbox, `${this.mailbox.url}/health`, env.mailbox);
  }

  /** @param dir a folder of its own, for data and logs */
  static async open(dir: string): Promise<World> {
    const services = await step('Starting a private database and Redis', () =>
      startPrivateServices({ dir, database: { adminOfServer: true, bufferPoolMb: 128 } }),
    );
    const database = DatabaseEye.open(services.database.adminUrl);
    await database.mustBeDurable();
    const places = await findPlaces(dir, services, database);
    const queues = Queues.open(places.redisUrl);
    return new World(dir, services, database, queues, places, environmentsFor(places));
  }

  get programs(): readonly Program[] {
    return [this.api, this.worker, this.standInProgram, this.mailboxProgram];
  }

  async start(): Promise<void> {
    await step('Filling the sample shop', async () => {
      await this.cli('migrate');
      await this.cli('seed');
    });
    await step('Starting API, worker, stand-in and mail box', async () => {
      await Promise.all(this.programs.map((program) => program.start()));
    });
  }

  /** Ends everything at once and takes it away. */
  async close({ keep }: { keep: boolean }): Promise<void> {
    await Promise.all(this.programs.map((program) => program.kill()));
    this.queues.close();
    await this.database.close();
    if (keep) await this.services.stop();
    else await this.services.remove();
    if (!keep) rmSync(this.dir, { recursive: true, force: true });
  }

  /** For the last moment of this process: only signals, no waiting. */
  endNow(): void {
    for (const program of this.programs) program.endNow();
  }

  private async cli(command: string): Promise<void> {
    const { code, output } = await capture(process.execPath, ['dist/apps/cli/src/main.js', command], {
      cwd: root,
      env: this.env.cli,
    });
    if (code !== 0) throw new Failure(`"cli ${command}" failed:\n${output}`);
  }
}

async function findPlaces(dir: string, services: Services, database: DatabaseEye): Promise<Places> {
  const { adminUrl } = services.database;
  return {
    ...{ dir, adminUrl, redisUrl: services.redis.url },
    apiPort: await randomPort(),
    workerPort: await randomPort(),
    standInPort: await randomPort(),
    mailboxHttpPort: await randomPort(),
    mailboxSmtpPort: await randomPort(),
    apiDatabaseUrl: await database.addAccount('chaos_api', adminUrl),
    workerDatabaseUrl: await database.addAccount('chaos_worker', adminUrl),
  };
}
