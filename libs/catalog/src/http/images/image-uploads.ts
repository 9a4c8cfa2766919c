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

/** Each holds a file in memory while it comes in and waits for its turn. */
const atOnce = 4;

/** Takes so many uploads at a time that they can't fill the memory of this process. */
@Injectable()
export class ImageUploads {
  private underWay = 0;

  constructor(
    private readonly addImage: AddProductImage,
    private readonly config: Config,
  ) {}

  /** @throws ImagesBusy, and what the reading of the body and AddProductImage throw */
  async take(
    request: FastifyRequest,
    input: Omit<AddProductImageInput, 'bytes'>,
  ): Promise<AddedProductImage> {
    if (this.underWay >= atOnce) throw new ImagesBusy();
    this.underWay += 1;
    try {
      const bytes = await readUpload(request, { maxBytes: this.config.images.maxBytes });
      return await this.addImage.execute({ ...input, bytes });
    } finally {
      this.underWay -= 1;
    }
  }
}
