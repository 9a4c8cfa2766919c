import { Injectable } from '@nestjs/common';
import type { PersonalPart } from '#platform/personal-data/personal-part.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { CustomerQueries } from '../queries/customer.queries.js';
import { PersonalDataQueries } from '../queries/personal-data.queries.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { EraseCustomer } from './erase-customer.js';

/** What privacy asks of accounts. */
@Injectable()
export class PeopleFacade {
  constructor(
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly eraseCustomer: EraseCustomer,
    private readonly personalData: PersonalDataQueries,
    private readonly customers: CustomerQueries,
  ) {}

  /** That it is the person who asks. Not in a unit of work: it takes its time. @throws PasswordNeeded, WrongPassword, SignInAgain, … */
  confirm({ customerId, sessionId, password }: Confirmation): Promise<void> {
    return this.confirmIdentity.execute({
      customerId: customerId as CustomerId,
      sessionId: sessionId as SessionId,
      password,
    });
  }

  /** Undefined if they have not shown that the address is theirs: what was sent there is nobody else's business. @throws CustomerNotFound */
  async provenEmailOf(customerId: string): Promise<string | undefined> {
    const { email, emailVerified } = await this.customers.profile(customerId);
    return emailVerified ? email : undefined;
  }

  /** Part of the caller's unit of work. @param sessionId in which the person has confirmed it @throws CustomerNotFound, LastOwner, SessionEnded */
  async erase({ customerId, sessionId }: Omit<Confirmation, 'password'>): Promise<void> {
    const person = { customerId: customerId as CustomerId, sessionId: sessionId as SessionId };
    await this.confirmIdentity.mustStillHold(person);
    await this.eraseCustomer.execute({ customerId: person.customerId, actor: customerId });
  }

  /** Everything that lies in this context, without hashes and secrets. @param email if it is shown to be theirs */
  personalDataOf(customerId: string, email: string | undefined): readonly PersonalPart[] {
    return this.personalData.of(customerId, email);
  }
}

interface Confirmation {
  readonly customerId: string;
  readonly sessionId: string;
  /** As the client sent it. */
  readonly password: string | undefined;
}
