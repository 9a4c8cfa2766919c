/**
 * Something that has happened, told to other contexts through the outbox.
 * `type` is `<context>.<past-tense>`, the payload holds plain values only.
 */
export interface DomainEvent<Type extends string = string, Payload = unknown> {
  readonly type: Type;
  readonly payload: Payload;
  /** The payload holds a secret (a mailed token): it is wiped as soon as every consumer has had it. */
  readonly sensitive?: boolean;
}
