import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId } from '#shared-kernel';
import type { ProductId } from '../../domain/ids.js';
import { fileNameOf } from '../../domain/picture.js';
import type { Product } from '../../domain/product.js';
import { imagesOf, withImage, type NewImage } from '../../domain/product-images.js';
import { Products } from '../../domain/products.js';
import { StoredImages, type ImageId, type StoredImage } from '../../domain/stored-images.js';
import { PictureWorkshop } from './picture-workshop.js';
import { PictureFiles } from './picture-files.js';

export interface AddProductImageInput {
  productId: ProductId;
  /** A JPEG, PNG, WebP, AVIF or GIF file. */
  bytes: Uint8Array;
  /** What it shows, for those who can't see it; the product's name if left out. */
  alt?: string | undefined;
  /** The picture in whose place it comes, with its text unless there is another; at the end if the product has none of this name. */
  replaces?: string | undefined;
  actor: string;
}

export interface AddedProductImage {
  /** By this name the product shows it. */
  file: string;
  /** Of the product, after it. */
  version: number;
  /** False if the product shows a picture of the same bytes already: nothing was done. */
  isNew: boolean;
}

/**
 * Puts a picture at the end of a product's pictures. The same bytes again are the same picture, so an upload whose answer got lost, or an
 * import, can be repeated. It talks to the store of files, so it can't join a unit of work.
 */
@Injectable()
export class AddProductImage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly images: StoredImages,
    private readonly workshop: PictureWorkshop,
    private readonly files: PictureFiles,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws ProductNotFound, TooManyImages, InvalidProduct for the text, ImageFormatNotSupported, ImageTooLarge, ImageDamaged,
   * ImageReaderUnavailable, StorageUnavailable
   */
  async execute(input: AddProductImageInput): Promise<AddedProductImage> {
    if (this.unitOfWork.isRunning) throw new TypeError('AddProductImage must not run in a transaction.');
    const sourceHash = createHash('sha256').update(input.bytes).digest();
    // Before the work: it may be refused without, or be done already.
    const known = await this.unitOfWork.run(async () => {
      const product = await this.products.get(input.productId);
      const same = await this.knownOf(product, sourceHash);
      if (same === undefined) imagesOf(product.id, imagesWith('', product, input));
      return same;
    });
    if (known !== undefined) return known;
    const image = await this.store(input, sourceHash);
    return this.unitOfWork.run(() => this.show(image, input));
  }

  private async store(
    { productId, bytes, actor }: AddProductImageInput,
    sourceHash: Uint8Array,
  ): Promise<StoredImage> {
    const { width, height, sourceType, copies } = await this.workshop.prepare(bytes);
    const id = newId<ImageId>();
    const image: StoredImage = {
      id,
      productId,
      file: fileNameOf({ id, width }),
      width,
      height,
      bytes: copies.reduce((sum, copy) => sum + copy.bytes.length, 0),
      sourceType,
      sourceHash,
      uploadedBy: actor,
    };
    await this.images.register(image);
    await this.files.put(id, copies);
    return image;
  }

  private async show(image: StoredImage, input: AddProductImageInput): Promise<AddedProductImage> {
    const product = await this.products.get(input.productId);
    // Somebody was quicker with the same picture; these files are deleted tomorrow.
    const known = await this.knownOf(product, image.sourceHash);
    if (known !== undefined) return known;
    const { file, width, height, bytes, sourceType } = image;
    const replaced = product.images.find((each) => each.file === input.replaces);
    product.showImages(imagesWith(file, product, input));
    await this.products.save(product);
    await this.images.use(file);
    if (replaced !== undefined) await this.images.putAside(replaced.file);
    await this.audit.append({
      actor: input.actor,
      action: 'catalog.add-product-image',
      subjectType: 'product',
      subjectId: product.id,
      before: replaced === undefined ? undefined : { file: replaced.file, alt: replaced.alt },
      after: { file, alt: altOf(product, file), width, height, bytes, sourceType },
    });
    return { file, version: product.version, isNew: true };
  }

  private async knownOf(product: Product, sourceHash: Uint8Array): Promise<AddedProductImage | undefined> {
    const same = await this.images.sameAs(product.id, sourceHash);
    return same === undefined ? undefined : { file: same.file, version: product.version, isNew: false };
  }
}

function imagesWith(file: string, product: Product, { alt, replaces }: AddProductImageInput): NewImage[] {
  return withImage(product.images, { file, alt, replaces }, product.name);
}

function altOf({ images }: Product, file: string): string | undefined {
  return images.find((image) => image.file === file)?.alt;
}
