import { describe, expect, it } from 'vitest';
import { formatDuration, plainStepEveryMs, RemainingTime, terminalProgress } from './progress.js';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 80, written, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  it('writes over one line of a terminal', () => {
    const screen = terminal(true);
    const progress = terminalProgress(screen);
    progress.step(1, 4, 'calls on gilpy', 95_000);
    progress.note('failed');
    expect(screen.written[0]).toMatch(/━\S* 1\/4 · calls on gilpy · 1 min 35 s left$/);
    expect(screen.written.slice(1)).toEqual(['\r\x1b[2K', 'failed\n']);
  });

  it('tells a pipe now and then where it is, and every note', () => {
    const pipe = terminal(false);
    let now = 0;
    const progress = terminalProgress(pipe, () => now);
    for (let done = 0; done < 10; done++) {
      progress.step(done, 10, 'x', null);
      now += plainStepEveryMs / 4;
    }
    progress.note('done');
    progress.end();
    expect(pipe.written).toEqual(['4/10 · x\n', '8/10 · x\n', 'done\n']);
  });

  it('estimates what is left from the steps of the same kind', () => {
    const remaining = new RemainingTime();
    expect(remaining.estimate(['a'])).toBeNull();
    remaining.learn('a', 100);
    remaining.learn('b', 300);
    expect(remaining.estimate(['a', 'b', 'unknown'])).toBe(600);
    expect(formatDuration(3_700_000)).toBe('1 h 1 min');
  });
});
