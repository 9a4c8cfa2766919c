import { ImageNotFound, InvalidProduct } from './catalog.errors.js';
import type { ProductId } from './ids.js';
import { ImagesDiffer, TooManyImages } from './image.errors.js';

/** A picture by the name of its file, and what it shows for those who can't see it. */
export interface NewImage {
  file: string;
  alt: string;
}

export interface ProductImage extends NewImage {
  readonly productId: ProductId;
  readonly position: number;
}

/** More than anybody looks at; the detail page shows them all. */
export const maxImages = 20;

/** In their order; the first one is shown in lists. @throws TooManyImages, InvalidProduct */
export function imagesOf(productId: ProductId, images: readonly NewImage[]): ProductImage[] {
  if (images.length > maxImages) throw new TooManyImages(maxImages);
  return images.map(({ file, alt }, position) => ({ productId, position, file, alt: altOf(alt) }));
}

/** In the place of another one, with its text unless there is a new one; at the end if there is none of that name. */
export function withImage(
  images: readonly NewImage[],
  { file, alt, replaces }: { file: string; alt: string | undefined; replaces: string | undefined },
  usualAlt: string,
): NewImage[] {
  const at = images.findIndex((image) => image.file === replaces);
  if (at === -1) return [...images, { file, alt: alt ?? usualAlt }];
  return images.map((image, index) => (index === at ? { file, alt: alt ?? image.alt } : image));
}

/** @throws ImageNotFound */
export function withoutImage(images: readonly NewImage[], file: string): NewImage[] {
  const others = images.filter((image) => image.file !== file);
  if (others.length === images.length) throw new ImageNotFound();
  return others;
}

/** The same pictures in another order, or with other texts. @throws ImagesDiffer */
export function arranged(images: readonly NewImage[], wanted: readonly NewImage[]): NewImage[] {
  const known = new Set(images.map(({ file }) => file));
  const isSame = wanted.length === images.length && wanted.every(({ file }) => known.delete(file));
  if (!isSame) throw new ImagesDiffer();
  return [...wanted];
}

function altOf(text: string): string {
  if (text.length > 200)
    throw InvalidProduct.because('alt', 'length', 'alt must not have more than 200 characters');
  return text;
}
