import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ChangedMeanwhile } from '../../domain/catalog.errors.js';
import type { ProductId } from '../../domain/ids.js';
import type { Product } from '../../domain/product.js';
import { arranged, withoutImage, type NewImage } from '../../domain/product-images.js';
import { Products } from '../../domain/products.js';
import { StoredImages } from '../../domain/stored-images.js';

export interface ImageChange {
  productId: ProductId;
  /** The versions of the product that the caller has seen. */
  seen: readonly number[];
  actor: string;
}

/** What staff do with the pictures that a product has: order them, write what they show, take them away. */
@Injectable()
export class KeepProductImages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly images: StoredImages,
    private readonly audit: AuditLog,
  ) {}

  /** All pictures of the product in their new order, lists show the first. @throws ProductNotFound, ChangedMeanwhile, ImagesDiffer, InvalidProduct */
  arrange(change: ImageChange & { images: readonly NewImage[] }): Promise<Product> {
    return this.unitOfWork.run(() =>
      this.change(change, 'catalog.arrange-product-images', (now) => arranged(now, change.images)),
    );
  }

  /** Its files are deleted a day later. @throws ProductNotFound, ChangedMeanwhile, ImageNotFound */
  remove(change: ImageChange & { file: string }): Promise<Product> {
    return this.unitOfWork.run(async () => {
      const { file } = change;
      const product = await this.change(change, 'catalog.remove-product-image', (now) =>
        withoutImage(now, file),
      );
      await this.images.putAside(file);
      return product;
    });
  }

  private async change(
    { productId, seen, actor }: ImageChange,
    action: string,
    decide: (now: readonly NewImage[]) => readonly NewImage[],
  ): Promise<Product> {
    const product = await this.products.get(productId);
    if (!seen.includes(product.version)) throw new ChangedMeanwhile(product.version);
    const before = plain(product);
    product.showImages(decide(product.images));
    await this.products.save(product);
    await this.audit.append({
      actor,
      action,
      subjectType: 'product',
      subjectId: productId,
      before,
      after: plain(product),
    });
    return product;
  }
}

function plain({ images }: Product): { images: NewImage[] } {
  return { images: images.map(({ file, alt }) => ({ file, alt })) };
}
