import type { INestApplicationContext } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { DomainEvent } from '#shared-kernel';

/** Every event that this program commits from now on, as it is told: in the table those that name people are wiped once everybody has had them. */
export function toldEvents(app: INestApplicationContext): readonly DomainEvent[] {
  const told: DomainEvent[] = [];
  const outbox = app.get(Outbox, { strict: false });
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  const append = outbox.append.bind(outbox);
  outbox.append = async (events) => {
    await append(events);
    if (events.length > 0) unitOfWork.afterCommit(() => void told.push(...events));
  };
  return told;
}
