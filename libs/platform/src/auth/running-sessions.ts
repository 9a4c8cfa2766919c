/** What the customers context knows of sessions. */
export abstract class RunningSessions {
  /** Whether there is such a session and it goes on. */
  abstract isRunning(sessionId: string): Promise<boolean>;

  /** Those that were ended within so many seconds. */
  abstract endedWithin(seconds: number): Promise<readonly string[]>;
}
