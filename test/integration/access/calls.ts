import type { Content, Operation } from '../../../tools/fuzz/document.js';
import { send, someAddress } from '../../../tools/fuzz/people.js';
import { jsonOf, type Wire, type WireAnswer } from '../../../tools/fuzz/wire.js';

type Headers = Readonly<Record<string, string>>;

/** An id in the right form that nothing has. */
export const unknownId = '0190f3c1-7000-7000-8000-00000000dead';

/** The path with everything in braces filled in. */
export function pathWith(path: string, value: (name: string) => string): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(value(name)));
}

/** Asks a route with a body that is as small as can be, in the type that it takes. */
export function call(wire: Wire, operation: Operation, path: string, headers: Headers): Promise<WireAnswer> {
  const type = bodyTypeOf(operation.body);
  if (type === undefined || type === 'application/json')
    return send(wire, operation.method, path, type === undefined ? undefined : {}, headers);
  return wire.send({
    ...{ method: operation.method, path },
    headers: { 'content-type': type, 'x-forwarded-for': someAddress(), ...headers },
    body: Buffer.from('x'),
  });
}

export function codeOf(answer: WireAnswer): string | undefined {
  return (jsonOf(answer) as { code?: string } | undefined)?.code;
}

function bodyTypeOf(content: Content | undefined): string | undefined {
  return content === undefined ? undefined : Object.keys(content)[0];
}
