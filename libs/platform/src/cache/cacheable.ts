/** Goes with every answer that a change of any product may alter: searches, filtered lists, suggestions. */
export const everyChange = 'every-change';

/** The tag of what the change feed calls (topic, subject). */
export function tagOf(topic: string, subject: string): string {
  return `${topic}:${subject}`;
}

/**
 * An answer that may be kept until something that it was made of changes. What a controller of a public read returns; without the cache
 * the body is answered as it is.
 */
export class Cacheable<Body extends object = object> {
  private constructor(
    readonly body: Body,
    readonly tags: readonly string[],
    readonly asOf: number | undefined,
  ) {}

  /**
   * @param tags of all that the body was made of: a change of any of them ends its life
   * @param asOf for what was not read from the database but from a copy that a `ChangeFeed` listener keeps: the `version` that the copy had
   * been told of, so that an answer from a copy that is late does not outlive the lateness
   */
  static of<Body extends object>(body: Body, tags: readonly string[], asOf?: number): Cacheable<Body> {
    return new Cacheable(body, tags, asOf);
  }
}
