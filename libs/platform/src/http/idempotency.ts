import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  Logger,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError } from '#shared-kernel';
import { principalOf } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { IdempotencyKeys, type Lease, type StoredResponse } from './idempotency-keys.js';
import { ValidationFailed } from './validation.js';

const modeKey = 'idempotency';

interface IdempotencyMode {
  /** The handler calls the network, so it can't be one transaction: the answer is stored after it. */
  spansNetwork: boolean;
  /**
   * Ignores the key of a caller who shows neither a sign-in nor a token. For answers that hold a secret: strangers share one name space, and
   * whoever guesses a key (`1`) and sends the same body would be given somebody else's.
   */
  knownCallersOnly?: boolean;
}

/**
 * A POST that creates or charges: with an `Idempotency-Key` header, repeating it answers what it answered first (24 hours). Without
 * `spansNetwork` the handler and the stored answer are one transaction, so there is never one without the other.
 */
export function Idempotent(mode: IdempotencyMode = { spansNetwork: false }): MethodDecorator {
  return applyDecorators(
    SetMetadata(modeKey, mode),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Repeating the request with the same key answers what it answered first (24 h).',
      schema: { type: 'string', maxLength: 255, example: '5f0c8a52-buy-a-lamp' },
    }),
  );
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly keys: IdempotencyKeys,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw ValidationFailed.of(
        'Idempotency-Key',
        'matches',
        'Idempotency-Key must have 1 to 255 visible ASCII characters',
      );
    }
    const mode = this.reflector.get<IdempotencyMode>(modeKey, context.getHandler());
    if (mode.knownCallersOnly === true && callerOf(request) === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(
      this.once(idOf(request, key), hashOf(request), reply, mode, () => lastValueFrom(next.handle())),
    );
  }

  private async once(
    id: Buffer,
    requestHash: Buffer,
    reply: FastifyReply,
    mode: IdempotencyMode,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const begun = await this.keys.begin(id, requestHash);
    if ('status' in begun) return replay(reply, begun);
    const answer = async (): Promise<unknown> => {
      const body = await handle();
      await this.unitOfWork.run(() => this.keys.complete(begun, { status: reply.statusCode, body }));
      return body;
    };
    try {
      return await (mode.spansNetwork ? answer() : this.unitOfWork.run(answer));
    } catch (error) {
      if (error instanceof DomainError) await this.giveBack(begun);
      throw error;
    }
  }

  /**
   * Refusals are not stored, so that the client may mend the cause and try again with the same key. Nor is "not available": if the
   * transaction was committed all the same, its key is completed and stays; charges have keys of their own.
   */
  private async giveBack(lease: Lease): Promise<void> {
    try {
      await this.keys.abandon(lease);
    } catch (error) {
      // The refusal is what the client must hear; without the database the lease runs out by itself.
      this.logger.warn(`An idempotency key could not be given back: ${String(error)}`);
    }
  }
}

function replay(reply: FastifyReply, { status, body }: StoredResponse): unknown {
  void reply.status(status).header('idempotent-replayed', 'true');
  return body;
}

/** A key belongs to its caller and its route: nobody meets somebody else's answer by guessing keys. */
function idOf(request: FastifyRequest, key: string): Buffer {
  return sha256(JSON.stringify([callerOf(request) ?? 'public', request.method, request.url, key]));
}

function callerOf(request: FastifyRequest): unknown {
  const { 'cart-token': cart, 'order-token': order } = request.headers;
  return [principalOf(request)?.id, cart, order].find((each) => each !== undefined && each !== '');
}

function hashOf(request: FastifyRequest): Buffer {
  return sha256(JSON.stringify(request.body ?? null));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
