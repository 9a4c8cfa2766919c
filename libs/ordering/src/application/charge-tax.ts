import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { destinationOf } from '../domain/destination.js';
import { UnknownPlace, UnknownTaxChoice } from '../domain/order.errors.js';
import type { TaxRate } from '../domain/tariffs.js';
import { TaxChoices } from '../domain/tax-choices.js';

export interface ChargeTaxInput {
  /** `DE`, or `US-CA` for a state. */
  place: string;
  /** Of one of the choices. */
  label: string;
  actor: string;
}

/** Puts one of the rates that the shop can choose from in force for a country or a state. On goods, not on their shipping. */
@Injectable()
export class ChargeTax {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly choices: TaxChoices,
    private readonly audit: AuditLog,
  ) {}

  /** @throws UnknownPlace, UnknownRegion, UnknownTaxChoice */
  async execute({ place, label, actor }: ChargeTaxInput): Promise<TaxRate> {
    const { country, region } = placeOf(place);
    return this.unitOfWork.run(async () => {
      const rate = (await this.choices.all()).find((choice) => choice.label === label);
      if (rate === undefined) throw new UnknownTaxChoice(label);
      const before = await this.choices.charged(country, region);
      await this.choices.charge({ ...rate, country, region, taxClass: 'standard', taxesShipping: false });
      await this.audit.append({
        actor,
        action: 'ordering.charge-tax',
        subjectType: 'tax-rate',
        subjectId: place,
        before,
        after: rate,
      });
      return rate;
    });
  }
}

function placeOf(text: string): { country: string; region: string } {
  const [, country, region] = /^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$/.exec(text) ?? [];
  if (country === undefined) throw new UnknownPlace(text);
  if (region === undefined) return { country, region: '' };
  return { country, region: destinationOf(country, region, 'place').region ?? '' };
}
