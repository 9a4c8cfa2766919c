import { DomainError } from '#shared-kernel';

/** By its content, whatever its name and type say. */
export class ImageFormatNotSupported extends DomainError {
  readonly code = 'catalog.image-format-not-supported';
  readonly kind = 'unsupported-media';

  constructor(message = 'A picture must be a JPEG, PNG, WebP, AVIF or GIF file.') {
    super(message, [{ field: 'image', code: 'format', message }]);
  }
}

export class ImageTooLarge extends DomainError {
  readonly code = 'catalog.image-too-large';
  readonly kind = 'too-large';

  constructor(maxPixels: number) {
    const message = `A picture of this kind must not have more than ${String(Math.floor(maxPixels / 1e5) / 10)} million pixels.`;
    super(message, [{ field: 'image', code: 'max-pixels', message }]);
  }
}

/** Cut off, or not what it says it is. */
export class ImageDamaged extends DomainError {
  readonly code = 'catalog.image-damaged';
  readonly kind = 'invalid';

  constructor(
    reason: string,
    override readonly cause?: unknown,
  ) {
    super(`The picture can't be read: ${reason}`, [
      { field: 'image', code: 'readable', message: 'image must be a whole picture' },
    ]);
  }
}

export class TooManyImages extends DomainError {
  readonly code = 'catalog.too-many-images';
  readonly kind = 'conflict';

  constructor(max: number) {
    super(`A product can't have more than ${String(max)} pictures.`);
  }
}

/** Between its upload and now it was taken for one that nobody wants. */
export class ImageGone extends DomainError {
  readonly code = 'catalog.image-gone';
  readonly kind = 'conflict';

  constructor() {
    super('This picture has been deleted meanwhile. Send it again.');
  }
}

/** Whoever orders pictures must know all of them. */
export class ImagesDiffer extends DomainError {
  readonly code = 'catalog.images-differ';
  readonly kind = 'invalid';

  constructor() {
    super('These are not the pictures that the product has.', [
      { field: 'images', code: 'same', message: 'images must name each picture of the product once' },
    ]);
  }
}

/** More uploads at a time than one process takes, so that they can't fill its memory. */
export class ImagesBusy extends DomainError {
  readonly code = 'catalog.images-busy';
  readonly kind = 'unavailable';

  constructor() {
    super('Other pictures are being made ready. Try again in a moment.');
  }
}

/** The program that reads pictures could not be started: our trouble, not the picture's. */
export class ImageReaderUnavailable extends DomainError {
  readonly code = 'catalog.image-reader-unavailable';
  readonly kind = 'unavailable';

  constructor(override readonly cause: unknown) {
    super("Pictures can't be made ready at the moment. Try again.");
  }
}
