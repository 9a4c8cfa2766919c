import { createServer, type Server, type ServerResponse } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestsWithin } from './patient-requests.js';

let server: Server;
let answer: (response: ServerResponse) => void;
let seen: { method?: string | undefined; authorization?: string | undefined; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      seen = { method, authorization: headers.authorization, body: Buffer.concat(chunks).toString() };
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

type Outcome = { error: unknown; body?: string | undefined };

const ask = (body: string | null = null): Promise<Outcome> =>
  new Promise((resolve) => {
    const { port } = server.address() as AddressInfo;
    const options = {
      host: '127.0.0.1',
      port,
      path: '/token',
      method: body === null ? 'GET' : 'POST',
      headers: { Host: 'elsewhere', 'Content-Length': 5, Authorization: 'Bearer t' },
    };
    requestsWithin(200)(http, options, body, (error, text) => resolve({ error, body: text }));
  });

const says = (status: number, text: string) => (response: ServerResponse) => {
  response.writeHead(status).end(text);
};

describe('a request to a provider', () => {
  it('brings its answer', async () => {
    answer = says(200, '{"a":1}');
    expect(await ask('code=x')).toEqual({ error: null, body: '{"a":1}' });
    expect(seen).toEqual({ method: 'POST', authorization: 'Bearer t', body: 'code=x' });
  });

  it.each([
    [200, 'null'],
    [200, '"text"'],
    [200, '[]'],
    [200, 'access_token=x'],
    [400, '{"error":"invalid_grant"}'],
    [503, '<h1>503</h1>'],
  ])('ends with an error for %i %s', async (status, text) => {
    answer = says(status, text);
    expect((await ask()).error).toEqual({ statusCode: status, data: text });
  });

  it('does not wait for ever, neither for an answer nor for its end', async () => {
    answer = () => undefined;
    expect((await ask()).error).toBeInstanceOf(Error);
    answer = (response) => response.writeHead(200).write('{');
    expect((await ask()).error).toBeInstanceOf(Error);
  });

  it('does not read for ever', async () => {
    answer = says(200, `{"a":"${'x'.repeat(100_000)}"}`);
    expect(String((await ask()).error)).toContain('too long');
  });

  it('goes nowhere else', async () => {
    answer = (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    expect((await ask()).error).toBeInstanceOf(Error);
  });
});
