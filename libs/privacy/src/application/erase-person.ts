import { Injectable } from '@nestjs/common';
import { PeopleFacade } from '#customers';
import { PersonalOrders } from '#ordering';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { OpenOrders } from '../domain/privacy.errors.js';

export interface ErasePersonInput {
  readonly customerId: string;
  readonly sessionId: string;
  /** As the client sent it. */
  readonly password: string | undefined;
}

/**
 * Forgets a person who asks for it (GDPR, article 17). The account is nobody's within one transaction, which also holds the event by which
 * every other context forgets: whatever dies afterwards, the event goes on.
 */
@Injectable()
export class ErasePerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PeopleFacade,
    private readonly orders: PersonalOrders,
  ) {}

  /** @throws PasswordNeeded, WrongPassword, SignInAgain, OpenOrders, LastOwner, CustomerNotFound */
  async execute({ customerId, sessionId, password }: ErasePersonInput): Promise<void> {
    await this.people.confirm({ customerId, sessionId, password });
    await this.unitOfWork.run(async () => {
      const open = await this.orders.openOrdersOf(customerId);
      if (open.length > 0) throw new OpenOrders(open);
      await this.people.erase({ customerId, sessionId });
    });
  }
}
