/** What is wrong in one cell of the file. */
export interface ImportProblem {
  /** Of the file, from 1, where the row begins. */
  readonly line: number;
  /** By the name in the header; empty if the row as a whole is wrong. */
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

/** More are counted but not kept: whoever has made a thousand mistakes has made one mistake a thousand times. */
export const mostProblemsKept = 1_000;
