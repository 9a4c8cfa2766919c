/** Spreadsheets take a cell that begins with one of these for a formula and run it (CWE-1236). */
const formula = /^'*[=+\-@\t\r]/;
const guarded = /^'+[=+\-@\t\r]/;

/**
 * Text that a spreadsheet shows instead of running it: with an apostrophe in front where it is needed. What looks guarded already is guarded
 * once more, so that taking it off gives back what was there.
 */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function unguardFormula(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
