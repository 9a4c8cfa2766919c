import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#shared-kernel';
import { counts, InvalidConsent } from '../domain/consent.js';
import type { CustomerId } from '../domain/ids.js';
import { ConsentsInMemory } from '../testing/consents-in-memory.js';
import { immediately } from '../testing/fakes.js';
import { RecordConsent } from './record-consent.js';

const purpose = 'marketing-email';

describe('recording a consent', () => {
  it('only ever adds to the history, and ends with what was said last', async () => {
    const said = fc.record({ given: fc.boolean(), wording: fc.constantFrom('News', 'News and offers') });
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 20 }), async (all) => {
        const [consents, id] = [new ConsentsInMemory(), newId<CustomerId>()];
        const recording = new RecordConsent(immediately, consents);
        let before = consents.history.slice();
        for (const each of all) {
          await recording.inProfile(id, { purpose, ...each });
          expect(consents.history.slice(0, before.length)).toEqual(before);
          before = consents.history.slice();
          const latest = await consents.latest(id, purpose);
          expect(latest).toMatchObject({ isGiven: each.given, wording: each.wording });
          expect(latest && counts(latest)).toBe(each.given);
        }
        const repeated = before.some(
          (each, at) => each.isGiven === before[at - 1]?.isGiven && each.wording === before[at - 1]?.wording,
        );
        expect(repeated).toBe(false);
      }),
    );
  });

  it('takes what was said at an unconfirmed registration as new', async () => {
    const [consents, id] = [new ConsentsInMemory(), newId<CustomerId>()];
    await consents.append(id, { purpose, isGiven: true, wording: 'News', source: 'registration' });
    await new RecordConsent(immediately, consents).inProfile(id, { purpose, given: true, wording: 'News' });
    expect(consents.history.map(({ source }) => source)).toEqual(['registration', 'profile']);
  });

  it.each([
    ['nothing', '  '],
    ['a novel', 'n'.repeat(501)],
  ])('refuses %s as a wording', async (_, wording) => {
    const recording = new RecordConsent(immediately, new ConsentsInMemory());
    await expect(recording.inProfile(newId<CustomerId>(), { purpose, given: true, wording })).rejects.toThrow(
      InvalidConsent,
    );
  });
});
