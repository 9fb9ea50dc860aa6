export function writeUnraisable(w: u64): void {}
