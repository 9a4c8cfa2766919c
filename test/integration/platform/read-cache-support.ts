import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import type { Config } from '#platform/config/config.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { createApi } from '../../../apps/api/src/create-api.js';
import { eventually } from '../../support/eventually.js';

/** An API that listens and follows the change feed. */
export async function openApi(settings: Config): Promise<NestFastifyApplication> {
  const api = await createApi(settings, new StructuredLogger(createPino(settings, 'test')));
  await api.listen(0, '127.0.0.1');
  await eventually(() => {
    expect(api.get(ChangeFollower).isFresh).toBe(true);
  });
  return api;
}

export function portOf(api: NestFastifyApplication): number {
  return (api.getHttpServer().address() as AddressInfo).port;
}

export interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

export function ask(
  api: NestFastifyApplication,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port: portOf(api), path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

/** Takes connections and says nothing. */
export async function silentServer(): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${String((server.address() as AddressInfo).port)}/0`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
