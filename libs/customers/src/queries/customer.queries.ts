import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { Page, PageRequest } from '#shared-kernel';
import { AddressNotFound, CustomerNotFound } from '../domain/customers.errors.js';

export interface Profile {
  id: string;
  email: string;
  name: string;
  locale: string;
  role: string;
  emailVerified: boolean;
  createdAt: string;
}

export interface AddressEntry {
  id: string;
  name: string;
  company: string | null;
  line1: string;
  line2: string | null;
  city: string;
  region: string | null;
  postalCode: string;
  country: string;
  phone: string | null;
  isDefaultShipping: boolean;
  isDefaultBilling: boolean;
}

interface ProfileRow {
  id: Buffer;
  email: string;
  name: string;
  locale: string;
  role: string;
  email_verified_at: Date | null;
  created_at: Date;
}

type AddressRow = Omit<AddressEntry, 'id' | 'postalCode' | 'isDefaultShipping' | 'isDefaultBilling'> & {
  id: Buffer;
  postal_code: string;
  is_default_shipping: number;
  is_default_billing: number;
};

const addressColumns =
  'id, name, company, line1, line2, city, region, postal_code, country, phone, is_default_shipping, is_default_billing';

/** What the owner of an account sees of it. Every statement asks for the owner as well as for the thing. */
@Injectable()
export class CustomerQueries {
  constructor(private readonly database: Database) {}

  /** @throws CustomerNotFound */
  async profile(customerId: string): Promise<Profile> {
    const row = await this.database.queryOne<ProfileRow>(
      `SELECT id, email, name, locale, role, email_verified_at, created_at
       FROM customers
       WHERE id = :id`,
      { id: idToBytes(customerId) },
    );
    if (row === undefined) throw new CustomerNotFound();
    const { email, name, locale, role } = row;
    return {
      id: bytesToId(row.id),
      email,
      name,
      locale,
      role,
      emailVerified: row.email_verified_at !== null,
      createdAt: row.created_at.toISOString(),
    };
  }

  /** The default one for shipping first, then the newest. */
  async addresses(customerId: string, page: PageRequest): Promise<Page<AddressEntry>> {
    const owner = { customerId: idToBytes(customerId) };
    // Index addresses_of_customer narrows to at most 50 rows, which are sorted in memory.
    const [rows, count] = await Promise.all([
      this.database.query<AddressRow>(
        `SELECT ${addressColumns}
         FROM addresses
         WHERE customer_id = :customerId
         ORDER BY is_default_shipping DESC, created_at DESC, id DESC
         LIMIT ${String(page.limit)} OFFSET ${String(page.offset)}`,
        owner,
      ),
      this.database.queryOne<{ total: number }>(
        'SELECT COUNT(*) AS total FROM addresses WHERE customer_id = :customerId',
        owner,
      ),
    ]);
    return page.of(rows.map(addressEntry), count?.total ?? 0);
  }

  /** @throws AddressNotFound */
  async address(customerId: string, addressId: string): Promise<AddressEntry> {
    const row = await this.database.queryOne<AddressRow>(
      `SELECT ${addressColumns}
       FROM addresses
       WHERE id = :addressId AND customer_id = :customerId`,
      { customerId: idToBytes(customerId), addressId: idToBytes(addressId) },
    );
    if (row === undefined) throw new AddressNotFound();
    return addressEntry(row);
  }
}

function addressEntry({
  id,
  postal_code,
  is_default_shipping,
  is_default_billing,
  ...row
}: AddressRow): AddressEntry {
  const { name, company, line1, line2, city, region, country, phone } = row;
  return {
    id: bytesToId(id),
    name,
    company,
    line1,
    line2,
    city,
    region,
    postalCode: postal_code,
    country,
    phone,
    isDefaultShipping: is_default_shipping === 1,
    isDefaultBilling: is_default_billing === 1,
  };
}
