import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { jsonRequest, requestText, Wire } from './wire.js';

let server: Server | undefined;

/** A server that answers each request with these pieces, one after the other. */
function answering(...pieces: string[]): Promise<Wire> {
  return new Promise((resolve) => {
    server = createServer((socket) => {
      socket.on('data', () => {
        pieces.forEach((piece, index) => setTimeout(() => socket.write(piece), index * 10));
      });
    });
    server.listen(0, '127.0.0.1', () => resolve(new Wire((server!.address() as AddressInfo).port)));
  });
}

afterEach(() => {
  server?.close();
});

describe('the wire', () => {
  it('puts an answer together that comes in pieces, and asks again on the same connection', async () => {
    const wire = await answering('HTTP/1.1 201 Created\r\nContent-', 'Length: 4\r\n\r\nab', 'cd');
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await wire.ask(requestText('GET', '/'));
      expect([status, body.toString()]).toEqual([201, 'abcd']);
    }
    wire.close();
  });

  it('waits for the last chunk', async () => {
    const wire = await answering(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok',
      '\r\n0\r\n\r\n',
    );
    expect((await wire.ask(requestText('GET', '/'))).status).toBe(200);
    wire.close();
  });

  it('counts bytes, not characters, of a body', () => {
    expect(jsonRequest('POST', '/', { name: 'Zoë' })).toMatch(/content-length: 15\r\n\r\n\{"name":"Zoë"\}$/);
  });
});
