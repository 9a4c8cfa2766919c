import { Injectable } from '@nestjs/common';
import { PersonalCarts } from '#cart';
import { PersonalReviews } from '#catalog';
import { PeopleFacade } from '#customers';
import { PersonalMails } from '#notifications';
import { PersonalOrders } from '#ordering';
import { PersonalPayments } from '#payment';
import { PersonalTrail } from '#platform/audit/personal-trail.js';
import type { PersonalPart } from '#platform/personal-data/personal-part.js';

/** Asks every context what it holds of a person. Whoever stores something new about people adds it here. */
@Injectable()
export class GatherPersonalData {
  constructor(
    private readonly people: PeopleFacade,
    private readonly orders: PersonalOrders,
    private readonly payments: PersonalPayments,
    private readonly carts: PersonalCarts,
    private readonly reviews: PersonalReviews,
    private readonly mails: PersonalMails,
    private readonly trail: PersonalTrail,
  ) {}

  /** Nothing is read yet but the address. @throws CustomerNotFound */
  async of(customerId: string): Promise<readonly PersonalPart[]> {
    const email = await this.people.provenEmailOf(customerId);
    return [
      ...this.people.personalDataOf(customerId, email),
      ...this.orders.personalDataOf(customerId),
      ...this.payments.personalDataOf(customerId),
      ...this.carts.personalDataOf(customerId),
      ...this.reviews.personalDataOf(customerId),
      ...this.mails.personalDataOf(email),
      ...this.trail.personalDataOf(customerId),
    ];
  }
}
