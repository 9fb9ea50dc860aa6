import {Word,NULL} from '../layout/word';
export function memoryError(): Word { return NULL; }
export function clearError(): void {}
export function errorSet(): bool { return false; }
export function errorMatches(t: u32): bool { return false; }
export function raise(t: u32, m: string): Word { return NULL; }
export function raisef(t: u32, m: string, a: Word=0, b: Word=0, c: Word=0, d: Word=0): Word { return NULL; }
export function formatText(m: string, a: Word=0, b: Word=0, c: Word=0, d: Word=0): Word { return NULL; }
