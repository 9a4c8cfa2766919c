import { describe, expect, it } from '@jest/globals';
import { describe as describeBinary, isRecentEnough } from './database-binary.mjs';
import { initSql } from './database-files.mjs';

describe('telling database servers apart', () => {
  const debian = 'mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)';
  const oracle = '/usr/sbin/mysqld  Ver 8.4.3 for Linux on x86_64 (MySQL Community Server - GPL)';

  it('sees MariaDB behind the name mysqld', () => {
    expect(describeBinary('/usr/sbin/mysqld', debian)).toMatchObject({
      flavour: 'mariadb',
      version: '10.11.19',
    });
  });

  it('sees MySQL', () => {
    expect(describeBinary('/usr/sbin/mysqld', oracle)).toMatchObject({ flavour: 'mysql', version: '8.4.3' });
  });

  it('leaves alone what does not tell its version', () => {
    expect(describeBinary('/usr/sbin/mysqld', 'Segmentation fault')).toBeUndefined();
  });

  it.each([
    ['mysql', '8.0.36', true],
    ['mysql', '9.1.0', true],
    ['mysql', '5.7.44', false],
    ['mariadb', '10.6.0', true],
    ['mariadb', '11.4.2', true],
    ['mariadb', '10.5.29', false],
  ] as const)('finds %s %s new enough: %s', (flavour, version, answer) => {
    expect(isRecentEnough({ path: '', flavour, version })).toBe(answer);
  });
});

describe('the accounts of a private database', () => {
  const accounts = { user: { name: 'shop', password: 'a' }, admin: { name: 'owner', password: 'b' } };
  const settings = { ...accounts, schema: 'tradepost', durable: true, bufferPoolMb: 64 };
  const grants = (adminOfServer: boolean): string[] =>
    initSql({ ...settings, adminOfServer })
      .split('\n')
      .filter((line) => line.startsWith('GRANT'));

  it('are one for the rows and one for the schema', () => {
    expect(grants(false)).toEqual([
      "GRANT SELECT, INSERT, UPDATE, DELETE ON tradepost.* TO 'shop'@'127.0.0.1';",
      "GRANT ALL PRIVILEGES ON tradepost.* TO 'owner'@'127.0.0.1';",
      "GRANT ALL PRIVILEGES ON `tradepost\\_import\\_%`.* TO 'owner'@'127.0.0.1';",
    ]);
  });

  it('let tests make databases of their own', () => {
    expect(grants(true)[1]).toBe("GRANT ALL PRIVILEGES ON *.* TO 'owner'@'127.0.0.1' WITH GRANT OPTION;");
  });
});
