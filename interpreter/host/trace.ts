// -X trace=EVENT,EVENT...: the bits of the kernel's trace switches (kernel/sync/trace.ts), by name.

const EVENTS: Readonly<Record<string, number>> = { threads: 1, world: 2, collect: 4, locks: 8, schedule: 16 };

/** `trace` (all events) or `trace=EVENT,...`; null: an event that there is not. */
export function traceBits(option: string): number | null {
  if (option === 'trace') return Object.values(EVENTS).reduce((all, bit) => all | bit, 0);
  let bits = 0;
  for (const name of option.slice('trace='.length).split(',')) {
    if (!(name in EVENTS)) return null;
    bits |= EVENTS[name];
  }
  return bits;
}

export const TRACE_EVENTS: readonly string[] = Object.keys(EVENTS);
