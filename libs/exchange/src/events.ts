/** A file has been taken in, or its application has been asked for: the worker goes to it. */
export interface ImportStaged {
  type: 'exchange.import-staged';
  payload: { importId: string };
}
