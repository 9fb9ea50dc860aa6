import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimeLimit } from './time-limit.js';

describe('a time limit', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('expires once when it is used up', () => {
    const expire = vi.fn();
    new TimeLimit(1000, expire);
    vi.advanceTimersByTime(999);
    expect(expire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(expire).toHaveBeenCalledTimes(1);
  });

  it('does not count while it rests', () => {
    const expire = vi.fn();
    const limit = new TimeLimit(1000, expire);
    vi.advanceTimersByTime(600);
    limit.rest();
    limit.rest();
    vi.advanceTimersByTime(60_000);
    limit.run();
    limit.run();
    vi.advanceTimersByTime(399);
    expect(expire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expire).toHaveBeenCalledTimes(1);
  });

  it('never expires once it is taken away', () => {
    const expire = vi.fn();
    const limit = new TimeLimit(1000, expire);
    limit.end();
    limit.run();
    vi.advanceTimersByTime(60_000);
    expect(expire).not.toHaveBeenCalled();
  });
});
