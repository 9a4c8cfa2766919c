import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { InventoryTest } from './support.js';

let shop: InventoryTest;

beforeAll(async () => {
  shop = await InventoryTest.start();
});
afterAll(() => shop.close());
afterEach(async () => {
  expect(await shop.reconciliation.differences()).toEqual([]);
});

describe('setting the stock', () => {
  it('creates the shelf of a new variant, with a ledger entry, an audit row and an announcement', async () => {
    const lamp = await shop.variant(12);
    expect(await shop.stock(lamp)).toEqual({ available: 12, reserved: 0, version: 1 });
    expect(await shop.movements(lamp)).toEqual([['received', 12]]);
    expect(await shop.announced(lamp)).toEqual([{ available: 12, version: 1 }]);
    const audit = await shop.context.database.query(
      'SELECT actor, action, before_state, after_state FROM audit_log WHERE subject_id = ?',
      [lamp],
    );
    expect(audit).toEqual([
      {
        actor: 'system:inventory',
        action: 'inventory.change-stock',
        before_state: '{"available":0}',
        after_state: '{"available":12,"reason":"delivery"}',
      },
    ]);
  });

  it('writes the difference to the ledger when it is set again, and nothing when nothing changes', async () => {
    const lamp = await shop.variant(12);
    await shop.inventory.setStock(lamp, 9, 'stocktaking');
    await shop.inventory.setStock(lamp, 9, 'stocktaking');
    expect(await shop.movements(lamp)).toEqual([
      ['received', 12],
      ['adjusted', -3],
    ]);
    expect(await shop.stock(lamp)).toMatchObject({ available: 9, version: 2 });
  });

  it('leaves alone what orders hold', async () => {
    const lamp = await shop.variant(10);
    await shop.reserve({ [lamp]: 4 });
    await shop.inventory.setStock(lamp, 20, 'delivery');
    expect(await shop.stock(lamp)).toMatchObject({ available: 20, reserved: 4 });
  });

  it('is adjusted by a difference, in the name of who did it', async () => {
    const lamp = await shop.variant(10);
    await shop.inventory.adjust({ variantId: lamp, by: -2, reason: 'broken', actor: 'ida' });
    expect(await shop.stock(lamp)).toMatchObject({ available: 8 });
    const [row] = await shop.context.database.query(
      "SELECT after_state FROM audit_log WHERE subject_id = ? AND actor = 'ida'",
      [lamp],
    );
    expect(row).toEqual({ after_state: '{"available":8,"reason":"broken"}' });
  });

  it.each([-1, 1.5, Number.NaN, 1_000_000_001])('refuses %p pieces', async (pieces) => {
    const lamp = await shop.variant(1);
    await expect(shop.inventory.setStock(lamp, pieces, 'mistake')).rejects.toMatchObject({
      code: 'inventory.invalid-quantity',
    });
    expect(await shop.stock(lamp)).toMatchObject({ available: 1 });
  });

  it('refuses an adjustment below zero', async () => {
    const lamp = await shop.variant(1);
    const work = shop.inventory.adjust({ variantId: lamp, by: -2, reason: 'broken', actor: 'ida' });
    await expect(work).rejects.toMatchObject({ code: 'inventory.too-few' });
  });

  it('creates one shelf when two do it at once', async () => {
    const lamp = newId();
    await Promise.all([1, 2, 3].map((n) => shop.inventory.setStock(lamp, n, 'delivery')));
    expect((await shop.movements(lamp)).filter(([kind]) => kind === 'received')).toHaveLength(1);
  });
});

describe('the availability of variants', () => {
  it('is what can be sold now, and 0 for a variant without stock', async () => {
    const [lamp, desk, unknown] = [await shop.variant(3), await shop.variant(0), newId()];
    await shop.reserve({ [lamp]: 1 });
    expect(await shop.inventory.availability([lamp, desk, unknown])).toEqual(
      new Map([
        [lamp, 2],
        [desk, 0],
        [unknown, 0],
      ]),
    );
    expect(await shop.inventory.availability([])).toEqual(new Map());
  });

  it('touches only the rows that were asked for', async () => {
    const variants = await Promise.all(Array.from({ length: 10 }, () => shop.variant(1)));
    const rows = await shop.rowsRead(() => shop.inventory.availability(variants.slice(0, 2)));
    expect(rows).toBeLessThanOrEqual(4);
  });
});

describe('reserving the goods of an order', () => {
  it('holds every line until its time is up, by the clock of the database', async () => {
    const [lamp, desk] = [await shop.variant(10), await shop.variant(10)];
    const orderId = newId();
    const { expiresAt } = await shop.inventory.reserve({
      orderId,
      minutes: 30,
      lines: [
        { variantId: desk, quantity: 1 },
        { variantId: lamp, quantity: 2 },
      ],
    });
    expect(await shop.stock(lamp)).toEqual({ available: 8, reserved: 2, version: 2 });
    expect(await shop.stock(desk)).toEqual({ available: 9, reserved: 1, version: 2 });
    expect(await shop.movements(lamp)).toContainEqual(['reserved', -2]);
    expect(await shop.reservation(orderId)).toEqual([
      { variantId: lamp, quantity: 2, status: 'held' },
      { variantId: desk, quantity: 1, status: 'held' },
    ]);
    const [clock] = await shop.context.database.query<{ left: number }>(
      'SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), ?) AS `left`',
      [expiresAt],
    );
    expect(clock?.left).toBeGreaterThan(1_790);
    expect(clock?.left).toBeLessThanOrEqual(1_800);
  });

  it('refuses all of it, naming every line that is short', async () => {
    const [lamp, desk, chair] = [await shop.variant(10), await shop.variant(2), await shop.variant(0)];
    const orderId = newId();
    const work = shop.inventory.reserve({
      orderId,
      minutes: 30,
      lines: [
        { variantId: lamp, quantity: 10, sku: 'LAMP' },
        { variantId: desk, quantity: 3, sku: 'DESK' },
        { variantId: chair, quantity: 1, sku: 'CHAIR' },
      ],
    });
    await expect(work).rejects.toMatchObject({
      code: 'inventory.out-of-stock',
      message: 'Only 2 of DESK are left. CHAIR is sold out.',
      details: [
        { field: `lines.${desk}`, code: 'out-of-stock', message: 'Only 2 of DESK are left.' },
        { field: `lines.${chair}`, code: 'out-of-stock', message: 'CHAIR is sold out.' },
      ],
    });
    expect(await shop.stock(lamp)).toEqual({ available: 10, reserved: 0, version: 1 });
    expect(await shop.reservation(orderId)).toEqual([]);
  });

  it('refuses a variant that never had stock', async () => {
    await expect(shop.reserve({ [newId()]: 1 })).rejects.toMatchObject({ code: 'inventory.out-of-stock' });
  });

  it('sells the very last piece', async () => {
    const lamp = await shop.variant(3);
    await shop.reserve({ [lamp]: 3 });
    expect(await shop.stock(lamp)).toMatchObject({ available: 0, reserved: 3 });
  });

  it('changes nothing when an order asks twice', async () => {
    const lamp = await shop.variant(10);
    const orderId = newId();
    const reserve = (): Promise<{ expiresAt: Date }> =>
      shop.inventory.reserve({ orderId, minutes: 30, lines: [{ variantId: lamp, quantity: 2 }] });
    const first = await reserve();
    expect(await reserve()).toEqual(first);
    await shop.inventory.commit(orderId);
    await reserve();
    expect(await shop.stock(lamp)).toMatchObject({ available: 8, reserved: 0 });
  });

  it('holds released goods anew, if they are still there', async () => {
    const lamp = await shop.variant(2);
    const orderId = await shop.reserve({ [lamp]: 2 });
    await shop.inventory.release(orderId, 'expired');
    await shop.reserve({ [lamp]: 2 }, orderId);
    expect(await shop.stock(lamp)).toMatchObject({ available: 0, reserved: 2 });
    await shop.inventory.release(orderId, 'expired');
    await shop.reserve({ [lamp]: 1 });
    await expect(shop.reserve({ [lamp]: 2 }, orderId)).rejects.toMatchObject({
      code: 'inventory.out-of-stock',
    });
    expect(await shop.reservation(orderId)).toMatchObject([{ status: 'released' }]);
  });

  it('refuses other lines for an order that has reserved before', async () => {
    const [lamp, desk] = [await shop.variant(9), await shop.variant(9)];
    const orderId = await shop.reserve({ [lamp]: 1 });
    const differs = { code: 'inventory.reservation-differs' };
    await expect(shop.reserve({ [lamp]: 2 }, orderId)).rejects.toMatchObject(differs);
    await expect(shop.reserve({ [lamp]: 1, [desk]: 1 }, orderId)).rejects.toMatchObject(differs);
    await expect(shop.reserve({ [desk]: 1 }, orderId)).rejects.toMatchObject(differs);
  });

  it.each([0, -1, 0.5])('refuses a quantity of %p', async (quantity) => {
    const lamp = await shop.variant(1);
    await expect(shop.reserve({ [lamp]: quantity })).rejects.toMatchObject({
      code: 'inventory.invalid-quantity',
    });
  });

  it('adds up lines for the same variant', async () => {
    const lamp = await shop.variant(3);
    const line = { variantId: lamp, quantity: 2 };
    await expect(
      shop.inventory.reserve({ orderId: newId(), minutes: 5, lines: [line, line] }),
    ).rejects.toMatchObject({ code: 'inventory.out-of-stock' });
  });

  it('rolls back with the transaction that it joined', async () => {
    const lamp = await shop.variant(3);
    const work = shop.unitOfWork.run(async () => {
      await shop.reserve({ [lamp]: 2 });
      throw new RangeError('the order could not be written');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await shop.stock(lamp)).toMatchObject({ available: 3, reserved: 0 });
  });
});

describe('what became of a reservation', () => {
  it('is sold, once', async () => {
    const lamp = await shop.variant(10);
    const orderId = await shop.reserve({ [lamp]: 4 });
    await shop.inventory.commit(orderId);
    await shop.inventory.commit(orderId);
    expect(await shop.stock(lamp)).toMatchObject({ available: 6, reserved: 0 });
    expect(await shop.movements(lamp)).toEqual([
      ['received', 10],
      ['reserved', -4],
      ['sold', -4],
    ]);
  });

  it('is released, once', async () => {
    const lamp = await shop.variant(10);
    const orderId = await shop.reserve({ [lamp]: 4 });
    await shop.inventory.release(orderId, 'expired');
    await shop.inventory.release(orderId, 'expired');
    expect(await shop.stock(lamp)).toMatchObject({ available: 10, reserved: 0 });
    expect(await shop.movements(lamp)).toEqual([
      ['received', 10],
      ['reserved', -4],
      ['released', 4],
    ]);
  });

  it('can be sold no more once it was released, nor released once it was sold', async () => {
    const lamp = await shop.variant(10);
    const [released, sold] = [await shop.reserve({ [lamp]: 1 }), await shop.reserve({ [lamp]: 1 })];
    await shop.inventory.release(released, 'expired');
    await shop.inventory.commit(sold);
    await expect(shop.inventory.commit(released)).rejects.toMatchObject({
      code: 'inventory.reservation-not-held',
    });
    await expect(shop.inventory.release(sold, 'late')).rejects.toMatchObject({
      code: 'inventory.reservation-already-sold',
    });
  });

  it('is nothing for an order that never reserved', async () => {
    await shop.inventory.release(newId(), 'expired');
    await expect(shop.inventory.commit(newId())).rejects.toMatchObject({
      code: 'inventory.reservation-not-held',
    });
  });
});

describe('announcing the stock', () => {
  it('tells a sale only when it reaches another level', async () => {
    const lamp = await shop.variant(8);
    await shop.reserve({ [lamp]: 1 }); // 7: still in stock
    const low = await shop.reserve({ [lamp]: 3 }); // 4: low
    await shop.reserve({ [lamp]: 1 }); // 3: still low
    await shop.reserve({ [lamp]: 3 }); // 0: sold out
    await shop.inventory.release(low, 'expired'); // 3: low again
    expect(await shop.announced(lamp)).toEqual([
      { available: 8, version: 1 },
      { available: 4, version: 3 },
      { available: 0, version: 5 },
      { available: 3, version: 6 },
    ]);
  });

  it('says nothing of a payment: what can be sold stays the same', async () => {
    const lamp = await shop.variant(1);
    await shop.inventory.commit(await shop.reserve({ [lamp]: 1 }));
    expect(await shop.announced(lamp)).toHaveLength(2);
    expect(await shop.stock(lamp)).toMatchObject({ version: 2 });
  });
});
