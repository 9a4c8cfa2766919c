import { AddProductImage } from './application/images/add-product-image.js';
import { DeleteOrphanedImages } from './application/images/delete-orphaned-images.js';
import { KeepProductImages } from './application/images/keep-product-images.js';
import { PictureFiles } from './application/images/picture-files.js';
import { PictureWorkshop } from './application/images/picture-workshop.js';
import { StoredImages } from './domain/stored-images.js';
import { ForkedPictureWorkshop } from './infrastructure/images/forked-picture-workshop.js';
import { MysqlStoredImages } from './infrastructure/images/mysql-stored-images.js';

export const imageUseCases = [AddProductImage, KeepProductImages, DeleteOrphanedImages, PictureFiles];

/** Uploaded pictures, from the file that staff send to the copies in the store. */
export const imageProviders = [
  ...imageUseCases,
  { provide: StoredImages, useClass: MysqlStoredImages },
  { provide: PictureWorkshop, useClass: ForkedPictureWorkshop },
];
