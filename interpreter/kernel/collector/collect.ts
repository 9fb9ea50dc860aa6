// The cycle collector.

/** A collection was requested and this thread is at a safe point. */
export function collectAtSafePoint(): void {}
