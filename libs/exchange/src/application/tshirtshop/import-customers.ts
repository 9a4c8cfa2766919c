import { Injectable } from '@nestjs/common';
import { CustomersImport, type ImportedCustomer, type ImportedCustomerOutcome } from '#customers';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { countryCalled } from '../../domain/tshirtshop/countries.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { hashOf, text, type ImportRun } from './import-run.js';

type CustomerRow = ShopRow<'customer'>;

/** Names, addresses and telephones; neither passwords nor cards, which the loader has dropped already. */
@Injectable()
export class ImportCustomers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: CustomersImport,
    private readonly records: ImportedRecords,
  ) {}

  async run(run: ImportRun): Promise<void> {
    const { cards, passwords } = await run.shop.countSecrets();
    run.report.remark('card numbers: left out, they were not even loaded', cards);
    run.report.remark('passwords: left out, customers choose new ones', passwords);
    for await (const page of run.shop.pages('customer'))
      await this.unitOfWork.run(() => this.keepAll(run, page));
  }

  private async keepAll(run: ImportRun, rows: readonly CustomerRow[]): Promise<void> {
    const known = await this.records.find(
      'customer',
      rows.map((row) => text(row.customer_id)),
    );
    for (const row of rows) {
      const sourceId = text(row.customer_id);
      const customer = customerOf(row);
      const contentHash = hashOf(customer);
      const record = known.get(sourceId);
      if (record?.contentHash === contentHash) {
        run.report.took('customer', 'unchanged');
        continue;
      }
      const outcome = await this.customers.keep({ ...customer, id: record?.targetId });
      tell(run, row, outcome);
      if ('customerId' in outcome)
        await this.records.keep('customer', [{ sourceId, targetId: outcome.customerId, contentHash }]);
    }
  }
}

const refusals = {
  'has-account':
    'the shop has an account with the same e-mail address: orders and reviews go to it, it is left as it is',
  'same-address':
    'another customer of the dump has the same e-mail address: orders and reviews go to that one',
  erased: 'they have had themselves forgotten since an earlier import',
  'unproven-account': 'somebody has registered with this e-mail address and not confirmed it yet',
} as const;

function tell({ report }: ImportRun, row: CustomerRow, outcome: ImportedCustomerOutcome): void {
  if (outcome.kind === 'refused') {
    report.skipped(
      'customer',
      outcome.field === 'email' ? 'the e-mail address is none' : 'the name can not be taken',
    );
    return;
  }
  if (outcome.kind !== 'created' && outcome.kind !== 'changed') {
    report.skipped('customer', refusals[outcome.kind]);
    return;
  }
  report.took('customer', outcome.kind === 'created' ? 'created' : 'updated');
  const { address } = outcome;
  if (address === undefined) report.remark('customers without an address');
  else if (address !== 'kept')
    report.remark(`customers whose address was left out for its ${address.join(', ')}`);
  const phones = phonesOf(row);
  if (address !== 'kept')
    report.remark('telephone numbers without an address to stand beside: left out', phones.length);
  else {
    const isKept = phones.some(isPhone);
    report.remark(
      'further telephone numbers: left out, an address has one',
      phones.length - (isKept ? 1 : 0),
    );
  }
}

function customerOf(row: CustomerRow): Omit<ImportedCustomer, 'id'> {
  const name = text(row.name);
  const fields = [row.address_1, row.address_2, row.city, row.postal_code];
  const hasAddress = fields.some((field) => text(field) !== '');
  const address = {
    name,
    line1: text(row.address_1),
    line2: text(row.address_2) || null,
    city: text(row.city),
    region: text(row.region) || null,
    postalCode: text(row.postal_code),
    country: countryCalled(text(row.country)) ?? text(row.country),
    phone: phonesOf(row).find(isPhone) ?? null,
  };
  return { email: text(row.email), name, address: hasAddress ? address : undefined };
}

/** The one that a carrier most likely reaches first. */
export function phonesOf(row: CustomerRow): string[] {
  return [row.mob_phone, row.day_phone, row.eve_phone].map(text).filter((phone) => phone !== '');
}

function isPhone(phone: string): boolean {
  return /^\+?[\d ()./-]{5,30}$/.test(phone);
}
