import { Injectable } from '@nestjs/common';
import { storedPictureOf } from '../../domain/picture.js';
import { StoredImages } from '../../domain/stored-images.js';
import { PictureFiles } from './picture-files.js';

const batch = 100;
const noticedAtOnce = 1_000;

/** Files of uploads that broke off, and of pictures that no product has shown for a day. */
@Injectable()
export class DeleteOrphanedImages {
  constructor(
    private readonly images: StoredImages,
    private readonly files: PictureFiles,
  ) {}

  /** @returns how many pictures were deleted. @throws StorageUnavailable; what is left is found the next time */
  async execute(): Promise<number> {
    // An import may leave more behind than one statement should touch.
    while ((await this.images.noticeUnused(noticedAtOnce)) === noticedAtOnce);
    let deleted = 0;
    for (;;) {
      const taken = await this.images.takeUnused(batch);
      for (const { id, file } of taken) {
        const picture = storedPictureOf(file);
        if (picture !== undefined) await this.files.delete(picture);
        // Only now: should it break off in between, the row still tells of the files.
        await this.images.forget(id);
        deleted += 1;
      }
      if (taken.length < batch) return deleted;
    }
  }
}
