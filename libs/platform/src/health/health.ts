import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { RedisConnection } from '../redis/redis.module.js';

export type ServiceState = 'up' | 'down';

export interface Readiness {
  /** `degraded` still serves: only the database is indispensable. */
  status: 'ready' | 'degraded' | 'down';
  services: Record<'database' | 'redis' | 'smtp' | 'stripe', ServiceState>;
}

const probeTimeoutMs = 1_500;
const cacheMs = 1_000;

/** Whether this process can serve. Asked often by balancers, so the answer is kept for a second. */
@Injectable()
export class Health {
  private last?: { at: number; readiness: Promise<Readiness> };
  private draining = false;

  constructor(
    private readonly database: Database,
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  /** From now on not ready: the balancer takes this process out before it stops. */
  drain(): void {
    this.draining = true;
    delete this.last;
  }

  readiness(): Promise<Readiness> {
    if (this.last === undefined || Date.now() - this.last.at > cacheMs) {
      this.last = { at: Date.now(), readiness: this.probe() };
    }
    return this.last.readiness;
  }

  private async probe(): Promise<Readiness> {
    const stripe = this.config.stripe.apiBase ?? 'https://api.stripe.com';
    const [database, redis, smtp, stripeState] = await Promise.all([
      within(this.database.query('SELECT 1').then(() => true)),
      within(this.redis.isReady ? this.redis.client.ping().then(() => true) : Promise.resolve(false)),
      within(isListening(this.config.mail.smtpUrl, 25)),
      within(isListening(stripe, stripe.startsWith('https:') ? 443 : 80)),
    ]);
    const services = { database, redis, smtp, stripe: stripeState };
    if (database === 'down' || this.draining) return { status: 'down', services };
    return { status: Object.values(services).includes('down') ? 'degraded' : 'ready', services };
  }
}

async function within(probe: Promise<boolean>): Promise<ServiceState> {
  // A probe that fails is the answer, not an error.
  const result = await Promise.race([probe.catch(() => false), sleep(probeTimeoutMs, false, { ref: false })]);
  return result ? 'up' : 'down';
}

function isListening(url: string, defaultPort: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: port === '' ? defaultPort : Number(port),
      timeout: probeTimeoutMs,
    });
    const settle = (up: boolean): void => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('timeout', () => {
      settle(false);
    });
  });
}
