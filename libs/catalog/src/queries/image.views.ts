import { ApiProperty } from '@nestjs/swagger';

export class ImageSizeView {
  @ApiProperty({ example: 400, description: 'In pixels.' })
  width!: number;
  @ApiProperty({ example: '/images/0190f3c1-7000-7000-8000-0123456789ab-400.webp' })
  url!: string;
}

export class ImageView {
  @ApiProperty({ example: '/images/sweater-ocean-1.svg', description: 'For the page of the product.' })
  url!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  alt!: string;
  @ApiProperty({
    type: [ImageSizeView],
    description:
      'The same picture in several widths, the smallest first, as `srcset` wants it; empty if it fits any.',
  })
  sizes!: ImageSizeView[];
}

/** As staff see it. */
export class AdminImageView extends ImageView {
  @ApiProperty({
    example: '0190f3c1-7000-7000-8000-0123456789ab-1600.webp',
    description: 'Its name where pictures are ordered and taken away.',
  })
  file!: string;
}

export class AdminImageList {
  @ApiProperty({ example: 3, description: 'Of the product; its ETag.' })
  version!: number;
  @ApiProperty({ type: [AdminImageView], description: 'In their order; lists show the first.' })
  items!: AdminImageView[];
}
