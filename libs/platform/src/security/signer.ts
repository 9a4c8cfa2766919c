import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, parseId } from '#shared-kernel';
import { Config } from '../config/config.js';
import { isSameText } from './same-text.js';

/** The token was not made by this shop, or for another kind of thing. */
export class InvalidToken extends DomainError {
  readonly code = 'platform.invalid-token';
  readonly kind = 'not-found';

  constructor(kind: string) {
    super(`This ${kind} token is not valid.`);
  }
}

/**
 * Tokens that give a guest access to one thing: `<id>.<HMAC-SHA-256 of kind and id>`. Nothing is stored,
 * and an id alone, as it stands in logs and mails, opens nothing.
 */
@Injectable()
export class Signer {
  constructor(private readonly config: Config) {}

  sign(kind: string, id: string): string {
    return `${id}.${this.mac(kind, id)}`;
  }

  /** The id that the token is for. @throws InvalidToken */
  verify(kind: string, token: string): string {
    const [text = '', signature = '', ...rest] = token.split('.');
    const id = parseId(text);
    if (id === undefined || rest.length > 0) throw new InvalidToken(kind);
    if (!isSameText(signature, this.mac(kind, id))) throw new InvalidToken(kind);
    return id;
  }

  /** A text without dots that comes back as it was given, or not at all: `<text>.<HMAC-SHA-256 of kind and text>`. It is not secret. */
  seal(kind: string, text: string): string {
    return `${text}.${this.mac(kind, text)}`;
  }

  /** What was sealed for this kind; undefined for everything else. */
  unseal(kind: string, sealed: string): string | undefined {
    const [text = '', signature = '', ...rest] = sealed.split('.');
    return rest.length === 0 && isSameText(signature, this.mac(kind, text)) ? text : undefined;
  }

  /** Compared as text: decoded first, one token could be written in any number of ways, and be counted as many. */
  private mac(kind: string, id: string): string {
    return createHmac('sha256', this.config.auth.signingSecret).update(`${kind}:${id}`).digest('base64url');
  }
}
