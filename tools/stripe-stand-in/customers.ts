import { invalid } from './errors.js';
import type { Customer } from './objects.js';
import type { Params } from './params.js';
import type { World } from './world.js';

export function createCustomer(world: World, params: Params): Customer {
  const email = params.text('email') ?? null;
  if (email && !email.includes('@'))
    throw invalid({ message: `Invalid email address: ${email}`, code: 'email_invalid', param: 'email' });
  const customer = world.save<Customer>({
    id: world.newId('cus', 14),
    object: 'customer',
    address: params.asGiven('address'),
    balance: 0,
    created: world.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.text('description') ?? null,
    discount: null,
    email,
    invoice_prefix: world.newId('C', 7).replace('_', '').toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: params.metadata(),
    name: params.text('name') ?? null,
    next_invoice_sequence: 1,
    phone: params.text('phone') ?? null,
    preferred_locales: params.texts('preferred_locales'),
    shipping: params.asGiven('shipping'),
    tax_exempt: 'none',
    test_clock: null,
  });
  world.emit('customer.created', customer);
  return customer;
}
