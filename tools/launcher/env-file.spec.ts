import { describe, expect, it } from '@jest/globals';
import { namesIn, parseEnv, withEnvFile } from './env-file.mjs';

describe('reading a .env file', () => {
  it('takes names and values, with or without export and spaces', () => {
    expect(parseEnv('A=1\nexport B = two words \r\n  C=3')).toEqual({ A: '1', B: 'two words', C: '3' });
  });

  it('leaves comments out, but not a # inside a value', () => {
    expect(parseEnv('# A=1\nB=2 # why\nC=pass#word\nD= # nothing')).toEqual({
      B: '2',
      C: 'pass#word',
      D: '',
    });
  });

  it('keeps what quotes hold, and reads escapes in double ones only', () => {
    const text = `A="a # b" # why\nB='c\\nd'\nC="e\\nf \\"g\\""\nD="two\nlines"`;
    expect(parseEnv(text)).toEqual({ A: 'a # b', B: 'c\\nd', C: 'e\nf "g"', D: 'two\nlines' });
  });

  it('goes on after a line that is none', () => {
    expect(parseEnv('what is this\n=1\n2A=3\nB=4')).toEqual({ B: '4' });
  });

  it('takes the last of two', () => {
    expect(parseEnv('A=1\nA=2')).toEqual({ A: '2' });
  });

  it('finds the names of an example, those that are commented out as well', () => {
    expect(namesIn('# The port\nPORT=3000\n# REDIS_URL=redis://…\n#SMTP_URL=')).toEqual([
      'PORT',
      'REDIS_URL',
      'SMTP_URL',
    ]);
  });

  it('is an absent file: the environment stays', () => {
    expect(withEnvFile({ A: '1' }, '/no/such/.env')).toEqual({ A: '1' });
  });
});
