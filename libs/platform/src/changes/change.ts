/** Something that readers can see has changed. */
export interface Change {
  /** What kind of thing, such as `product`; at most 16 characters. */
  topic: string;
  /** Its id. */
  subject: string;
}

/** As it stands in the table. */
export interface NumberedChange extends Change {
  seq: number;
}
