import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Create, type Sharp } from 'sharp';

/** A red left half and a blue right half; what is patched in lies in the corner. */
export function twoHalves(width: number, height: number, patch?: Create): Sharp {
  const red = { width: Math.ceil(width / 2), height, channels: 3, background: '#ff0000' } as const;
  const layers = patch === undefined ? [red] : [red, patch];
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite(
    layers.map((create) => ({ input: { create }, left: 0, top: 0 })),
  );
}

export async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
}

/** Says that it is a PNG of 50,000 × 50,000, in 200 bytes; the check sums are right. */
export function pictureBomb(side = 50_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
