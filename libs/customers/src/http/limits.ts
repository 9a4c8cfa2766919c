import { Throttle } from '@nestjs/throttler';

/** At most so many requests a minute from one address; for routes that cost much, send mail, or invite guessing. */
export function AtMostPerMinute(limit: number): MethodDecorator & ClassDecorator {
  return Throttle({ default: { limit, ttl: 60_000 } });
}
