import { Controller, Get, Headers, Param, Res, VERSION_NEUTRAL } from '@nestjs/common';
import {
  ApiFoundResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { ApiNotModified } from '#platform/cache/cached-read.js';
import { Public } from '#platform/auth/permissions.js';
import { Config } from '#platform/config/config.js';
import { Problem } from '#platform/http/problem.js';
import { PictureFiles } from '../../application/images/picture-files.js';
import { ImageNotFound } from '../../domain/catalog.errors.js';
import { forEver } from '../cache-control.js';
import { drawPicture } from '../pictures/picture.js';

/** Should the pictures move to another host, browsers follow within a day. */
const oneDay = 'public, max-age=86400';
const minuteMs = 60_000;

/** The pictures of products. One page shows many, so there may be many in a minute. */
@ApiTags('Catalogue')
@Public()
@Throttle({ default: { limit: 6_000, ttl: minuteMs } })
@Controller({ path: 'images', version: VERSION_NEUTRAL })
export class ImagesController {
  constructor(
    private readonly files: PictureFiles,
    private readonly config: Config,
  ) {}

  @Get(':file.svg')
  @ApiOperation({ summary: 'A picture of the sample shop, drawn when it is asked for' })
  @ApiParam({ name: 'file', example: 'sweater-ocean-1' })
  @ApiOkResponse({
    description: 'The picture.',
    content: { 'image/svg+xml': { schema: { type: 'string' } } },
  })
  @ApiNotFoundResponse({ type: Problem })
  drawn(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const svg = drawPicture(file);
    if (svg === undefined) throw new ImageNotFound();
    send(reply, 'image/svg+xml; charset=utf-8', svg);
  }

  @Get(':file.webp')
  @ApiOperation({
    summary: 'A picture that staff have uploaded, in one of its widths',
    description: 'A redirect where pictures are kept on another host (IMAGE_BASE_URL).',
  })
  @ApiParam({ name: 'file', example: '0190f3c1-7000-7000-8000-0123456789ab-400' })
  @ApiOkResponse({
    description: 'The picture.',
    content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiNotModified()
  @ApiFoundResponse({ description: 'The picture is there, on another host.' })
  @ApiNotFoundResponse({ type: Problem })
  async stored(
    @Param('file') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = `${name}.webp`;
    const { baseUrl } = this.config.images;
    // What is at a name never changes, so whoever knows it knows it.
    if (baseUrl === undefined && known === `"${name}"`) {
      notModified(reply, name);
      return;
    }
    if (!this.files.isName(file)) throw new ImageNotFound();
    if (baseUrl !== undefined) {
      void reply.header('cache-control', oneDay).redirect(`${baseUrl}/images/${file}`, 302);
      return;
    }
    const bytes = await this.files.read(file);
    if (bytes === undefined) throw new ImageNotFound();
    send(reply.header('etag', `"${name}"`), 'image/webp', Buffer.from(bytes));
  }
}

function notModified(reply: FastifyReply, name: string): void {
  void reply.status(304).header('etag', `"${name}"`).header('cache-control', forEver).send();
}

function send(reply: FastifyReply, contentType: string, picture: string | Buffer): void {
  void reply
    .header('content-type', contentType)
    .header('cache-control', forEver)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    // Shop windows on other hosts may show it.
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(picture);
}
