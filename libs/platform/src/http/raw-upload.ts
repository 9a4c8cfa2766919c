import { Readable } from 'node:stream';
import { applyDecorators, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiPayloadTooLargeResponse,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#shared-kernel';
import { Problem } from './problem.js';
import { ValidationFailed } from './validation.js';

/** What may come as it is. Everything else is parsed, within BODY_LIMIT_BYTES, or refused. */
const rawTypes = /^(image\/|text\/csv\b|application\/octet-stream\b)/i;

/**
 * A route whose body is a file as it is (`curl --data-binary @file`). It takes the body as a stream and reads it itself, which is after the guards:
 * nobody who may not upload makes us hold a file.
 */
export function RawUpload(...types: string[]): MethodDecorator {
  return applyDecorators(
    RouteConfig({ rawUpload: true }),
    ApiConsumes(...types),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
    ApiPayloadTooLargeResponse({ type: Problem }),
    ApiUnsupportedMediaTypeResponse({ type: Problem }),
  );
}

/** Once for an application, before it listens. Other routes go on refusing these types. */
export function acceptRawUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(rawTypes, (request, payload, done) => {
    if (takesUpload(request)) done(null, payload);
    else done(new UnsupportedMediaTypeException('This route takes no files.'));
  });
}

export function takesUpload({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as { rawUpload?: boolean }).rawUpload === true;
}

/** The body of a `@RawUpload` route, not read yet. @throws UnsupportedMediaTypeException */
export function uploadOf(request: FastifyRequest): Readable {
  if (request.body instanceof Readable) return request.body;
  throw new UnsupportedMediaTypeException(
    'Send the file itself, with its type as Content-Type; curl does it with --data-binary.',
  );
}

/**
 * The body of a `@RawUpload` route as it comes in, for whoever needs no more than a part of it at once.
 * @throws PayloadTooLargeException at once if the sender says that it is longer, and while it is read as soon as it is
 */
export function streamUpload(
  request: FastifyRequest,
  { maxBytes }: { maxBytes: number },
): AsyncIterable<Uint8Array> {
  const stream = uploadOf(request);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return within(stream, maxBytes);
}

async function* within(stream: Readable, maxBytes: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  // Destroying the stream would close the connection before a refusal is heard.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

export interface WholeUpload {
  maxBytes: number;
  /** Told of each part before it is kept; refuses the upload by an error of its own. */
  hold?: (bytes: number) => void;
}

/** All of it. @throws PayloadTooLargeException, UnsupportedMediaTypeException, ValidationFailed if it is empty or breaks off, and what `hold` throws */
export async function readUpload(request: FastifyRequest, { maxBytes, hold }: WholeUpload): Promise<Buffer> {
  const stream = streamUpload(request, { maxBytes });
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) {
      hold?.(chunk.length);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof PayloadTooLargeException || error instanceof DomainError) throw error;
    throw ValidationFailed.of('body', 'complete', 'the body broke off');
  }
  if (chunks.length === 0) throw ValidationFailed.of('body', 'isNotEmpty', 'the body must not be empty');
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): PayloadTooLargeException {
  return new PayloadTooLargeException(`The file must not be larger than ${String(maxBytes)} bytes.`);
}
