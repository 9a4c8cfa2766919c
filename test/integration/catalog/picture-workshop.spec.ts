import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type {
  PictureWorkshop,
  ReadyPicture,
} from '../../../libs/catalog/src/application/images/picture-workshop.js';
import { ForkedPictureWorkshop } from '../../../libs/catalog/src/infrastructure/images/forked-picture-workshop.js';
import { testConfig } from '../../support/config.js';
import { pictureBomb, pixel, twoHalves } from '../../support/pictures.js';

let workshop: PictureWorkshop;

const config = testConfig({ DATABASE_URL: 'mysql://shop:pw@127.0.0.1/none' });

beforeAll(() => {
  workshop = new ForkedPictureWorkshop(config);
});

const red = [255, 0, 0];
const blue = [0, 0, 255];

// JPEG in CMYK can't show a full blue.
const tolerance = 120;

async function expectColours({ copies }: ReadyPicture, left: number[], right: number[]): Promise<void> {
  for (const { width, bytes } of copies) {
    const { format, width: real, height } = await sharp(bytes).metadata();
    expect([format, real]).toEqual(['webp', width]);
    const colours = [await pixel(bytes, 0, height >> 1), await pixel(bytes, width - 1, height >> 1)];
    for (const [at, expected] of [left, right].entries())
      for (const [channel, value] of expected.entries())
        expect(Math.abs((colours[at]?.[channel] ?? -1_000) - value)).toBeLessThan(tolerance);
  }
}

describe('a picture that staff send', () => {
  it.each([
    ['JPEG', 'image/jpeg', () => twoHalves(2_000, 1_000).jpeg()],
    ['progressive JPEG', 'image/jpeg', () => twoHalves(2_000, 1_000).jpeg({ progressive: true })],
    ['PNG', 'image/png', () => twoHalves(2_000, 1_000).png()],
    ['interlaced PNG', 'image/png', () => twoHalves(2_000, 1_000).png({ progressive: true })],
    ['PNG with a palette', 'image/png', () => twoHalves(2_000, 1_000).png({ palette: true })],
    ['PNG of 16 bits', 'image/png', () => twoHalves(2_000, 1_000).toColourspace('rgb16').png()],
    ['WebP', 'image/webp', () => twoHalves(2_000, 1_000).webp()],
    ['AVIF', 'image/avif', () => twoHalves(2_000, 1_000).avif({ effort: 0 })],
    ['GIF', 'image/gif', () => twoHalves(2_000, 1_000).gif()],
    ['JPEG in CMYK', 'image/jpeg', () => twoHalves(2_000, 1_000).toColourspace('cmyk').jpeg()],
    ['JPEG in a wide colour space', 'image/jpeg', () => twoHalves(2_000, 1_000).withIccProfile('p3').jpeg()],
  ])('becomes WebP in four widths: %s', async (_, sourceType, made) => {
    const picture = await workshop.prepare(await made().toBuffer());
    expect(picture).toMatchObject({ width: 1_600, height: 800, sourceType });
    expect(picture.copies.map(({ width }) => width)).toEqual([160, 400, 800, 1_600]);
    await expectColours(picture, red, blue);
  });

  it('is never enlarged, not even from one pixel', async () => {
    const [one, some] = [
      await workshop.prepare(await twoHalves(1, 1).png().toBuffer()),
      await workshop.prepare(await twoHalves(500, 300).png().toBuffer()),
    ];
    expect(one.copies.map(({ width }) => width)).toEqual([1]);
    expect(some.copies.map(({ width }) => width)).toEqual([160, 400, 500]);
  });

  it('keeps its shape, also when it is a strip', async () => {
    const tall = await workshop.prepare(await twoHalves(500, 8_000).png().toBuffer());
    expect(tall).toMatchObject({ width: 200, height: 3_200 });
    const wide = await workshop.prepare(await twoHalves(8_000, 2).png().toBuffer());
    expect(wide).toMatchObject({ width: 1_600, height: 1 });
  });

  it('keeps what shows through', async () => {
    const clear = { create: { width: 200, height: 200, channels: 4, background: '#00000000' } } as const;
    const { copies } = await workshop.prepare(await sharp(clear).png().toBuffer());
    expect(await sharp(copies[0]!.bytes).metadata()).toMatchObject({ hasAlpha: true });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright, orientation %d', async (orientation) => {
    const upright = await twoHalves(400, 200).png().toBuffer();
    // What a camera stores, held in this way.
    const turned = [
      sharp(upright),
      sharp(upright).flop(),
      sharp(upright).rotate(180),
      sharp(upright).flip(),
      sharp(await sharp(upright).rotate(90).toBuffer()).flop(),
      sharp(upright).rotate(270),
      sharp(await sharp(upright).rotate(270).toBuffer()).flop(),
      sharp(upright).rotate(90),
    ][orientation - 1]!;
    const picture = await workshop.prepare(await turned.jpeg().withMetadata({ orientation }).toBuffer());
    expect(picture).toMatchObject({ width: 400, height: 200 });
    await expectColours(picture, red, blue);
  });

  it('loses what the camera knew: place, time, owner, colour profile, and whatever was hung on its end', async () => {
    const exif = {
      IFD0: { Artist: 'Ada Lovelace' },
      IFD3: { GPSLatitude: '51/1 30/1 26/1', GPSLatitudeRef: 'N' },
    };
    const sent = await twoHalves(800, 600).jpeg().withExif(exif).withIccProfile('p3').toBuffer();
    const polyglot = Buffer.concat([
      sent,
      deflateRawSync('x'),
      Buffer.from('<script>alert(1)</script>PK\x03\x04'),
    ]);
    expect((await sharp(polyglot).metadata()).exif).toBeDefined();
    const { copies } = await workshop.prepare(polyglot);
    for (const { bytes } of copies) {
      const { exif: kept, icc, xmp } = await sharp(bytes).metadata();
      expect([kept, icc, xmp]).toEqual([undefined, undefined, undefined]);
      expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Lovelace|script|PK\x03/);
    }
  });

  it('is refused if it is of another kind, whatever it is called', async () => {
    const tiff = await twoHalves(20, 20).tiff().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const sent of [tiff, svg, Buffer.alloc(0), Buffer.from('hello')])
      await expect(workshop.prepare(sent)).rejects.toMatchObject({
        code: 'catalog.image-format-not-supported',
      });
  });

  it('is refused if it moves', async () => {
    const frames = await Promise.all([
      twoHalves(20, 20).png().toBuffer(),
      twoHalves(20, 20).negate().png().toBuffer(),
    ]);
    const film = sharp(frames, { join: { animated: true } });
    for (const sent of [await film.clone().webp().toBuffer(), await film.clone().gif().toBuffer()])
      await expect(workshop.prepare(sent)).rejects.toMatchObject({
        code: 'catalog.image-format-not-supported',
        message: expect.stringContaining('animated'),
      });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
    'is refused if it is cut off or full of noise: %s',
    async (format) => {
      const noise = {
        create: {
          width: 600,
          height: 600,
          channels: 3,
          background: '#888888',
          noise: { type: 'gaussian', mean: 128, sigma: 40 },
        },
      } as const;
      const whole = await sharp(noise).toFormat(format, { effort: 1 }).toBuffer();
      await expect(workshop.prepare(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
        code: 'catalog.image-damaged',
      });
      await expect(workshop.prepare(whole.subarray(0, 40))).rejects.toMatchObject({
        code: 'catalog.image-damaged',
      });
      const scrambled = Buffer.concat([whole.subarray(0, 24), Buffer.alloc(2_000, 7)]);
      await expect(workshop.prepare(scrambled)).rejects.toMatchObject({ code: 'catalog.image-damaged' });
    },
  );

  it('is refused if it is a bomb, quickly, and this process does not grow by it', async () => {
    const before = process.memoryUsage.rss();
    const started = performance.now();
    await expect(workshop.prepare(pictureBomb())).rejects.toMatchObject({ code: 'catalog.image-too-large' });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(30e6);
  });

  it('takes its turn', async () => {
    const sent = await twoHalves(100, 100).png().toBuffer();
    const results = await Promise.allSettled(
      [sent, pictureBomb(), sent].map((each) => workshop.prepare(each)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('a reader of pictures', () => {
  const readBy = async (program: string): Promise<ReadyPicture> => {
    const folder = await mkdtemp(join(tmpdir(), 'tradepost-reader-'));
    const file = join(folder, 'reader.mjs');
    await writeFile(
      file,
      `process.once('message', () => { ${program} }); process.once('disconnect', () => process.exit());`,
    );
    class Workshop extends ForkedPictureWorkshop {
      protected override readonly reader = file;
      protected override readonly timeoutMs = 1_500;
    }
    try {
      return await new Workshop(config).prepare(await twoHalves(9, 9).png().toBuffer());
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it.each([
    ['dies over a picture', "process.send('decoding', () => process.kill(process.pid, 'SIGSEGV'));"],
    ['never comes to an end', "process.send('decoding');"],
  ])('that %s has met a bad picture', async (_, program) => {
    await expect(readBy(program)).rejects.toMatchObject({ code: 'catalog.image-damaged', kind: 'invalid' });
  });

  it.each([
    ['can not begin', 'process.exit(1);'],
    ['does not answer', ''],
    ['is broken', "throw new Error('no libvips');"],
  ])('that %s is our trouble', async (_, program) => {
    await expect(readBy(program)).rejects.toMatchObject({
      code: 'catalog.image-reader-unavailable',
      kind: 'unavailable',
    });
  });

  it('that the system does not start is our trouble too', async () => {
    class Workshop extends ForkedPictureWorkshop {
      // No path: fork throws at once, as it does when memory is short.
      protected override readonly reader = 'reader\0';
    }
    const answer = new Workshop(config).prepare(await twoHalves(9, 9).png().toBuffer());
    await expect(answer).rejects.toMatchObject({ code: 'catalog.image-reader-unavailable' });
  });

  it('knows nothing of ours', async () => {
    process.env['A_SECRET_OF_THE_SHOP'] = 'x';
    const detail = 'JSON.stringify(Object.keys(process.env))';
    const answer = readBy(`process.send({ ready: false, why: 'damaged', detail: ${detail} });`);
    await expect(answer).rejects.toMatchObject({ cause: expect.not.stringContaining('SECRET') });
    delete process.env['A_SECRET_OF_THE_SHOP'];
  });
});
