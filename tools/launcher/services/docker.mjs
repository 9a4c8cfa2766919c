// @ts-check
import { join } from 'node:path';
import { Failure } from '../console.mjs';
import { root } from '../paths.mjs';
import { capture, findBinary } from '../process.mjs';

const composeFile = join(root, 'docker', 'compose.yaml');

/** Whether a Docker engine runs here, with Compose. */
export async function canUseDocker() {
  const docker = findBinary('docker');
  if (docker === undefined) return false;
  const engine = await capture(docker, ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 10_000 });
  if (engine.code !== 0) return false;
  return (await capture(docker, ['compose', 'version'], { timeoutMs: 10_000 })).code === 0;
}

/**
 * A service of docker/compose.yaml, with the same handles as a server of our own.
 */
export class ContainerServer {
  /**
   * @param {object} plan
   * @param {'mysql' | 'redis'} plan.service
   * @param {string} plan.project keeps the containers and volumes of two clones apart
   * @param {number} plan.port
   * @param {Record<string, string>} plan.env what the compose file asks for
   */
  constructor(plan) {
    this.plan = plan;
    this.name = `${plan.service} (Docker)`;
    this.port = plan.port;
    this.pid = 0;
    this.running = false;
    this.container = '';
    /** @type {Promise<import('../process.mjs').Exit>} */
    this.exited = Promise.resolve({ code: 0, signal: null });
  }

  /** Where one would look for its log. */
  get logFile() {
    return `docker logs ${this.container}`;
  }

  async start() {
    if (this.running) return;
    await this.#compose(['up', '--detach', '--wait', this.plan.service]);
    this.container = (await this.#compose(['ps', '--quiet', this.plan.service])).trim();
    this.pid = Number(await this.#docker(['inspect', '--format', '{{.State.Pid}}', this.container]));
    this.running = true;
    this.exited = this.#untilItEnds();
  }

  async #untilItEnds() {
    const { stdout } = await capture('docker', ['wait', this.container], { apart: true });
    this.running = false;
    return { code: Number(stdout.trim()), signal: null };
  }

  async stop() {
    if (!this.running) return;
    await this.#compose(['stop', '--timeout', '60', this.plan.service]);
    await this.exited;
  }

  /** kill -9, and waits until the container is down. */
  async kill() {
    await this.signal('SIGKILL');
    await this.exited;
  }

  /** @param {NodeJS.Signals} signal */
  async signal(signal) {
    if (this.running) await this.#docker(['kill', '--signal', signal, this.container]);
  }

  /** Takes the data away as well. */
  async remove() {
    await this.#compose(['down', '--volumes', '--timeout', '1']);
  }

  /** @param {string[]} args */
  async #compose(args) {
    return this.#docker(['compose', '--project-name', this.plan.project, '--file', composeFile, ...args]);
  }

  /** @param {string[]} args */
  async #docker(args) {
    const { code, output, stdout } = await capture('docker', args, {
      env: { ...process.env, ...this.plan.env },
    });
    if (code !== 0) throw new Failure(`docker ${args.join(' ')} failed:\n${output.trimEnd()}`);
    return stdout;
  }
}
