import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.js';
import { controlRoute } from './control-routes.js';
import { Control } from './control.js';
import { newEndpoint } from './endpoints.js';
import { Faults } from './faults.js';
import { Idempotency } from './idempotency.js';
import { sendJson } from './http.js';
import type { Endpoint } from './objects.js';
import { Pages } from './pages.js';
import { resumeProcessing } from './paying.js';
import { resumeRefunds } from './refunds.js';
import { expireOverdue } from './sessions.js';
import { State } from './state.js';
import { Webhooks } from './webhooks.js';
import { World } from './world.js';

export type StandInOptions = {
  /** 0 or absent: any that is free. */
  port?: number | undefined;
  host?: string | undefined;
  /** Where a browser reaches the pages, if not at host and port. */
  publicUrl?: string | undefined;
  /** Absent: nothing outlives the process. */
  statePath?: string | undefined;
  webhook?: { url: string; secret: string } | undefined;
  /** The pause before a webhook is sent again; doubled each time. */
  retryMs?: number | undefined;
  /** How long a payment that is processing, or a refund that is pending, takes. */
  settleMs?: number | undefined;
};

export type StandIn = { url: string; port: number; control: Control; close: () => Promise<void> };

const EXPIRY_CHECK_MS = 1000;

export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { host = '127.0.0.1', retryMs = 500, settleMs = 1500, statePath, webhook } = options;
  const state = await State.open(statePath);
  const server = createServer();
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${String(port)}`;
  const world = new World(state, new Webhooks(state, retryMs), {
    publicUrl: url.replace(/\/$/, ''),
    settleMs,
  });
  const begin = () => {
    setDefaultEndpoint(world, webhook);
    resume(world);
  };
  begin();
  const faults = new Faults();
  const control = new Control(world, faults, begin);
  serve(server, {
    api: new Api(world, new Idempotency(state), faults),
    control,
    pages: new Pages(world, control),
  });
  const close = () => stop(server, world);
  return { url, port, control, close };
}

/** The one of the environment: an address of an earlier start is not told any more. */
function setDefaultEndpoint(world: World, webhook: StandInOptions['webhook']): void {
  const earlier = world.state.find<Endpoint>('webhook_endpoint', 'we_default');
  if (webhook) world.save(newEndpoint(world, { ...webhook, events: ['*'], id: 'we_default' }));
  else if (earlier) world.state.remove(earlier);
}

function resume(world: World): void {
  resumeProcessing(world);
  resumeRefunds(world);
  world.webhooks.resume();
  const checkExpiry = () => {
    expireOverdue(world);
    world.later(EXPIRY_CHECK_MS, checkExpiry);
  };
  checkExpiry();
}

async function stop(server: Server, world: World): Promise<void> {
  world.stop();
  world.webhooks.stop();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await world.state.close();
}

type Parts = { api: Api; control: Control; pages: Pages };

function serve(server: Server, parts: Parts): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    dispatch(request, response, parts).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
      const message = 'The stand-in itself has failed; its log says why.';
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, JSON.stringify({ error: { type: 'api_error', message } }));
    });
  });
}

async function dispatch(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  if (request.method === 'OPTIONS') preflight(response);
  else if (url.pathname.startsWith('/v1/')) await parts.api.handle(request, response, url);
  else if (url.pathname === '/health') sendJson(response, 200, '{"status":"ok"}');
  else if (url.pathname.startsWith('/_control/'))
    await controlRoute(request, response, url.pathname, parts.control);
  else await parts.pages.handle(request, response, url);
}

function preflight(response: ServerResponse): void {
  const headers = 'authorization, content-type, idempotency-key, stripe-version';
  response
    .writeHead(204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': headers,
    })
    .end();
}
