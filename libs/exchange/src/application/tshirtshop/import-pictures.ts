import { Injectable } from '@nestjs/common';
import { AddProductImage, KeepProductImages, ProductKeys, type AddProductImageInput } from '#catalog';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { DomainError } from '#shared-kernel';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { pictureName } from '../../domain/tshirtshop/names.js';
import { PictureFolder } from '../../domain/tshirtshop/picture-folder.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { text, type ImportRun } from './import-run.js';

type ProductId = AddProductImageInput['productId'];

const actor = 'system:import';

/**
 * With a folder, the names of pictures that products still show become pictures. It talks to the store of files, so it is part of no
 * transaction; what it has not reached it finds the next time, because the name is still there.
 */
@Injectable()
export class ImportPictures {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: ImportedRecords,
    private readonly keys: ProductKeys,
    private readonly folder: PictureFolder,
    private readonly addImage: AddProductImage,
    private readonly keepImages: KeepProductImages,
  ) {}

  async run(run: ImportRun): Promise<void> {
    const { images } = run.options;
    if (images === undefined) return;
    for await (const page of run.shop.pages('product')) {
      const records = await this.unitOfWork.run(() =>
        this.records.find(
          'product',
          page.map((row) => text(row.product_id)),
        ),
      );
      const shown = await this.keys.picturesOf([...records.values()].map(({ targetId }) => targetId));
      for (const row of page) {
        const productId = records.get(text(row.product_id))?.targetId;
        const names = productId === undefined ? undefined : shown.get(productId);
        if (names !== undefined)
          await this.ofProduct(
            run,
            { productId: productId as ProductId, row, names: new Set(names) },
            images,
          );
      }
    }
  }

  private async ofProduct(
    run: ImportRun,
    { productId, row, names }: { productId: ProductId; row: ShopRow<'product'>; names: ReadonlySet<string> },
    images: string,
  ): Promise<void> {
    const large = [...new Set([row.image, row.image_2].map(pictureName))];
    const wanted = large.filter((name) => name !== undefined && names.has(name)) as string[];
    let found = 0;
    for (const name of wanted) {
      const bytes = await this.folder.read(images, name);
      if (bytes === undefined) run.report.remark('pictures that are not in the folder: their names are kept');
      else if (await this.replace(run, { productId, name, bytes })) found += 1;
    }
    const small = pictureName(row.thumbnail);
    if (found === 0 || small === undefined || !names.has(small) || large.includes(small)) return;
    // Our own sizes are made from the large ones.
    if (!this.unitOfWork.isRunning) await this.keepImages.remove(productId, small, { actor });
    run.report.remark('thumbnails: not needed, the sizes are made from the pictures');
  }

  /** Whether there is a picture in place of the name now, or would be after a run that is no dry one. */
  private async replace(
    { report }: ImportRun,
    { productId, name, bytes }: { productId: ProductId; name: string; bytes: Uint8Array },
  ): Promise<boolean> {
    try {
      if (!this.unitOfWork.isRunning) {
        const { isNew } = await this.addImage.execute({ productId, bytes, replaces: name, actor });
        // The same picture under two names: one is enough.
        if (!isNew) await this.keepImages.remove(productId, name, { actor });
      }
      report.makes('pictures', 1);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      report.failed(`${name}: ${error.message}`);
      return false;
    }
  }
}
