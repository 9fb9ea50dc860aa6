import {Word,NULL} from '../layout/word';
import {freeObject} from '../memory/objects';
export function object_dealloc(p: usize): void { freeObject(p); }
export function object_traverse(p: usize): void { }
export function hexAddress(p: Word): Word { return 0; }
