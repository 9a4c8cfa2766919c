import type { Id } from '#shared-kernel';
import type { ProductId } from './ids.js';

export type ImageId = Id<'Image'>;

/** A picture in the store of files, whether a product shows it or not. */
export interface StoredImage {
  id: ImageId;
  productId: ProductId;
  /** The name of the widest copy, which names the others too (picture.ts). */
  file: string;
  width: number;
  height: number;
  /** Of all copies. */
  bytes: number;
  sourceType: string;
  /** SHA-256 of what was sent: the same picture sent again is the same picture. */
  sourceHash: Uint8Array;
  uploadedBy: string;
}

/**
 * What the store of files holds. Rows come before files and go after them, so that a process that dies in between leaves something behind that
 * can be found, and never a product whose picture is not there.
 */
export abstract class StoredImages {
  /** Before its files are written; nobody shows it yet. A transaction of its own. */
  abstract register(image: StoredImage): Promise<void>;

  /** The picture that the product shows already and that was made of the same bytes. */
  abstract sameAs(productId: ProductId, sourceHash: Uint8Array): Promise<StoredImage | undefined>;

  /** A product shows it from now on. @throws NoTransaction, ImageGone if it has been given up meanwhile */
  abstract use(file: string): Promise<void>;

  /** Its product does not show it any more: it is deleted a day later. Drawn pictures are none of ours. @throws NoTransaction */
  abstract putAside(file: string): Promise<void>;

  /** Sees to those that were left without a word: their product was deleted, or its pictures were replaced by an import. @returns how many */
  abstract noticeUnused(limit: number): Promise<number>;

  /** Takes those that nobody has shown for a day; from then on nobody can. @returns some of all that are taken */
  abstract takeUnused(limit: number): Promise<{ id: ImageId; file: string }[]>;

  /** Once its files are deleted. */
  abstract forget(id: ImageId): Promise<void>;
}
