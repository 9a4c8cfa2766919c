import { Body, Controller, Delete, Get, Header, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { entityTag, IfMatch } from '#platform/http/if-match.js';
import { refuseUnknownParameters, textParameter, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { RawUpload } from '#platform/http/raw-upload.js';
import { KeepProductImages } from '../../application/images/keep-product-images.js';
import { ImageNotFound } from '../../domain/catalog.errors.js';
import { VersionRequired } from '../../domain/image.errors.js';
import { ImageQueries, type ImagesOfProduct } from '../../queries/image.queries.js';
import { AdminImageList, AdminImageView } from '../../queries/image.views.js';
import { ArrangeImagesRequest } from './image.dto.js';
import { ImageUploads } from './image-uploads.js';
import { knownProduct } from './known-product.js';

const parameters = new Set(['alt']);
const productId = { name: 'productId', example: '019b8b74-1800-7074-8e59-ef8d8981cf54' };
const ifMatch = {
  name: 'If-Match',
  required: true,
  description: 'The ETag that came with the pictures or the product.',
};
const changed = { status: 412, type: Problem, description: 'The product has changed meanwhile.' };
const required = { status: 428, type: Problem, description: 'If-Match is missing.' };

@ApiTags('Administration: pictures')
@Requires('catalog:manage')
@ApiBadRequestResponse({ type: Problem })
@ApiNotFoundResponse({ type: Problem })
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
  @ApiParam(productId)
  @ApiOkResponse({ type: AdminImageList })
  list(
    @Param('productId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminImageList> {
    return this.answer(id, reply);
  }

  @Post()
  @RawUpload('image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif')
  @ApiOperation({
    summary: 'Upload a picture, to the end of the pictures',
    description:
      'The file as it is: `curl --data-binary @lamp.jpg -H "Content-Type: image/jpeg"`. JPEG, PNG, WebP, AVIF or GIF, told by its content; none that moves. It is turned upright, freed from what the camera wrote into it, and kept as WebP in the widths 160, 400, 800 and 1600, never wider than it is. The same file again changes nothing.',
  })
  @ApiParam(productId)
  @ApiQuery({
    name: 'alt',
    required: false,
    description: 'What it shows, for those who can not see it. Default: the name of the product.',
    schema: { type: 'string', maxLength: 200 },
  })
  @ApiCreatedResponse({ type: AdminImageView })
  @ApiOkResponse({ type: AdminImageView, description: 'The product has this picture already.' })
  @ApiConflictResponse({ type: Problem, description: 'The product has 20 pictures.' })
  async upload(
    @Param('productId') id: string,
    @Query() query: RawQuery,
    @CurrentPrincipal() { id: actor }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminImageView> {
    refuseUnknownParameters(query, parameters);
    const alt = textParameter(query, 'alt', 200);
    const added = await this.uploads.take(request, { productId: knownProduct(id), alt, actor });
    void reply.status(added.isNew ? 201 : 200);
    const { items } = await this.answer(id, reply);
    const image = items.find(({ file }) => file === added.file);
    if (image === undefined) throw new ImageNotFound();
    return image;
  }

  @Put()
  @ApiOperation({ summary: 'Order the pictures anew and write what they show' })
  @ApiParam(productId)
  @ApiHeader(ifMatch)
  @ApiOkResponse({ type: AdminImageList })
  @ApiResponse(changed)
  @ApiResponse(required)
  async arrange(
    @Param('productId') id: string,
    @IfMatch() seen: readonly number[] | undefined,
    @CurrentPrincipal() { id: actor }: Principal,
    @Body() { images }: ArrangeImagesRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminImageList> {
    if (seen === undefined) throw new VersionRequired();
    await this.images.arrange({ productId: knownProduct(id), seen, actor, images });
    return this.answer(id, reply);
  }

  @Delete(':file')
  @ApiOperation({ summary: 'Take a picture away', description: 'Its files are deleted a day later.' })
  @ApiParam(productId)
  @ApiParam({ name: 'file', example: '0190f3c1-7000-7000-8000-0123456789ab-1600.webp' })
  @ApiHeader(ifMatch)
  @ApiOkResponse({ type: AdminImageList })
  @ApiResponse(changed)
  @ApiResponse(required)
  async remove(
    @Param('productId') id: string,
    @Param('file') file: string,
    @IfMatch() seen: readonly number[] | undefined,
    @CurrentPrincipal() { id: actor }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminImageList> {
    if (seen === undefined) throw new VersionRequired();
    await this.images.remove({ productId: knownProduct(id), seen, actor, file });
    return this.answer(id, reply);
  }

  private async answer(id: string, reply: FastifyReply): Promise<Pick<ImagesOfProduct, 'items'>> {
    const { version, items } = await this.queries.ofProduct(id);
    void reply.header('etag', entityTag(version));
    return { items };
  }
}
