import { Injectable } from '@nestjs/common';
import type { ProductId } from '../../domain/ids.js';
import { arranged, withoutImage, type NewImage } from '../../domain/product-images.js';
import { StoredImages } from '../../domain/stored-images.js';
import type { Author } from '../author.js';
import { ProductChanges } from '../product-changes.js';

/** What staff do with the pictures that a product has: order them, write what they show, take them away. */
@Injectable()
export class KeepProductImages {
  constructor(
    private readonly changes: ProductChanges,
    private readonly images: StoredImages,
  ) {}

  /** All pictures of the product in their new order; lists show the first. @throws ProductNotFound, ChangedMeanwhile, ImagesDiffer, InvalidProduct */
  arrange(productId: ProductId, images: readonly NewImage[], by: Author): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.arrange-product-images', by }, (product) => {
      product.showImages(arranged(product.images, images));
    });
  }

  /** Its files are deleted a day later. @throws ProductNotFound, ChangedMeanwhile, ImageNotFound */
  remove(productId: ProductId, file: string, by: Author): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.remove-product-image', by }, async (product) => {
      product.showImages(withoutImage(product.images, file));
      await this.images.putAside(file);
    });
  }
}
