import { describe, expect, it } from '@jest/globals';
import { chooseSource } from './choice.mjs';

const yes = async (): Promise<boolean> => Promise.resolve(true);
const no = async (): Promise<boolean> => Promise.resolve(false);
const notAsked = async (): Promise<boolean> => Promise.reject(new Error('must not be asked'));
const nothing = { configured: undefined, remembered: undefined, binary: no, docker: no, apt: no };

describe('where a service comes from', () => {
  it('is what the user has pointed at, and then nothing else is looked for', async () => {
    const configured = 'mysql://shop@db/shop';
    const asked = { ...nothing, configured, binary: notAsked, docker: notAsked, apt: notAsked };
    expect(await chooseSource(asked)).toBe('configured');
  });

  it('is a program on this machine before a Docker engine', async () => {
    expect(await chooseSource({ ...nothing, binary: yes, docker: notAsked, apt: notAsked })).toBe('binary');
  });

  it('is a Docker engine before apt', async () => {
    expect(await chooseSource({ ...nothing, docker: yes, apt: notAsked })).toBe('docker');
  });

  it('is apt when there is nothing else', async () => {
    expect(await chooseSource({ ...nothing, apt: yes })).toBe('apt');
  });

  it('is nowhere when there is no way without asking for a password', async () => {
    expect(await chooseSource(nothing)).toBeUndefined();
  });

  it('stays with Docker when the data of the last start is there', async () => {
    expect(await chooseSource({ ...nothing, remembered: 'docker', binary: yes, docker: yes })).toBe('docker');
  });

  it('goes on without the data of the last start when its Docker engine is gone', async () => {
    expect(await chooseSource({ ...nothing, remembered: 'docker', binary: yes })).toBe('binary');
  });

  it('does not take an empty address for one', async () => {
    expect(await chooseSource({ ...nothing, configured: '', binary: yes })).toBe('binary');
  });
});
