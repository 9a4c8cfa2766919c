/** So many wrong codes in a row, and the next has to wait. */
export const codesBeforeWait = 10;

const firstWaitSeconds = 900;
const longestWaitSeconds = 86_400;

/**
 * How long codes are refused after the last of so many wrong ones in a row. Only who knows the password gets so far, so somebody else has
 * stolen it: the wait doubles each time. In a week that leaves about 130 guesses at a million codes, of which three are right at a time.
 */
export function waitAfter(wrongCodes: number): number {
  if (wrongCodes === 0 || wrongCodes % codesBeforeWait !== 0) return 0;
  const doublings = Math.min(wrongCodes / codesBeforeWait - 1, 10);
  return Math.min(firstWaitSeconds * 2 ** doublings, longestWaitSeconds);
}
