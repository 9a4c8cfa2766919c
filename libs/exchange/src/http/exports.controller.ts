import { Readable } from 'node:stream';
import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { ExportProducts } from '../application/export-products.js';

@ApiTags('Administration: imports and exports')
@Requires('catalog:manage')
@Controller('admin/exports')
export class ExportsController {
  constructor(private readonly exportProducts: ExportProducts) {}

  @Get('products.csv')
  @ApiOperation({
    summary: 'All products with variants and stock as a CSV file',
    description: 'In the columns that an import reads: importing it unchanged changes nothing.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  products(): StreamableFile {
    // One batch ahead of the reader, so that its pace is the database's.
    const file = Readable.from(this.exportProducts.execute(), { highWaterMark: 1 });
    return new StreamableFile(file, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: 'attachment; filename="products.csv"',
    });
  }
}
