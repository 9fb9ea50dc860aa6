export function runPending(bits: u32): bool { return true; }
