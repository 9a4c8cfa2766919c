interface Column {
  readonly length: number;
  set(values: ArrayLike<number>): void;
}

/** The column itself if it has a place `index`, otherwise a copy of half its size more. */
export function withRoom<Kind extends Column & ArrayLike<number>>(
  column: Kind,
  Type: new (length: number) => Kind,
  index: number,
): Kind {
  if (index < column.length) return column;
  const grown = new Type(Math.max(index + 1, Math.ceil(column.length * 1.5), 64));
  grown.set(column);
  return grown;
}
