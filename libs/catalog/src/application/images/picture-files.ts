import { Injectable } from '@nestjs/common';
import { ObjectStore, objectKey, parseObjectKey } from '#platform/storage/object-store.js';
import { fileNameOf, storedPictureOf, widthsOf, type StoredPicture } from '../../domain/picture.js';
import type { PictureCopy } from './picture-workshop.js';

const contentType = 'image/webp';

/** The copies of pictures in the store of files, below `images/`. */
@Injectable()
export class PictureFiles {
  constructor(private readonly store: ObjectStore) {}

  /** All of them, or it throws. @throws StorageUnavailable */
  async put(id: string, copies: readonly PictureCopy[]): Promise<void> {
    await Promise.all(
      copies.map(({ width, bytes }) => this.store.put(keyOf({ id, width }), bytes, contentType)),
    );
  }

  isName(file: string): boolean {
    return storedPictureOf(file) !== undefined;
  }

  /** One copy by its file name; undefined if there is none, and for what is no name of ours. @throws StorageUnavailable */
  async read(file: string): Promise<Uint8Array | undefined> {
    if (storedPictureOf(file) === undefined) return undefined;
    const key = parseObjectKey(`images/${file}`);
    return key === undefined ? undefined : this.store.get(key);
  }

  /** With all its copies. @throws StorageUnavailable */
  async delete(picture: StoredPicture): Promise<void> {
    for (const width of widthsOf(picture.width)) await this.store.delete(keyOf({ id: picture.id, width }));
  }
}

function keyOf(picture: StoredPicture): ReturnType<typeof objectKey> {
  return objectKey(`images/${fileNameOf(picture)}`);
}
