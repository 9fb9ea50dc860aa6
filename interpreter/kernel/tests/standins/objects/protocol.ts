import {Word,NULL} from '../layout/word';
export function compare(a: Word, b: Word, o: i32): Word { return NULL; }
export function contains(a: Word, b: Word): i32 { return 0; }
export function delItem(a: Word, b: Word): i32 { return 0; }
export function getAttr(a: Word, b: Word): Word { return 0; }
export function lookupAttr(a: Word, b: Word): Word { return 0; }
export function getItem(a: Word, b: Word): Word { return 0; }
export function setItem(a: Word, b: Word, c: Word): i32 { return 0; }
export function setAttr(a: Word, b: Word, c: Word): i32 { return 0; }
export function index(a: Word): Word { return 0; }
export function iter(a: Word): Word { return 0; }
export function next(a: Word): Word { return 0; }
export function str(a: Word): Word { return 0; }
export function isIterator(a: Word): bool { return false; }
export function isCallable(a: Word): bool { return false; }
export function isInstance(a: Word, t: u32): bool { return false; }
export function length(a: Word): i64 { return 0; }
export function hash(a: Word): i64 { return 0; }
export function truth(a: Word): i32 { return 0; }
export function asI32(a: Word): i32 { return 0; }
export function typeOf(a: Word): u32 { return load<u32>(<u32>a); }
