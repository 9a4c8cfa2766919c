/** One copy of a picture, as it is stored and shown. */
export interface PictureCopy {
  width: number;
  bytes: Uint8Array;
}

export interface ReadyPicture {
  /** Of the widest copy. */
  width: number;
  height: number;
  /** What was uploaded: image/jpeg, image/png, image/webp or image/avif. */
  sourceType: string;
  copies: readonly PictureCopy[];
}

/**
 * Makes what the shop shows out of what somebody has sent: read by its content, upright, in sRGB, without what cameras write into
 * pictures (place, time, serial number), in the widths of `pictureWidths` as WebP. Nothing of the sent bytes is kept.
 */
export abstract class PictureWorkshop {
  /** @throws ImageFormatNotSupported, ImageTooLarge, ImageDamaged, ImagesBusy, ImageReaderUnavailable */
  abstract prepare(sent: Uint8Array): Promise<ReadyPicture>;
}
