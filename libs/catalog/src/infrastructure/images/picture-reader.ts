/**
 * The program that decodes one picture and ends: what is in these bytes was made by somebody else, decoders are large, and some formats
 * are decoded at once (40 million pixels of AVIF: 800 MB). A process of its own gives the memory back, takes nobody along
 * when it dies, and knows no secret. It imports nothing of ours, so that Node can run it from source as well.
 */
import { writeFile } from 'node:fs';
import { setPriority } from 'node:os';
import type sharp from 'sharp';
import type { Sharp } from 'sharp';

export interface Order {
  bytes: Uint8Array;
  format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';
  maxPixels: number;
  /** From small to large. */
  widths: readonly number[];
  maxHeight: number;
  /** Of WebP, 1 to 100. */
  quality: number;
}

export type Outcome =
  | { ready: true; width: number; height: number; copies: { width: number; bytes: Uint8Array }[] }
  | { ready: false; why: 'too-large' | 'animated' | 'format' | 'damaged'; detail: string };

/** `decoding` is said once the decoders are loaded: from then on it is the picture's doing if this process dies. */
export type Word = 'decoding' | Outcome;

type Raw = Awaited<ReturnType<typeof shrink>>;

const loaders = {
  jpeg: ['VipsForeignLoadJpeg'],
  png: ['VipsForeignLoadPng'],
  webp: ['VipsForeignLoadWebp'],
  avif: ['VipsForeignLoadHeif'],
  gif: ['VipsForeignLoadNsgif'],
};

process.once('message', (order: Order) => {
  void work(order);
});
// Nobody waits for it any more.
process.once('disconnect', () => process.exit(1));

async function work(order: Order): Promise<void> {
  // Shoppers first. And should memory run out, this one goes; where the system does not let us say so, it does not matter.
  setPriority(10);
  writeFile('/proc/self/oom_score_adj', '1000', () => undefined);
  const { default: load } = await import('sharp');
  load.cache(false);
  load.concurrency(1);
  load.block({ operation: ['VipsForeignLoad'] });
  load.unblock({ operation: loaders[order.format] });
  tell('decoding');
  tell(await picture(load, order).catch(refusalOf));
}

async function picture(load: typeof sharp, order: Order): Promise<Outcome> {
  const open = () =>
    load(order.bytes, { failOn: 'error', limitInputPixels: order.maxPixels, sequentialRead: true });
  const { format, compression, pages = 1 } = await open().metadata();
  if (
    format !== (order.format === 'avif' ? 'heif' : order.format) ||
    (format === 'heif' && compression !== 'av1')
  )
    return refused('format', format);
  if (pages > 1) return refused('animated', '');
  const raw = await shrink(open(), order);
  const { width, height } = raw.info;
  const widths = [...order.widths.filter((each) => each < width), width];
  const copies = [];
  for (const each of widths) copies.push({ width: each, bytes: await copy(load, raw, each, order.quality) });
  return { ready: true, width, height, copies };
}

/** The widest copy as pixels: the large picture is decoded once, row by row where its format allows it. */
function shrink(opened: Sharp, { widths, maxHeight }: Order) {
  return opened
    .autoOrient()
    .resize({ width: widths.at(-1), height: maxHeight, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

function copy(load: typeof sharp, { data, info }: Raw, width: number, quality: number): Promise<Buffer> {
  const { width: rawWidth, height, channels } = info;
  return load(data, { raw: { width: rawWidth, height, channels } })
    .resize({ width, withoutEnlargement: true })
    .webp({ quality })
    .toBuffer();
}

function refusalOf(error: unknown): Outcome {
  const detail = error instanceof Error ? error.message : String(error);
  return refused(/pixel limit/i.test(detail) ? 'too-large' : 'damaged', detail);
}

function refused(why: Extract<Outcome, { ready: false }>['why'], detail: string): Outcome {
  return { ready: false, why, detail };
}

function tell(word: Word): void {
  process.send?.(word);
}
