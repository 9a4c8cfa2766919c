import { describe, expect, it } from '@jest/globals';
import { everyChange } from '../cache/cacheable.js';
import { ChangeMarks } from './change-marks.js';

const lamp = { topic: 'product', subject: 'lamp' };
const desk = { topic: 'product', subject: 'desk' };

describe('knowing what has changed since when', () => {
  it('by what this process has noticed', () => {
    const marks = new ChangeMarks();
    marks.read([{ ...lamp, seq: 10 }], 2, 0);
    expect(marks.isUnchangedSince(['product:lamp'], 1)).toBe(false);
    expect(marks.isUnchangedSince(['product:lamp'], 2)).toBe(true);
    expect(marks.isUnchangedSince(['product:desk'], 1)).toBe(true);
    expect(marks.isUnchangedSince([everyChange], 1)).toBe(false);
  });

  it('but the end of a session or an API key ends no answer about the catalogue', () => {
    const marks = new ChangeMarks();
    marks.read([{ topic: 'session', subject: 'of-ada', seq: 10 }], 2, 0);
    marks.committedHere([{ topic: 'api-key', subject: 'warehouse' }], 3, 0);
    expect(marks.isUnchangedSince([everyChange], 1)).toBe(true);
    expect(marks.isUnchangedSince(['session:of-ada'], 1)).toBe(false);
    expect(marks.isUnchangedSince(['api-key:warehouse'], 1)).toBe(false);
  });

  it('by number, for what another process has made', () => {
    const marks = new ChangeMarks();
    marks.read([{ ...lamp, seq: 10 }], 2, 0);
    // A transaction that began earlier and committed later.
    marks.read([{ ...lamp, seq: 8 }], 3, 0);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 9)).toBe(false);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 10)).toBe(true);
    expect(marks.isUnchangedSince(['product:lamp'], 2)).toBe(false);
  });

  it('trusts nobody about what it has changed itself until that is read with its number', () => {
    const marks = new ChangeMarks();
    marks.committedHere([lamp], 2, 0);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 1_000)).toBe(false);
    marks.read([{ ...lamp, seq: 10 }], 3, 0);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 10)).toBe(true);
  });

  it('forgets after two minutes, when no answer is so old any more', () => {
    const marks = new ChangeMarks();
    marks.read([{ ...lamp, seq: 10 }], 2, 0);
    marks.read([{ ...desk, seq: 11 }], 3, 120_000);
    expect(marks.isUnchangedSince(['product:lamp'], 1)).toBe(true);
    expect(marks.isUnchangedSince(['product:desk'], 1)).toBe(false);
  });

  it('takes everything for changed when too much has changed to be remembered one by one', () => {
    const marks = new ChangeMarks();
    const many = Array.from({ length: 60_000 }, (_, n) => ({ topic: 'product', subject: String(n), seq: n }));
    marks.read(many, 2, 0);
    expect(marks.isUnchangedSince(['product:lamp'], 1)).toBe(false);
    expect(marks.isUnchangedSince(['product:lamp'], 2)).toBe(true);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 59_998)).toBe(false);
    expect(marks.isUnchangedSinceSeq(['product:lamp'], 59_999)).toBe(true);
  });
});
