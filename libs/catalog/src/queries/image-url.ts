import {
  fileNameOf,
  fileOfWidth,
  pictureWidths,
  storedPictureOf,
  widthsOf,
  type StoredPicture,
} from '../domain/picture.js';
import type { ImageSizeView, ImageView } from './image.views.js';

/**
 * Where the picture is that cards, carts and orders show: a path below the shop's address, so that a CDN or another host can stand before it.
 */
export function imageUrlOf(file: string): string;
export function imageUrlOf(file: string | null): string | null;
export function imageUrlOf(file: string | null): string | null {
  return file === null ? null : urlOfWidth(file, pictureWidths.list);
}

/** A drawn picture is as sharp in any size; an uploaded one comes in several. */
export function imageView(file: string, alt: string): ImageView {
  const stored = storedPictureOf(file);
  return {
    url: urlOfWidth(file, pictureWidths.detail),
    alt,
    sizes: stored === undefined ? [] : sizesOf(stored),
  };
}

function sizesOf({ id, width: widest }: StoredPicture): ImageSizeView[] {
  return widthsOf(widest).map((width) => ({ width, url: urlOf(fileNameOf({ id, width })) }));
}

function urlOfWidth(file: string, width: number): string {
  const stored = storedPictureOf(file);
  return urlOf(stored === undefined ? file : fileOfWidth(stored, width));
}

function urlOf(file: string): string {
  return `/images/${file}`;
}
