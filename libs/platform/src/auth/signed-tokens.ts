import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { signingAlgorithm } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';
import { keyIdOf, mustBeKnown, tokenIssuer, type TokenKind } from './token-kinds.js';

/** Clocks of two machines differ a little: a token that one has made just now is taken by the other. */
const clockSlackSeconds = 5;

interface Issue {
  readonly expiresIn: number;
  readonly subject?: string;
}

/** Tokens of every kind, signed with the key of the day. Access tokens of requests are verified by the JwtStrategy, in the same way. */
@Injectable()
export class SignedTokens {
  private readonly jwt = new JwtService();

  constructor(private readonly keys: SigningKeys) {}

  /** @throws NoSigningKey */
  sign({ type, audience }: TokenKind, claims: object, { expiresIn, subject }: Issue): string {
    const { id, privateKey } = this.keys.signing;
    return this.jwt.sign(claims, {
      privateKey,
      algorithm: signingAlgorithm,
      header: { alg: signingAlgorithm, typ: type, kid: id },
      issuer: tokenIssuer,
      audience,
      expiresIn,
      notBefore: -clockSlackSeconds,
      ...(subject === undefined ? {} : { subject }),
    });
  }

  /** The claims. @throws whatever is wrong with the token */
  verify(kind: TokenKind, token: string): Record<string, unknown> {
    const key = mustBeKnown(this.keys.find(keyIdOf(token, kind), kind.longestSeconds));
    // The key as it is: as a PEM it would be parsed each time.
    const jwt = new JwtService({ secretOrKeyProvider: () => key });
    return jwt.verify<Record<string, unknown>>(token, {
      algorithms: [signingAlgorithm],
      issuer: tokenIssuer,
      audience: kind.audience,
    });
  }
}
