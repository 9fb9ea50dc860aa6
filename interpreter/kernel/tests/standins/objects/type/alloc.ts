import {Type} from '../../layout/type';
import {newObject} from '../../memory/objects';
export function allocVar(t: u32, n: u32): usize { const s = changetype<Type>(t).size; const p = newObject(t, s); if (p) memory.fill(p+16,0,s-16); return p; }
