import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { PictureWorkshop, type ReadyPicture } from '../../application/images/picture-workshop.js';
import {
  ImageDamaged,
  ImageFormatNotSupported,
  ImageReaderUnavailable,
  ImageTooLarge,
} from '../../domain/image.errors.js';
import { pictureWidths } from '../../domain/picture.js';
import { formatOf, type ImageFormat } from './image-format.js';
import type { Order, Outcome, Word } from './picture-reader.js';

/** Where WebP stops showing a difference in product pictures; half the size of 95. */
const quality = 80;
/** Of the widest copy: twice as tall as wide is more than any page shows. */
const maxHeight = 3_200;
/** AVIF is decoded at once, at some 20 bytes a pixel; the others row by row. */
const avifShare = 0.3;

/** One picture at a time, each read by a process of its own that ends with it (picture-reader.ts says why). */
@Injectable()
export class ForkedPictureWorkshop extends PictureWorkshop {
  /** The same file as TypeScript when this one is (tests), compiled when this one is. */
  protected readonly reader: string = fileURLToPath(
    new URL(`./picture-reader${extname(import.meta.url)}`, import.meta.url),
  );
  /** A picture that has not been read by then never will be. */
  protected readonly timeoutMs: number = 30_000;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly config: Config) {
    super();
  }

  override async prepare(sent: Uint8Array): Promise<ReadyPicture> {
    const format = formatOf(sent);
    if (format === undefined) throw new ImageFormatNotSupported();
    const order: Order = {
      bytes: sent,
      format,
      maxPixels: this.maxPixels(format),
      widths: Object.values(pictureWidths),
      maxHeight,
      quality,
    };
    const turn = this.last.then(() => this.read(order));
    this.last = turn.catch(() => undefined);
    const outcome = await turn;
    if (!outcome.ready) throw refusalOf(outcome, order.maxPixels);
    return { ...outcome, sourceType: `image/${format}` };
  }

  private maxPixels(format: ImageFormat): number {
    const { maxPixels } = this.config.images;
    return format === 'avif' ? Math.floor(maxPixels * avifShare) : maxPixels;
  }

  /** What the reader has to say. @throws ImageDamaged, ImageReaderUnavailable */
  private read(order: Order): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = this.start();
      let isDecoding = false;
      const timer = setTimeout(() => child.kill('SIGKILL'), this.timeoutMs);
      // However many there are: one that nobody listens to would end the API.
      child.on('error', (error) => {
        clearTimeout(timer);
        reject(new ImageReaderUnavailable(error));
      });
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(deathOf(isDecoding, `the reader ended (${signal ?? String(code)})`));
      });
      child.on('message', (word: Word) => {
        if (word === 'decoding') isDecoding = true;
        else {
          resolve(word);
          // A reader that has been taken over may go on talking.
          if (child.connected) child.disconnect();
        }
      });
      send(child, order);
    });
  }

  /** Without any secret of ours in its environment. @throws ImageReaderUnavailable */
  private start(): ChildProcess {
    try {
      return fork(this.reader, [], {
        serialization: 'advanced',
        execArgv: ['--max-old-space-size=128'],
        env: {},
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
    } catch (error) {
      // No memory, or no process, left for it.
      throw new ImageReaderUnavailable(error);
    }
  }
}

function refusalOf({ why, detail }: Extract<Outcome, { ready: false }>, maxPixels: number): Error {
  switch (why) {
    case 'too-large':
      return new ImageTooLarge(maxPixels);
    case 'animated':
      return new ImageFormatNotSupported("A picture can't be animated: send the one frame to be shown.");
    case 'format':
      return new ImageFormatNotSupported();
    case 'damaged':
      // The decoder's own words name its parts, not the picture's.
      return new ImageDamaged('it is cut off, or not what it says it is.', detail);
  }
}

function deathOf(isDecoding: boolean, how: string): Error {
  return isDecoding
    ? new ImageDamaged('it takes too much time or memory.')
    : new ImageReaderUnavailable(new Error(how));
}

function send(child: ChildProcess, order: Order): void {
  // One that could not be started is heard of by its error.
  if (!child.connected) return;
  child.send(order, () => {
    // A reader that could not take it has died, and is heard of by its exit.
  });
}
