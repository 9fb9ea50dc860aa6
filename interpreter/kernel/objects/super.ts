// super.

import { Word, NULL, NONE, UNBOUND, isPointer, address, fromAddress, plain } from '../layout/word';
import { Type } from '../layout/type';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { Code, FRAME_CODE } from '../layout/code';
import { BYTES_DATA } from '../layout/text';
import { own, release } from '../counting/counts';
import { freeObject } from '../memory/objects';
import { thread } from '../sync/current';
import { raise, raisef, formatText, errorSet } from '../eval/errors';
import { arg, call2 } from '../eval/call';
import { cellContents } from '../eval/names';
import { typeOf, isType, isStr, lookupAttr } from './protocol';
import { isSubtype } from './type/lookup';
import { genericGetAttribute, internName } from './object';
import { allocVar } from './type/alloc';
import { dictGetStr } from './dict/core';
import { visit } from '../collector/visit';
import { T_SUPER, T_TYPE_ERROR, T_RUNTIME_ERROR, T_CELL } from '../generated/types';
import { N___class__ } from '../generated/names';
import { strEqualsText } from './str/new';

// @ts-ignore: decorator
@unmanaged
export class Super {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  thisType: Word; // 16; NULL until initialised
  self: Word; // 24: NULL: unbound
  selfType: Word; // 32
}

/** @type super size=offsetof<Super>() flags=BASE,GC
 * super() -> same as super(__class__, <first argument>)
 * super(type) -> unbound super object
 * super(type, obj) -> bound super object; requires isinstance(obj, type)
 * super(type, type2) -> bound super object; requires issubclass(type2, type)
 * Typical use to call a cooperative superclass method:
 * class C(B):
 *     def meth(self, arg):
 *         super().meth(arg)
 * This works for class methods too:
 * class C(B):
 *     @classmethod
 *     def cmeth(cls, arg):
 *         super().cmeth(arg) */

/** The class whose mro the lookup walks: owned, NULL with TypeError. */
function startType(type: Word, o: Word): Word {
  if (isType(o) && isSubtype(<u32>address(o), <u32>address(type))) return own(o);
  const t = typeOf(o);
  if (isSubtype(t, <u32>address(type))) return own(fromAddress(t));
  const c = lookupAttr(o, N___class__);
  if (c != NULL) {
    if (isType(c) && c != fromAddress(t) && isSubtype(<u32>address(c), <u32>address(type))) return c;
    release(c);
  } else if (errorSet()) return NULL;
  return raisef(T_TYPE_ERROR, isType(o) ? 'super(type, obj): obj (type %N) is not an instance or subtype of type (%N).' : 'super(type, obj): obj (instance of %N) is not an instance or subtype of type (%N).', isType(o) ? o : fromAddress(t), type);
}

/** super(type, o).name: owned; NULL with AttributeError. `asMethod`: a function is returned unbound and `superBound` false. */
export let superUnbound: bool = false;
export function superFind(type: Word, o: Word, name: Word, asMethod: bool): Word {
  superUnbound = false;
  const start = startType(type, o);
  if (start == NULL) return NULL;
  // the classes stay alive while the lookup runs: an attribute's __get__ may assign __bases__
  const held = own(changetype<Type>(address(start)).mro);
  // NULL: a class whose own mro() is still at work
  if (held == NULL || name == N___class__) {
    release(held);
    release(start);
    return NULL;
  }
  const mro = address(held);
  const n = changetype<Tuple>(mro).size;
  let i: u32 = 0;
  for (; i < n; i++) if (load<u64>(mro + TUPLE_ITEMS + (<usize>i << 3)) == type) break;
  for (i++; i < n; i++) {
    const base = address(load<u64>(mro + TUPLE_ITEMS + (<usize>i << 3)));
    const found = dictGetStr(address(changetype<Type>(base).dict), name);
    if (found == NULL) continue;
    const ft = changetype<Type>(typeOf(found));
    if (asMethod && (ft.flags & (1 << 5)) != 0 && o != start) {
      superUnbound = true;
      release(held);
      release(start);
      return found;
    }
    if (ft.descr_get == 0) { release(held); release(start); return found; }
    const r = call_indirect<Word>(ft.descr_get, found, o == start ? NULL : o, start);
    release(found);
    release(held);
    release(start);
    return r;
  }
  release(held);
  release(start);
  return NULL;
}

/** super(type, o).name, the ordinary attributes of super objects as a fallback. */
export function superLookup(type: Word, o: Word, name: Word): Word {
  const r = superFind(type, o, name, false);
  if (r != NULL || errorSet()) return r;
  const s = call2(fromAddress(T_SUPER), type, o);
  if (s == NULL) return NULL;
  const v = genericGetAttribute(s, name);
  release(s);
  return v;
}

/** @new super */
export function super_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  return p == 0 ? NULL : fromAddress(p);
}

/** @init super */
export function super_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) { raise(T_TYPE_ERROR, 'super() takes no keyword arguments'); return -1; }
  if (n > 2) { raisef(T_TYPE_ERROR, 'super() expected at most 2 arguments, got %d', ofInt(n)); return -1; }
  let type: Word;
  let o: Word = NULL;
  if (n == 0) {
    if (!implicitArguments()) return -1;
    type = implicitType;
    o = implicitSelf == NONE ? NULL : implicitSelf;
  } else {
    type = own(arg(args, 0));
    if (n == 2 && arg(args, 1) != NONE) o = own(arg(args, 1));
  }
  if (!isType(type)) {
    raisef(T_TYPE_ERROR, 'super() argument 1 must be a type, not %T', type);
    release(type);
    release(o);
    return -1;
  }
  let start: Word = NULL;
  if (o != NULL) {
    start = startType(type, o);
    if (start == NULL) { release(type); release(o); return -1; }
  }
  const s = changetype<Super>(address(self));
  const a = s.thisType;
  const b = s.self;
  const c = s.selfType;
  s.thisType = type;
  s.self = o;
  s.selfType = start;
  release(a);
  release(b);
  release(c);
  return 0;
}
import { ofInt } from '../layout/word';

let implicitType: Word = NULL;
let implicitSelf: Word = NULL;
// __class__ and the first argument of the running frame.
function implicitArguments(): bool {
  const t = thread();
  const fp: usize = t.fp;
  if (fp == t.stackBase) { raise(T_RUNTIME_ERROR, 'super(): no current frame'); return false; }
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  if (code.argCount == 0) { raise(T_RUNTIME_ERROR, 'super(): no arguments'); return false; }
  let first = load<u64>(fp);
  const kind = load<u8>(address(code.registerKinds) + BYTES_DATA);
  if ((kind & 2) != 0 && isPointer(first) && load<u32>(address(first)) == T_CELL) {
    first = cellContents(address(first));
    if (first == UNBOUND) first = NULL;
  } else first = first == UNBOUND ? NULL : own(plain(first));
  if (first == NULL) { raise(T_RUNTIME_ERROR, 'super(): arg[0] deleted'); return false; }
  const names = address(code.registerNames);
  const count = changetype<Tuple>(names).size;
  for (let i = code.firstFree; i < count; i++) {
    if (!strEqualsText(load<u64>(names + TUPLE_ITEMS + (<usize>i << 3)), '__class__')) continue;
    const cell = load<u64>(fp + (<usize>i << 3));
    if (!isPointer(cell) || load<u32>(address(cell)) != T_CELL) { release(first); raise(T_RUNTIME_ERROR, 'super(): bad __class__ cell'); return false; }
    const w = cellContents(address(cell));
    if (w == UNBOUND) { release(first); raise(T_RUNTIME_ERROR, 'super(): empty __class__ cell'); return false; }
    implicitType = w;
    implicitSelf = first;
    return true;
  }
  release(first);
  raise(T_RUNTIME_ERROR, 'super(): __class__ cell not found');
  return false;
}

/** @slot super.getattro */
export function super_getattro(self: Word, name: Word): Word {
  const s = changetype<Super>(address(self));
  if (s.self == NULL || !isStr(name)) return genericGetAttribute(self, name);
  const interned = internName(name);
  if (interned == N___class__) return genericGetAttribute(self, name);
  const r = superFind(s.thisType, s.self, interned, false);
  if (r != NULL || errorSet()) return r;
  return genericGetAttribute(self, name);
}
/** @slot super.descr_get */
export function super_get(self: Word, o: Word, type: Word): Word {
  const s = changetype<Super>(address(self));
  if (o == NULL || o == NONE || s.self != NULL) return own(self);
  const start = startType(s.thisType, o);
  if (start == NULL) return NULL;
  const p = allocVar(typeOf(self), 0);
  if (p == 0) { release(start); return NULL; }
  changetype<Super>(p).thisType = own(s.thisType);
  changetype<Super>(p).self = own(o);
  changetype<Super>(p).selfType = start;
  return fromAddress(p);
}
/** @slot super.repr */
export function super_repr(self: Word): Word {
  const s = changetype<Super>(address(self));
  if (s.thisType == NULL) return formatText("<super: <class 'NULL'>, NULL>");
  if (s.selfType != NULL) return formatText("<super: <class '%N'>, <%N object>>", s.thisType, s.selfType);
  return formatText("<super: <class '%N'>, NULL>", s.thisType);
}
/** @slot super.dealloc */
export function super_dealloc(p: usize): void {
  const s = changetype<Super>(p);
  release(s.thisType);
  release(s.self);
  release(s.selfType);
  freeObject(p);
}
/** @slot super.traverse */
export function super_traverse(p: usize): void { const s = changetype<Super>(p); visit(s.thisType); visit(s.self); visit(s.selfType); }
function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }
/** @member super.__thisclass__ */
export function super_thisclass(self: Word): Word { return orNone(changetype<Super>(address(self)).thisType); }
/** @member super.__self__ */
export function super_self(self: Word): Word { return orNone(changetype<Super>(address(self)).self); }
/** @member super.__self_class__ */
export function super_self_class(self: Word): Word { return orNone(changetype<Super>(address(self)).selfType); }
