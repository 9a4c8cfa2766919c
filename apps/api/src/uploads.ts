import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { takesUpload } from '#platform/http/raw-upload.js';

/** A body that is not an upload has this long to come in, in milliseconds. */
const bodyTimeoutMs = 30_000;
/** An upload has this long: 200 MB by a line of three megabits a second. */
export const uploadTimeoutMs = 600_000;
const lingerMs = 2_000;
const lingerBytes = 16 * 1_048_576;

/** Uploads may take their time, everything else not; and whoever is refused in the middle of one gets to read why. */
export function giveUploadsTime(fastify: FastifyInstance, timeoutMs = bodyTimeoutMs): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request) && !takesUpload(request)) endWhenSlow(request.raw, timeoutMs);
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (!request.raw.complete) linger(request.raw);
    done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** The server's own limit is as long as an upload may take; everything else must be quicker. */
function endWhenSlow(request: IncomingMessage, timeoutMs: number): void {
  const timer = setTimeout(() => {
    if (request.complete) return; // the answer takes its time, which is ours
    request.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    request.socket.destroySoon();
  }, timeoutMs);
  timer.unref();
  request.once('close', () => {
    clearTimeout(timer);
  });
}

/**
 * An answer that comes before the body has been read to its end, as a refusal does. The connection is closed, but not at once: a sender
 * whose data meet a closed door does not get to read why.
 */
function linger(request: IncomingMessage): void {
  const { socket } = request;
  const began = { at: Date.now(), bytes: socket.bytesRead };
  request.resume();
  const timer = setInterval(() => {
    const isOver = Date.now() - began.at > lingerMs || socket.bytesRead - began.bytes > lingerBytes;
    if (!isOver && !request.complete) return;
    stop();
    if (!request.complete) socket.destroy();
  }, 50);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    // The connection may carry many more requests, each with a listener of its own.
    socket.off('close', stop);
  };
  socket.once('close', stop);
}
