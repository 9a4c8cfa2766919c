/** Who makes a change, and which versions of the record they have seen. */
export interface Author {
  /** The account of a staff member, or the name of a process. */
  actor: string;
  /** Any other version is not changed (ChangedMeanwhile). Undefined: whatever it is now. */
  seen?: readonly number[] | undefined;
}

/** Changes that the shop makes by itself. */
export const theShop: Author = { actor: 'system:catalog' };
