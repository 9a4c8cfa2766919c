/** Codes of authenticator apps (RFC 6238: SHA-1, six digits, a step of 30 seconds). */
export abstract class Authenticator {
  abstract newSecret(): Buffer;

  /** For typing where there is no camera. */
  abstract textOf(secret: Buffer): string;

  /** For the app, mostly as a QR code. */
  abstract uriOf(secret: Buffer, of: { shop: string; account: string }): string;

  /** The time step that this code belongs to: the one of now, the one before or the next. Undefined if it belongs to none of them. */
  abstract stepOf(secret: Buffer, code: string, now: Date): number | undefined;
}
