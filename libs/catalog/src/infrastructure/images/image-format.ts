export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

const avifBrands = new Set(['avif', 'avis', 'mif1', 'msf1']);

/** The format by the first bytes. No other format ever reaches the decoders: no SVG, no PDF, nothing that can refer to other files. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const text = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  if (text.startsWith('ftyp', 4) && avifBrands.has(text.slice(8, 12))) return 'avif';
  return undefined;
}
