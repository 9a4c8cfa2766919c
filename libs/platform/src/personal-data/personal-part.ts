/**
 * One thing that a context holds of a person, under the name that it has in the person's export. `one` for little, `many` for what can
 * have no end: it is read while it is sent, so that nobody's history lies in the memory as a whole.
 */
export type PersonalPart =
  | { readonly name: string; readonly one: () => Promise<unknown> }
  | { readonly name: string; readonly many: () => AsyncIterable<unknown> };

/** Page by page, each from behind the last row of the one before. */
export async function* rowsInPages<Row>(
  limit: number,
  read: (after: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let after: Row | undefined;
  for (;;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    after = rows.at(-1);
  }
}
