import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Schedules } from './schedules.js';

describe('the schedules', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('look every two seconds for sales and publications whose time has come', async () => {
    const begun: string[] = [];
    const runs = {
      run: (name: string) => {
        begun.push(name);
        return Promise.resolve(true);
      },
    };
    const parts = [new SchedulerRegistry(), runs, { schedules: { enabled: true, scale: 1 } }];
    const schedules = new Schedules(...(parts as unknown as ConstructorParameters<typeof Schedules>));
    schedules.onApplicationBootstrap();
    jest.advanceTimersByTime(10_000);
    expect(begun.filter((name) => name === 'apply-due-changes')).toHaveLength(1 + 5);
    await schedules.beforeApplicationShutdown();
  });
});
