import { describe, expect, it } from '@jest/globals';
import { formatOf } from './image-format.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the format of a picture', () => {
  it.each([
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg'],
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
    ['GIF89a\x01\0\x01\0', 'gif'],
    ['\0\0\0\x1cftypavif\0\0\0\0', 'avif'],
  ])('is read from the first bytes: %j', (text, format) => {
    expect(formatOf(bytes(text))).toBe(format);
  });

  it.each([
    '',
    '\xff\xd8',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<?xml version="1.0"?><svg/>',
    'GIF90a',
    '%PDF-1.7',
    'BM6',
    'RIFF\x10\0\0\0WAVE',
    '\0\0\0\x18ftypheic',
    'II*\0',
    'push graphic-context',
    '\n\x89PNG\r\n\x1a\n',
  ])('is none of ours: %j', (text) => {
    expect(formatOf(bytes(text))).toBeUndefined();
  });
});
