import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '#platform/config/config.js';
import { readUpload } from '#platform/http/raw-upload.js';
import {
  AddProductImage,
  type AddedProductImage,
  type AddProductImageInput,
} from '../../application/images/add-product-image.js';
import { ImagesBusy } from '../../domain/image.errors.js';

/** So many whole files of the largest size are held in memory, be they on their way or waiting for their turn. */
const atOnce = 4;

/**
 * Takes so many uploads at a time that they can't fill the memory of this process. What has not come yet takes none, so whoever sends slowly
 * keeps nobody else out.
 */
@Injectable()
export class ImageUploads {
  private underWay = 0;
  private heldBytes = 0;

  constructor(
    private readonly addImage: AddProductImage,
    private readonly config: Config,
  ) {}

  /** @throws ImagesBusy, and what the reading of the body and AddProductImage throw */
  async take(
    request: FastifyRequest,
    input: Omit<AddProductImageInput, 'bytes'>,
  ): Promise<AddedProductImage> {
    let own = 0;
    const hold = (bytes: number): void => {
      if (this.heldBytes + bytes > atOnce * this.config.images.maxBytes) throw new ImagesBusy();
      this.heldBytes += bytes;
      own += bytes;
    };
    try {
      const bytes = await readUpload(request, { maxBytes: this.config.images.maxBytes, hold });
      return await this.add({ ...input, bytes });
    } finally {
      this.heldBytes -= own;
    }
  }

  private async add(input: AddProductImageInput): Promise<AddedProductImage> {
    if (this.underWay >= atOnce) throw new ImagesBusy();
    this.underWay += 1;
    try {
      return await this.addImage.execute(input);
    } finally {
      this.underWay -= 1;
    }
  }
}
