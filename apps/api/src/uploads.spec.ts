import { connect, type AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptRawUploads, streamUpload } from '#platform/http/raw-upload.js';
import { giveUploadsTime } from './uploads.js';

const timeoutMs = 300;
let server: FastifyInstance;

beforeAll(async () => {
  server = fastify();
  acceptRawUploads(server);
  giveUploadsTime(server, timeoutMs);
  server.post('/words', () => 'heard');
  server.post('/thoughts', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2 * timeoutMs));
    return 'thought';
  });
  server.post('/files', { config: { rawUpload: true } }, async (request) => {
    let bytes = 0;
    for await (const part of streamUpload(request, { maxBytes: 1_000 })) bytes += part.length;
    return `taken ${String(bytes)}`;
  });
  server.post('/refusals', { config: { rawUpload: true } }, (_request, reply) =>
    reply.status(418).send('no'),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

/** Sends a head and then pieces, one after each pause. @returns what came back until the connection was closed */
async function send(head: string, pieces: string[], pauseMs: number): Promise<string> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  socket.on('error', () => undefined); // closed while there was more to send
  socket.write(`POST ${head}\r\nhost: test\r\nconnection: close\r\n\r\n`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (!socket.destroyed) socket.write(piece);
  }
  await closed;
  return answer;
}

const json = 'content-type: application/json\r\ncontent-length: 6';
const csv = (length: number): string => `content-type: text/csv\r\ncontent-length: ${String(length)}`;

describe('a body that comes slowly', () => {
  it('is waited for as long as bodies have', async () => {
    expect(await send(`/words HTTP/1.1\r\n${json}`, ['"ab', 'c" '], 20)).toContain('heard');
  });

  it('and then no longer', async () => {
    expect(await send(`/words HTTP/1.1\r\n${json}`, ['"ab', 'c" '], timeoutMs)).toContain(
      '408 Request Timeout',
    );
  });

  it('is not blamed for an answer that comes slowly', async () => {
    expect(await send(`/thoughts HTTP/1.1\r\n${json}`, ['"abc" '], 0)).toContain('thought');
  });

  it('is given its time if it is an upload', async () => {
    const answer = await send(`/files HTTP/1.1\r\n${csv(6)}`, ['abc', 'def'], timeoutMs);
    expect(answer).toContain('taken 6');
  });
});

describe('an upload that is refused', () => {
  it('at once when it says that it is too long', async () => {
    expect(await send(`/files HTTP/1.1\r\n${csv(10 ** 10)}`, [], 0)).toContain('413');
  });

  it('as soon as it is longer than it may be', async () => {
    const chunk = `${(600).toString(16)}\r\n${'x'.repeat(600)}\r\n`;
    const answer = await send(
      '/files HTTP/1.1\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked',
      [chunk, chunk, chunk],
      10,
    );
    expect(answer).toContain('413');
  });

  it('is heard although there was more to send, and then the connection is closed', async () => {
    const began = Date.now();
    const pieces = Array.from({ length: 5 }, () => 'x'.repeat(1_000));
    expect(await send(`/refusals HTTP/1.1\r\n${csv(10 ** 9)}`, pieces, 10)).toContain('418');
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
