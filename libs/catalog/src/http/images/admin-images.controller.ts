import { Body, Controller, Delete, Get, Header, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { entityTag } from '#platform/http/if-match.js';
import { refuseUnknownParameters, textParameter, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { RawUpload } from '#platform/http/raw-upload.js';
import type { Author } from '../../application/author.js';
import { KeepProductImages } from '../../application/images/keep-product-images.js';
import { ImageNotFound, ProductNotFound } from '../../domain/catalog.errors.js';
import type { ProductId } from '../../domain/ids.js';
import { ImageQueries } from '../../queries/image.queries.js';
import { AdminImageList, AdminImageView } from '../../queries/image.views.js';
import { Administration, ChangesVersion } from '../admin/administration.decorators.js';
import { IdOf } from '../admin/known-id.js';
import { Editor, StaffMember } from '../admin/staff-member.js';
import { ArrangeImagesRequest } from './image.dto.js';
import { ImageUploads } from './image-uploads.js';

const parameters = new Set(['alt']);

@Administration('pictures')
@ApiParam({ name: 'productId', format: 'uuid' })
@Controller('admin/products/:productId/images')
export class AdminImagesController {
  constructor(
    private readonly uploads: ImageUploads,
    private readonly images: KeepProductImages,
    private readonly queries: ImageQueries,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'The pictures of a product',
    description: 'The ETag is the version of the product.',
  })
  @ApiOkResponse({ type: AdminImageList })
  @ApiNotFoundResponse({ type: Problem })
  list(@IdOf('productId', ProductNotFound) productId: ProductId): Promise<AdminImageList> {
    return this.queries.ofProduct(productId);
  }

  @Post()
  @RawUpload('image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif')
  @ApiOperation({
    summary: 'Upload a picture, to the end of the pictures',
    description:
      'The file as it is: `curl --data-binary @lamp.jpg -H "Content-Type: image/jpeg"`. JPEG, PNG, WebP, AVIF or GIF, told by its content; none that moves. It is turned upright, freed from what the camera wrote into it, and kept as WebP in the widths 160, 400, 800 and 1600, never wider than it is. The same file again changes nothing. The ETag is the new version of the product.',
  })
  @ApiQuery({
    name: 'alt',
    required: false,
    description: 'What it shows, for those who can not see it. Default: the name of the product.',
    schema: { type: 'string', maxLength: 200 },
  })
  @ApiCreatedResponse({ type: AdminImageView })
  @ApiOkResponse({ type: AdminImageView, description: 'The product has this picture already.' })
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({ type: Problem, description: 'The product has 20 pictures.' })
  async upload(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Query() query: RawQuery,
    @StaffMember() { actor }: Author,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminImageView> {
    refuseUnknownParameters(query, parameters);
    const alt = textParameter(query, 'alt', 200);
    const { file, version, isNew } = await this.uploads.take(request, { productId, alt, actor });
    void reply.status(isNew ? 201 : 200).header('etag', entityTag(version));
    return this.image(productId, file);
  }

  @Put()
  @ChangesVersion()
  @ApiOperation({ summary: 'Order the pictures anew and write what they show' })
  @ApiOkResponse({ type: AdminImageList })
  async arrange(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() { images }: ArrangeImagesRequest,
    @Editor() by: Author,
  ): Promise<AdminImageList> {
    return this.queries.ofProduct(await this.images.arrange(productId, images, by));
  }

  @Delete(':file')
  @ChangesVersion()
  @ApiOperation({ summary: 'Take a picture away', description: 'Its files are deleted a day later.' })
  @ApiParam({ name: 'file', example: '0190f3c1-7000-7000-8000-0123456789ab-1600.webp' })
  @ApiOkResponse({ type: AdminImageList })
  async remove(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Param('file') file: string,
    @Editor() by: Author,
  ): Promise<AdminImageList> {
    return this.queries.ofProduct(await this.images.remove(productId, file, by));
  }

  private async image(productId: ProductId, wanted: string): Promise<AdminImageView> {
    const { items } = await this.queries.ofProduct(productId);
    const image = items.find(({ file }) => file === wanted);
    // Somebody took it away in this very moment.
    if (image === undefined) throw new ImageNotFound();
    return image;
  }
}
