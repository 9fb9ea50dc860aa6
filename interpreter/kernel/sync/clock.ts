// The monotonic clock, in nanoseconds (64 bits everywhere: 32 would overflow within seconds).

// @ts-ignore: decorator
@external('host', 'monotonicNs')
export declare function monotonicNs(): i64;

/** Nanoseconds from now to `deadline`, as atomic.wait wants them: -1 for none, never below 0 otherwise. */
export function remaining(deadline: i64): i64 {
  if (deadline < 0) return -1;
  const rest = deadline - monotonicNs();
  return rest > 0 ? rest : 0;
}
