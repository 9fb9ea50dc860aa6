/**
 * A fixed piece of work, a few milliseconds long, timed before each process: when it takes longer, the machine is
 * slower and not the interpreter. Returns nanoseconds, the better of two so that one interruption does not count.
 */
export function canary(now: () => bigint = process.hrtime.bigint): number {
  const times = [0, 1].map(() => {
    const start = now();
    work();
    return Number(now() - start);
  });
  return Math.min(...times);
}

function work(): number {
  let state = 1;
  for (let i = 0; i < 3_000_000; i++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return state;
}
