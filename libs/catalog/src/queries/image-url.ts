/** Where the pictures are: a path below the shop's address, so that a CDN or another host can stand before it. */
export function imageUrlOf(file: string): string;
export function imageUrlOf(file: string | null): string | null;
export function imageUrlOf(file: string | null): string | null {
  return file === null ? null : `/images/${file}`;
}
