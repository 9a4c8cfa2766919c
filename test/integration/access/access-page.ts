import { roles, type Role } from '../../../tools/fuzz/people.js';

/** `tells`: refused differently when what was asked made no sense. `error`: let in, and then a 5xx. */
export type Cell = 'yes' | '401' | '403' | 'tells' | 'error';

export interface Row {
  readonly route: string;
  readonly permission: string | undefined;
  readonly cells: Record<Role | 'anonymous' | 'apiKey' | 'ended', Cell>;
}

const columns = ['anonymous', ...roles] as const;

const preface = `# Who may ask which route

Made by \`test/integration/access/matrix.spec.ts\`, which asks every route of the OpenAPI document as everybody below and fails when this page says
something else: a change of rights is seen in review. \`UPDATE_ACCESS=true npm test -- access/matrix\` writes it anew.

Public routes are for guests, too: what they show or change is the asker's own (by access token, \`Cart-Token\` or \`Order-Token\`), and anybody
else's is 404. An API key can do what its scopes say, and nothing that belongs to an account. \`.\` is 401 without a sign-in and 403 with one.
`;

/** As Prettier would lay it out, so that it can be compared as text. */
export function accessPage(rows: readonly Row[]): string {
  const lines = [...rows]
    .sort(byPath)
    .map(({ route, permission, cells }) => [
      `\`${route}\``,
      permission === undefined ? 'public' : `\`${permission}\``,
      ...columns.map((column) => (cells[column] === 'yes' ? 'yes' : '.')),
    ]);
  return `${preface}\n${table(['route', 'needs', ...columns], lines)}`;
}

function byPath(one: Row, other: Row): number {
  const key = ({ route }: Row): string => route.split(' ').reverse().join(' ');
  return key(one) < key(other) ? -1 : 1;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((text, index) =>
    Math.max(text.length, ...lines.map((line) => line[index]?.length ?? 0)),
  );
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |\n`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('');
}
