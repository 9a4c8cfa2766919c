/** The pictures of the other shop, as its administrators have copied them. */
export abstract class PictureFolder {
  /** Undefined if there is no such file. `name` is a plain file name, never a path. */
  abstract read(folder: string, name: string): Promise<Uint8Array | undefined>;
}
