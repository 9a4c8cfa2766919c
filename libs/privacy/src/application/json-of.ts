import type { PersonalPart } from '#platform/personal-data/personal-part.js';

/** The parts as one JSON object, piece by piece: no more than one page of rows is in the memory. */
export async function* jsonOf(parts: readonly PersonalPart[]): AsyncGenerator<string> {
  yield '{';
  for (const [index, part] of parts.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(part.name)}:`;
    if ('one' in part) yield JSON.stringify(await part.one());
    else yield* listOf(part.many());
  }
  yield '\n}\n';
}

async function* listOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '[';
  for await (const item of items) {
    yield `${separator}\n${JSON.stringify(item)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
