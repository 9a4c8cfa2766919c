/**
 * What is kept of an uploaded picture: copies in these widths, as far as it is that wide, and one in its own width up to the last.
 * For the small ones beside a cart, the cards of a list, the detail page, and looking closely.
 */
export const pictureWidths = { thumb: 160, list: 400, detail: 800, zoom: 1_600 } as const;

const steps = Object.values(pictureWidths);
const name = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9]\d{0,3})\.webp$/;

/** The name of a stored picture says all that a list needs to know about it: `<id>-<its width>.webp`. */
export interface StoredPicture {
  id: string;
  width: number;
}

/** Undefined for the name of a drawn picture. */
export function storedPictureOf(file: string): StoredPicture | undefined {
  const [, id, width] = name.exec(file) ?? [];
  return id === undefined || width === undefined ? undefined : { id, width: Number(width) };
}

export function fileNameOf({ id, width }: StoredPicture): string {
  return `${id}-${String(width)}.webp`;
}

/** From small to large. */
export function widthsOf(width: number): number[] {
  const widest = Math.min(width, pictureWidths.zoom);
  return [...steps.filter((step) => step < widest), widest];
}

/** The smallest copy that is as wide as asked, or else the widest. */
export function fileOfWidth(picture: StoredPicture, wanted: number): string {
  const widths = widthsOf(picture.width);
  const width = widths.find((each) => each >= wanted) ?? picture.width;
  return fileNameOf({ id: picture.id, width });
}
