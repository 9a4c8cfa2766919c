import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { ImageGone } from '../../domain/image.errors.js';
import type { ProductId } from '../../domain/ids.js';
import { StoredImages, type ImageId, type StoredImage } from '../../domain/stored-images.js';

interface ImageRow {
  id: Buffer;
  product_id: Buffer;
  file: string;
  width: number;
  height: number;
  bytes: number;
  source_type: string;
  source_hash: Buffer;
  uploaded_by: string;
}

const noProductShowsIt = 'NOT EXISTS (SELECT 1 FROM product_images pi WHERE pi.file = images.file)';

@Injectable()
export class MysqlStoredImages extends StoredImages {
  constructor(private readonly database: Database) {
    super();
  }

  override async register(image: StoredImage): Promise<void> {
    await this.database.writeAlone(
      `INSERT INTO images (id, product_id, file, state, width, height, bytes, source_type, source_hash, uploaded_by, created_at, unused_since)
       VALUES (:id, :productId, :file, 'stored', :width, :height, :bytes, :sourceType, :sourceHash, :uploadedBy, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      {
        ...image,
        id: idToBytes(image.id),
        productId: idToBytes(image.productId),
        sourceHash: Buffer.from(image.sourceHash),
      },
    );
  }

  override async sameAs(productId: ProductId, sourceHash: Uint8Array): Promise<StoredImage | undefined> {
    const row = await this.database.queryOne<ImageRow>(
      `SELECT i.id, i.product_id, i.file, i.width, i.height, i.bytes, i.source_type, i.source_hash, i.uploaded_by
       FROM images i
       JOIN product_images pi ON pi.product_id = i.product_id AND pi.file = i.file
       WHERE i.product_id = :productId AND i.source_hash = :sourceHash
       LIMIT 1`,
      { productId: idToBytes(productId), sourceHash: Buffer.from(sourceHash) },
    );
    return row === undefined ? undefined : imageOf(row);
  }

  override async use(file: string): Promise<void> {
    const { affectedRows } = await this.database.write(
      "UPDATE images SET unused_since = NULL WHERE file = :file AND state = 'stored'",
      { file },
    );
    if (affectedRows === 0) throw new ImageGone();
  }

  override async putAside(file: string): Promise<void> {
    await this.database.write('UPDATE images SET unused_since = UTC_TIMESTAMP(3) WHERE file = :file', {
      file,
    });
  }

  override async noticeUnused(limit: number): Promise<number> {
    // Read without locks first: whoever edits pictures meanwhile does not wait for a walk over all of them.
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT i.id
       FROM images i
       LEFT JOIN product_images pi ON pi.file = i.file
       WHERE i.unused_since IS NULL AND pi.file IS NULL
       LIMIT ${String(limit)}`,
    );
    if (rows.length === 0) return 0;
    await this.database.writeAlone(
      `UPDATE images
       SET unused_since = UTC_TIMESTAMP(3)
       WHERE id IN (:ids) AND ${noProductShowsIt}`,
      { ids: rows.map(({ id }) => id) },
    );
    return rows.length;
  }

  override async takeUnused(limit: number): Promise<{ id: ImageId; file: string }[]> {
    await this.database.writeAlone(
      `UPDATE images
       SET state = 'deleting'
       WHERE unused_since < UTC_TIMESTAMP(3) - INTERVAL 1 DAY
         AND ${noProductShowsIt}
       ORDER BY unused_since
       LIMIT ${String(limit)}`,
    );
    const rows = await this.database.query<{ id: Buffer; file: string }>(
      `SELECT id, file
       FROM images
       WHERE unused_since < UTC_TIMESTAMP(3) - INTERVAL 1 DAY AND state = 'deleting' AND ${noProductShowsIt}
       ORDER BY unused_since
       LIMIT ${String(limit)}`,
    );
    return rows.map(({ id, file }) => ({ id: bytesToId<ImageId>(id), file }));
  }

  override async forget(id: ImageId): Promise<void> {
    await this.database.writeAlone("DELETE FROM images WHERE id = :id AND state = 'deleting'", {
      id: idToBytes(id),
    });
  }
}

function imageOf(row: ImageRow): StoredImage {
  return {
    id: bytesToId<ImageId>(row.id),
    productId: bytesToId<ProductId>(row.product_id),
    file: row.file,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    sourceType: row.source_type,
    sourceHash: row.source_hash,
    uploadedBy: row.uploaded_by,
  };
}
