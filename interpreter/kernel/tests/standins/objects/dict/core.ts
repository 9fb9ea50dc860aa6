import {Word,NULL} from '../../layout/word';
export function dictSet(p: usize, k: Word, v: Word): i32 { return 0; }
export function dictDelete(p: usize, k: Word): i32 { return 0; }
export function dictGet(p: usize, k: Word): Word { return 0; }
export function newDict(): usize { return 0; }
