import { DomainError } from '#shared-kernel';

/** The store of files is away, full or refuses us. The cause is for the log: it may name hosts and folders. */
export class StorageUnavailable extends DomainError {
  readonly code = 'platform.storage-unavailable';
  readonly kind = 'unavailable';

  constructor(
    readonly doing: string,
    override readonly cause: unknown,
  ) {
    super('The storage of files is not available. Try again.');
  }
}

/**
 * Where files are kept: a folder, or a bucket of any S3-compatible store, by configuration (STORAGE). A key is a path such as
 * `images/0190….webp`. Files are never changed in place: whoever wants another content takes another key.
 */
export abstract class ObjectStore {
  /** Whole or not at all; putting the same again is no harm. @throws StorageUnavailable */
  abstract put(key: ObjectKey, bytes: Uint8Array, contentType: string): Promise<void>;

  /** The content, or undefined if there is none under this key. @throws StorageUnavailable */
  abstract get(key: ObjectKey): Promise<Uint8Array | undefined>;

  /** Also if there is nothing to delete. @throws StorageUnavailable */
  abstract delete(key: ObjectKey): Promise<void>;
}

declare const brand: unique symbol;

/** A path that has been checked: on a disk it stays below the folder, in a URL it needs no escapes. */
export type ObjectKey = string & { readonly [brand]: 'ObjectKey' };

const segment = '[A-Za-z0-9][A-Za-z0-9._-]{0,119}';
const pattern = new RegExp(`^${segment}(/${segment}){0,4}$`);

/** The text as a key, or undefined if it is none: each part begins with a letter or a digit, so there is no `..` among them. */
export function parseObjectKey(text: string): ObjectKey | undefined {
  return pattern.test(text) ? (text as ObjectKey) : undefined;
}

/** @throws TypeError for what is no key: keys are made by us, from what has been checked before */
export function objectKey(text: string): ObjectKey {
  const key = parseObjectKey(text);
  if (key === undefined) throw new TypeError(`'${text.slice(0, 100)}' can't be the key of a file.`);
  return key;
}
