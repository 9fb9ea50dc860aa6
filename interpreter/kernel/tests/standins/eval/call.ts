import {Word,NULL} from '../layout/word';
export function call1(f: Word, a: Word): Word { return NULL; }
export function call2(f: Word, a: Word, b: Word): Word { return NULL; }
export function callMethod0(f: Word, a: Word): Word { return NULL; }
export function callMethod1(f: Word, a: Word, b: Word): Word { return NULL; }
export function callWith(f: Word, s: Word, args: usize, n: i32, k: Word): Word { return NULL; }
export function arg(a: usize, i: i32): Word { return load<u64>(a+(i<<3)); }
