import { beforeEach, describe, expect, it } from '@jest/globals';
import { AddressBook } from '../domain/address-book.js';
import { AddressBooks } from '../domain/address-books.js';
import { member, newcomer, someTime } from '../testing/customer.builder.js';
import { mailLimits } from '../testing/guessing.js';
import { CustomersInMemory, EmailTokensInMemory, immediately, StoppedClock } from '../testing/fakes.js';
import { CustomersImport, type ImportedCustomer } from './customers-import.js';
import { RequestVerification } from './request-verification.js';
import { ResendVerification } from './resend-verification.js';
import type { CustomerId } from '../domain/ids.js';

class BooksInMemory extends AddressBooks {
  private readonly books = new Map<CustomerId, AddressBook>();

  override of(id: CustomerId): Promise<AddressBook> {
    return Promise.resolve(this.books.get(id) ?? new AddressBook(id, []));
  }

  override save(book: AddressBook): Promise<void> {
    const owner = book.addresses[0]?.customerId;
    if (owner !== undefined) this.books.set(owner, book);
    return Promise.resolve();
  }
}

const ada: ImportedCustomer = {
  email: 'Ada@Example.test',
  name: 'Ada Lovelace',
  address: {
    name: 'Ada Lovelace',
    line1: '12 Mill Lane',
    city: 'Leeds',
    postalCode: 'ls1 1aa',
    country: 'gb',
  },
};
let customers: CustomersInMemory;
let books: BooksInMemory;
let customersImport: CustomersImport;

beforeEach(() => {
  customers = new CustomersInMemory();
  books = new BooksInMemory();
  customersImport = new CustomersImport(customers, books, new StoppedClock());
});

describe('a customer of another shop', () => {
  it('gets an account without a password, unproven, with the address, and no mail', async () => {
    expect(await customersImport.keep(ada)).toMatchObject({ kind: 'created', address: 'kept' });
    const account = await customers.withEmail('ada@example.test');
    expect(account).toMatchObject({ needsPassword: true, isVerified: false, name: 'Ada Lovelace' });
    expect(customers.events).toEqual([]);
    expect((await books.of(account?.id as CustomerId)).addresses).toMatchObject([
      { line1: '12 Mill Lane', postalCode: 'LS1 1AA', isDefaultShipping: true },
    ]);
  });

  it('is not mailed a link that would prove the address of an account without a password', async () => {
    await customersImport.keep(ada);
    const requests = new RequestVerification(customers, new EmailTokensInMemory());
    await new ResendVerification(immediately, customers, requests, mailLimits()).execute('ada@example.test');
    expect(customers.events).toEqual([]);
  });

  it('keeps the account that is theirs here, and gets none if somebody unproven has it', async () => {
    await customers.add(member({ email: 'ada@example.test', name: 'Countess' }));
    await customers.add(newcomer({ email: 'bob@example.test' }));
    expect(await customersImport.keep(ada)).toMatchObject({ kind: 'has-account' });
    expect(await customersImport.keep({ ...ada, email: 'bob@example.test' })).toEqual({
      kind: 'unproven-account',
    });
    expect((await customers.withEmail('ada@example.test'))?.name).toBe('Countess');
  });

  it('is refused without a mail address or with a name that no mail may carry', async () => {
    expect(await customersImport.keep({ ...ada, email: 'nowhere' })).toEqual({
      kind: 'refused',
      field: 'email',
    });
    expect(await customersImport.keep({ ...ada, name: 'See www.example.test' })).toEqual({
      kind: 'refused',
      field: 'name',
    });
  });

  it('comes without the address if that can not be delivered to', async () => {
    const address = { ...ada.address, postalCode: '', country: 'Atlantis' };
    expect(await customersImport.keep({ ...ada, address })).toMatchObject({
      kind: 'created',
      address: ['country', 'postalCode'],
    });
  });

  it('is changed by a later import until the owner has taken over', async () => {
    const made = await customersImport.keep(ada);
    const id = 'customerId' in made ? made.customerId : '';
    const moved = { ...ada, id, name: 'Ada King', address: { ...ada.address, line1: '1 New Road' } };
    expect(await customersImport.keep(moved)).toMatchObject({ kind: 'changed', address: 'kept' });
    const account = await customers.get(id as CustomerId);
    expect(account.name).toBe('Ada King');
    account.registerAgain({ name: 'Ada', passwordHash: 'chosen' });
    expect(await customersImport.keep({ ...moved, name: 'Other' })).toMatchObject({
      kind: 'has-account',
    });
    expect((await customers.get(id as CustomerId)).name).toBe('Ada');
  });

  it('is left alone once the owner has come by a provider, without any password', async () => {
    const made = await customersImport.keep(ada);
    const id = 'customerId' in made ? made.customerId : '';
    (await customers.get(id as CustomerId)).verifyEmail(someTime);
    expect(await customersImport.keep({ ...ada, id, name: 'Other' })).toEqual({
      kind: 'has-account',
      customerId: id,
    });
    expect(await customersImport.keep({ ...ada, name: 'Other' })).toMatchObject({ kind: 'has-account' });
    expect((await customers.get(id as CustomerId)).name).toBe('Ada Lovelace');
  });

  it('stays forgotten who has asked for it since the last import', async () => {
    const made = await customersImport.keep({ ...ada, address: undefined });
    const id = 'customerId' in made ? made.customerId : '';
    const account = await customers.get(id as CustomerId);
    account.erase(someTime);
    expect(await customersImport.keep({ ...ada, id })).toEqual({ kind: 'erased' });
    expect(account.name).toBe('Erased');
    expect((await books.of(account.id)).addresses).toEqual([]);
  });
});
