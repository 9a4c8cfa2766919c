import { describe, expect, it } from '@jest/globals';
import { bindNamed, databaseNow, type SqlRow } from './named-parameters.js';

describe('named parameters', () => {
  it('become positional ones in the order of their use', () => {
    expect(bindNamed('UPDATE t SET a = :a, b = :b WHERE a = :a', { b: 2, a: 1 })).toEqual({
      text: 'UPDATE t SET a = ?, b = ? WHERE a = ?',
      values: [1, 2, 1],
    });
  });

  it('spread lists, of another length at each call', () => {
    const sql = 'SELECT * FROM t WHERE id IN (:ids) AND b = :b';
    expect(bindNamed(sql, { ids: [1, 2, 3], b: 'x' })).toEqual({
      text: 'SELECT * FROM t WHERE id IN (?, ?, ?) AND b = ?',
      values: [1, 2, 3, 'x'],
    });
    expect(bindNamed(sql, { ids: [9], b: 'y' })).toEqual({
      text: 'SELECT * FROM t WHERE id IN (?) AND b = ?',
      values: [9, 'y'],
    });
  });

  it('spread rows, with the time by the clock of the database', () => {
    const rows: SqlRow[] = [
      [1, 'one', databaseNow],
      [2, null, databaseNow],
    ];
    expect(bindNamed('INSERT INTO t (a, b, at) VALUES :rows', { rows })).toEqual({
      text: 'INSERT INTO t (a, b, at) VALUES (?, ?, UTC_TIMESTAMP(3)), (?, ?, UTC_TIMESTAMP(3))',
      values: [1, 'one', 2, null],
    });
  });

  it('are not looked for in quoted text', () => {
    expect(bindNamed("SELECT '12:30', 'it''s :no' WHERE a = :a", { a: null })).toEqual({
      text: "SELECT '12:30', 'it''s :no' WHERE a = ?",
      values: [null],
    });
  });

  it('never put a value into the text', () => {
    const { text, values } = bindNamed('SELECT :q', { q: "'; DROP TABLE t; --" });
    expect(text).toBe('SELECT ?');
    expect(values).toEqual(["'; DROP TABLE t; --"]);
  });

  it('must all be given, and lists must not be empty', () => {
    expect(() => bindNamed('SELECT :a', {})).toThrow(':a has no value');
    expect(() => bindNamed('SELECT 1 WHERE a IN (:a)', { a: [] })).toThrow(':a is an empty list');
  });
});
