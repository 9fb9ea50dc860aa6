import {Word,NULL} from '../layout/word';
export function tupleSize(p: usize): u32 { return 0; }
export function tupleGet(p: usize, i: u32): Word { return 0; }
export function tuple3(a: Word, b: Word, c: Word): usize { return 0; }
