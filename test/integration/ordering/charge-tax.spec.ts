import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChargeTax, OrderingImport, OrderingModule, TaxChoices } from '#ordering';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { startContext, type TestContext } from '../../support/platform.js';

let shop: TestContext;
const sales = { label: 'Sales Tax at 8.5%', basisPoints: 850 };

beforeAll(async () => {
  shop = await startContext({ imports: [OrderingModule] });
  const ordering = shop.app.get(OrderingImport);
  await shop.app.get(UnitOfWork).run(async () => {
    await ordering.keepTaxChoice({ ...sales, position: 0 });
    await ordering.keepTaxChoice({ label: 'No Tax', basisPoints: 0, position: 1 });
  });
});

afterAll(() => shop.close());

const charge = (place: string, label = sales.label): Promise<unknown> =>
  shop.app.get(ChargeTax).execute({ place, label, actor: 'somebody' });
const rates =
  'SELECT country, region, tax_class AS class, label, basis_points AS points, taxes_shipping AS shipping FROM tax_rates';

describe('a rate to choose', () => {
  it('is charged nowhere by itself', async () => {
    expect(await shop.app.get(TaxChoices).all()).toEqual([sales, { label: 'No Tax', basisPoints: 0 }]);
    expect(await shop.database.query(rates)).toEqual([]);
  });

  it('comes into force for a state, and another one takes its place', async () => {
    await charge('US-CA');
    await charge('US-CA', 'No Tax');
    await charge('DE');
    expect(await shop.database.query(`${rates} ORDER BY country`)).toEqual([
      { country: 'DE', region: '', class: 'standard', label: sales.label, points: 850, shipping: 0 },
      { country: 'US', region: 'CA', class: 'standard', label: 'No Tax', points: 0, shipping: 0 },
    ]);
    const [, second] = await shop.database.query<{ before_state: string; after_state: string }>(
      "SELECT before_state, after_state FROM audit_log WHERE action = 'ordering.charge-tax' ORDER BY id",
    );
    expect(
      [second?.before_state, second?.after_state].map((state) => JSON.parse(state ?? '') as unknown),
    ).toEqual([sales, { label: 'No Tax', basisPoints: 0 }]);
  });

  it('must be one, and be charged somewhere', async () => {
    await expect(charge('US-CA', 'Sales Tax at 9%')).rejects.toThrow(
      "There is no rate 'Sales Tax at 9%' to choose.",
    );
    await expect(charge('California')).rejects.toThrow("'California' is no country such as DE");
    await expect(charge('US-XX')).rejects.toMatchObject({ code: 'ordering.unknown-region' });
  });
});
