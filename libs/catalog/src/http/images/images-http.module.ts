import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog.module.js';
import { ImageQueries } from '../../queries/image.queries.js';
import { AdminImagesController } from './admin-images.controller.js';
import { ImageUploads } from './image-uploads.js';
import { ImagesController } from './images.controller.js';

@Module({
  imports: [CatalogModule],
  controllers: [ImagesController, AdminImagesController],
  providers: [ImageUploads, ImageQueries],
})
export class ImagesHttpModule {}
