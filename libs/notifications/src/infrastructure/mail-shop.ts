/** In whose name mails are sent, and where their links lead. */
export interface Shop {
  readonly name: string;
  readonly publicUrl: string;
}
