import { EntitySchema } from 'typeorm';
import { idColumn } from '#platform/database/id-column.js';
import type { Address } from '../domain/address-book.js';
import { Customer } from '../domain/customer.js';
import { phoneNumberMapping } from './mysql-phone-books.js';

// The private fields of the aggregate are mapped too, so this is the table's shape, not the class's.
interface CustomerShape {
  id: string;
  createdAt: Date;
  currentEmail: string;
  currentEmailKey: string;
  currentRole: string;
  currentName: string;
  currentLocale: string;
  currentPasswordHash: string;
  emailVerifiedAt: Date | null;
  passwordChangedAt: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  erasedAt: Date | null;
}

export const customerMapping = new EntitySchema<CustomerShape>({
  name: 'Customer',
  target: Customer,
  tableName: 'customers',
  columns: {
    id: idColumn({ primary: true }),
    currentEmail: { name: 'email', type: 'varchar', length: 254 },
    currentEmailKey: { name: 'email_key', type: 'varchar', length: 254 },
    currentRole: { name: 'role', type: 'varchar', length: 20 },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
    currentName: { name: 'name', type: 'varchar', length: 100 },
    currentLocale: { name: 'locale', type: 'varchar', length: 35 },
    currentPasswordHash: { name: 'password_hash', type: 'varchar', length: 255 },
    emailVerifiedAt: { name: 'email_verified_at', type: 'datetime', precision: 3, nullable: true },
    passwordChangedAt: { name: 'password_changed_at', type: 'datetime', precision: 3, nullable: true },
    disabledAt: { name: 'disabled_at', type: 'datetime', precision: 3, nullable: true },
    disabledReason: { name: 'disabled_reason', type: 'varchar', length: 200, nullable: true },
    erasedAt: { name: 'erased_at', type: 'datetime', precision: 3, nullable: true },
  },
});

/** Addresses are plain values: no class, so nothing to skip when they are loaded. */
export const addressMapping = new EntitySchema<Address>({
  name: 'Address',
  tableName: 'addresses',
  columns: {
    id: idColumn({ primary: true }),
    customerId: idColumn({ name: 'customer_id' }),
    name: { type: 'varchar', length: 100 },
    company: { type: 'varchar', length: 100, nullable: true },
    line1: { type: 'varchar', length: 200 },
    line2: { type: 'varchar', length: 200, nullable: true },
    city: { type: 'varchar', length: 100 },
    region: { type: 'varchar', length: 100, nullable: true },
    postalCode: { name: 'postal_code', type: 'varchar', length: 20 },
    country: { type: 'char', length: 2 },
    phone: { type: 'varchar', length: 30, nullable: true },
    isDefaultShipping: { name: 'is_default_shipping', type: 'boolean' },
    isDefaultBilling: { name: 'is_default_billing', type: 'boolean' },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
  },
});

export const customersMappings = [customerMapping, addressMapping, phoneNumberMapping];
