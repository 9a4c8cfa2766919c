import { Controller, Get, Param, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { ImageNotFound } from '../domain/catalog.errors.js';
import { forEver } from './cache-control.js';
import { drawPicture } from './pictures/picture.js';

/** The pictures of the sample shop, drawn when they are asked for. */
@ApiTags('Catalogue')
@Public()
@Controller({ path: 'images', version: VERSION_NEUTRAL })
export class ImagesController {
  @Get(':file.svg')
  @ApiOperation({ summary: 'A picture of a product' })
  @ApiParam({ name: 'file', example: 'sweater-ocean-1' })
  @ApiOkResponse({
    description: 'The picture.',
    content: { 'image/svg+xml': { schema: { type: 'string' } } },
  })
  @ApiNotFoundResponse({ type: Problem })
  image(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const svg = drawPicture(file);
    if (svg === undefined) throw new ImageNotFound();
    void reply
      .header('content-type', 'image/svg+xml; charset=utf-8')
      .header('cache-control', forEver)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      // Shop windows on other hosts may show it.
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(svg);
  }
}
