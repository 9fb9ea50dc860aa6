// _abc: the bookkeeping of abstract base classes. What a class knows of its virtual subclasses are three sets of weak
// references: those that were registered, and what checks have found out, for and against. A refusal holds only until a
// class is registered anywhere; the count of registrations tells.

import { FALSE, NONE, NOT_IMPLEMENTED, NULL, TRUE, Word, address, fromAddress, isInt, isPointer, ofBool, toInt } from '../layout/word';
import { Control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { TF_IMMUTABLE, TF_MAPPING, TF_SEQUENCE, Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { visit } from '../collector/visit';
import { WEAK_REFERENCE, weakrefTarget } from '../collector/weak';
import { freeObject, newObject } from '../memory/objects';
import { enter, leave } from '../sync/critical';
import { T_ASSERTION_ERROR, T_FROZENSET, T_REFERENCE_TYPE, T_RUNTIME_ERROR, T_SET, T_TYPE_ERROR, T__ABC_DATA } from '../generated/types';
import {
  N___abc_tpflags__, N___abstractmethods__, N___bases__, N___class__, N___dict__, N___isabstractmethod__, N___subclasscheck__,
  N___subclasses__, N___subclasshook__, N__abc_impl, N_items,
} from '../generated/names';
import { callMethod0, callMethod1 } from '../eval/call';
import { errorSet, raise } from '../eval/errors';
import { dictGetStr } from '../objects/dict/core';
import { intFromI64 } from '../objects/int/new';
import { listSnapshot } from '../objects/list/core';
import { getAttr, hash, isType, iter, lookupAttr, next, setAttr, truth, typeOf } from '../objects/protocol';
import { newSet, newSetOf, setAdd, setClear, setContains, setCopy, setDiscardHash, setItems, setSize } from '../objects/set/core';
import { tupleGet, tupleInit, tupleSize, newTuple } from '../objects/tuple';
import { objectIsSubclass } from '../objects/type/instances';
import { isSubtype } from '../objects/type/lookup';
import { makeWeak } from '../objects/weakref/type';

/** @module _abc
 * What the module abc keeps of abstract base classes: registrations, and what checks have found out. */

// @ts-ignore: decorator
@unmanaged
export class AbcData {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  registry: Word; // 16: three sets that nobody else sees
  positive: Word; // 24
  /** Of `version`, the count of registrations in the process when it was made; another one takes its place. Both under the lock. */
  negative: Word; // 32
  version: u32; // 40
  pad0: u32;
}

/** @type _abc_data module=_abc size=offsetof<AbcData>() flags=DISALLOW_NEW,GC
 * What one abstract base class knows of its virtual subclasses. */

// @ts-ignore: decorator
@inline function data(w: Word): AbcData { return changetype<AbcData>(address(w)); }

/** @slot _abc_data.dealloc */
export function abcData_dealloc(p: usize): void {
  const d = changetype<AbcData>(p);
  release(d.registry);
  release(d.positive);
  release(d.negative);
  freeObject(p);
}
/** @slot _abc_data.traverse */
export function abcData_traverse(p: usize): void {
  const d = changetype<AbcData>(p);
  visit(d.registry);
  visit(d.positive);
  visit(d.negative);
}

// @ts-ignore: decorator
@inline const REGISTRATIONS: usize = CONTROL + offsetof<Control>('abcRegistrations');
// @ts-ignore: decorator
@inline function registrations(): u32 { return atomic.load<u32>(REGISTRATIONS); }

// ---- sets of weak references --------------------------------------------------------------------------------------------

// From this size on, a set is searched for dead references whenever it has grown to twice the size.
// @ts-ignore: decorator
@inline const SEARCHED: u32 = 64;

/** 1, 0, -1 with an error set. */
function knows(set: Word, cls: Word): i32 {
  const p = address(set);
  if (setSize(p) == 0) return 0;
  const reference = makeWeak(T_REFERENCE_TYPE, cls, NULL, WEAK_REFERENCE, true);
  if (reference == NULL) return -1;
  const r = setContains(p, reference);
  release(reference);
  return r;
}

/** Adds a class; false with an error set. */
function learn(set: Word, cls: Word): bool {
  const reference = makeWeak(T_REFERENCE_TYPE, cls, NULL, WEAK_REFERENCE, true);
  if (reference == NULL) return false;
  const added = setAdd(address(set), reference);
  release(reference);
  if (added < 0) return false;
  const n = setSize(address(set));
  return added == 0 || n < SEARCHED || (n & (n - 1)) != 0 || dropDead(set);
}

function dropDead(set: Word): bool {
  const all = setItems(address(set));
  if (all == NULL) return false;
  const n = tupleSize(address(all));
  let ok = true;
  for (let i: u32 = 0; i < n && ok; i++) {
    const reference = tupleGet(address(all), i);
    const cls = weakrefTarget(reference);
    // a reference remembers its hash
    if (cls == NULL) ok = setDiscardHash(address(set), reference, hash(reference)) >= 0;
    release(cls);
  }
  release(all);
  return ok;
}

// ---- the state of a class -----------------------------------------------------------------------------------------------

/** Owned; NULL with an error set. */
function stateOf(cls: Word): Word {
  const state = getAttr(cls, N__abc_impl);
  if (state == NULL) return NULL;
  if (isPointer(state) && typeOf(state) == T__ABC_DATA) return state;
  release(state);
  return raise(T_TYPE_ERROR, '_abc_impl is set to a wrong type');
}

function newState(): Word {
  const p = newObject(T__ABC_DATA, offsetof<AbcData>());
  if (p == 0) return NULL;
  const d = changetype<AbcData>(p);
  d.registry = fromAddress(newSet());
  d.positive = fromAddress(newSet());
  d.negative = fromAddress(newSet());
  d.version = registrations();
  if (d.registry != NULL && d.positive != NULL && d.negative != NULL) return fromAddress(p);
  release(fromAddress(p));
  return NULL;
}

/** The refusals that hold now, owned; NULL with an error set. What is added to them later holds for that moment, too. */
function refusals(state: Word): Word {
  const p = address(state);
  let fresh: Word = NULL;
  while (true) {
    enter(p);
    const now = registrations();
    const old = data(state).negative;
    if (data(state).version == now) {
      own(old);
      leave(p);
      release(fresh);
      return old;
    }
    if (fresh != NULL) {
      data(state).negative = fresh;
      data(state).version = now;
      own(fresh);
      leave(p);
      release(old);
      return fresh;
    }
    leave(p);
    fresh = fromAddress(newSet());
    if (fresh == NULL) return NULL;
  }
  return NULL;
}

/** Whether an attribute is abstract: 1, 0, -1. */
function isAbstract(value: Word): i32 {
  const mark = lookupAttr(value, N___isabstractmethod__);
  if (mark == NULL) return errorSet() ? -1 : 0;
  const r = truth(mark);
  release(mark);
  return r;
}

/** Adds the abstract attributes of the class itself to a set. */
function ownAbstract(cls: Word, names: usize): bool {
  const namespace = getAttr(cls, N___dict__);
  if (namespace == NULL) return false;
  const items = callMethod0(namespace, N_items);
  release(namespace);
  if (items == NULL) return false;
  const it = iter(items);
  release(items);
  if (it == NULL) return false;
  let ok = true;
  while (ok) {
    const pair = next(it);
    if (pair == NULL) {
      ok = !errorSet();
      break;
    }
    const abstract = isAbstract(tupleGet(address(pair), 1));
    ok = abstract >= 0 && (abstract == 0 || setAdd(names, tupleGet(address(pair), 0)) >= 0);
    release(pair);
  }
  release(it);
  return ok;
}

/** Adds what base `base` leaves abstract and `cls` does not define. */
function inheritedAbstract(cls: Word, base: Word, names: usize): bool {
  const inherited = lookupAttr(base, N___abstractmethods__);
  if (inherited == NULL) return !errorSet();
  const it = iter(inherited);
  release(inherited);
  if (it == NULL) return false;
  let ok = true;
  while (ok) {
    const name = next(it);
    if (name == NULL) {
      ok = !errorSet();
      break;
    }
    const value = lookupAttr(cls, name);
    if (value == NULL) ok = !errorSet();
    else {
      const abstract = isAbstract(value);
      ok = abstract >= 0 && (abstract == 0 || setAdd(names, name) >= 0);
      release(value);
    }
    release(name);
  }
  release(it);
  return ok;
}

/** Sets `__abstractmethods__`. */
function setAbstractMethods(cls: Word): bool {
  const names = newSetOf(T_FROZENSET);
  if (names == 0) return false;
  let ok = ownAbstract(cls, names);
  const bases: Word = ok ? getAttr(cls, N___bases__) : NULL;
  if (bases == NULL) ok = false;
  else {
    const n = tupleSize(address(bases));
    for (let i: u32 = 0; i < n && ok; i++) ok = inheritedAbstract(cls, tupleGet(address(bases), i), names);
    release(bases);
  }
  if (ok) ok = setAttr(cls, N___abstractmethods__, fromAddress(names)) >= 0;
  release(fromAddress(names));
  return ok;
}

// CPython's numbers of the two flags, as `__abc_tpflags__` has them.
// @ts-ignore: decorator
@inline const TPFLAGS_SEQUENCE: i64 = 1 << 5;
// @ts-ignore: decorator
@inline const TPFLAGS_MAPPING: i64 = 1 << 6;

/** What a class says in `__abc_tpflags__`, which is then deleted: whether its instances match as sequences, mappings. */
function takePatternFlags(cls: Word): bool {
  const said = dictGetStr(address(changetype<Type>(address(cls)).dict), N___abc_tpflags__);
  if (said == NULL) return !errorSet();
  const flags: i64 = isInt(said) ? toInt(said) : 0;
  release(said);
  if (setAttr(cls, N___abc_tpflags__, NULL) < 0) return false;
  if ((flags & TPFLAGS_SEQUENCE) != 0 && (flags & TPFLAGS_MAPPING) != 0) {
    raise(T_TYPE_ERROR, '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
    return false;
  }
  if ((flags & TPFLAGS_SEQUENCE) != 0) setPatternFlags(cls, TF_SEQUENCE);
  if ((flags & TPFLAGS_MAPPING) != 0) setPatternFlags(cls, TF_MAPPING);
  return true;
}

function setPatternFlags(cls: Word, flags: u32): void {
  const at = address(cls) + offsetof<Type>('flags');
  atomic.and<u32>(at, ~(TF_SEQUENCE | TF_MAPPING));
  atomic.or<u32>(at, flags);
}

/** Gives the flags of a registering class to a class and those below it. */
function passPatternFlags(cls: Word, flags: u32): void {
  const t = changetype<Type>(address(cls));
  if ((t.flags & TF_IMMUTABLE) != 0 || (t.flags & (TF_SEQUENCE | TF_MAPPING)) == flags) return;
  setPatternFlags(cls, flags);
  if (t.subclasses == NULL) return;
  const below = listSnapshot(t.subclasses);
  if (below == NULL) return;
  const n = tupleSize(address(below));
  for (let i: u32 = 0; i < n; i++) {
    const sub = weakrefTarget(tupleGet(address(below), i));
    if (sub != NULL) passPatternFlags(sub, flags);
    release(sub);
  }
  release(below);
}

// ---- the functions ------------------------------------------------------------------------------------------------------

/** @function _abc.get_cache_token()
 * A number that is another one after each registration of a class with any
 * abstract base class: what was found out under an equal one still holds. */
export function abcGetCacheToken(): Word { return intFromI64(registrations()); }

/** @function _abc._abc_init(object, /)
 * Makes a new class an abstract base class; for the module abc only. */
export function abcInit(cls: Word): Word {
  if (!setAbstractMethods(cls)) return NULL;
  const state = newState();
  if (state == NULL) return NULL;
  const ok = setAttr(cls, N__abc_impl, state) >= 0;
  release(state);
  if (!ok) return NULL;
  return !isType(cls) || takePatternFlags(cls) ? NONE : NULL;
}

/** @function _abc._abc_register(object, subclass, /)
 * Registers a class as a virtual subclass; for the module abc only. */
export function abcRegister(cls: Word, subclass: Word): Word {
  if (!isType(subclass)) return raise(T_TYPE_ERROR, 'Can only register classes');
  let r = objectIsSubclass(subclass, cls);
  if (r != 0) return r > 0 ? own(subclass) : NULL;
  // a cycle of registrations would make checks run for ever
  r = objectIsSubclass(cls, subclass);
  if (r != 0) return r > 0 ? raise(T_RUNTIME_ERROR, 'Refusing to create an inheritance cycle') : NULL;
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  const ok = learn(data(state).registry, subclass);
  release(state);
  if (!ok) return NULL;
  atomic.add<u32>(REGISTRATIONS, 1);
  if (isType(cls)) {
    const flags = changetype<Type>(address(cls)).flags & (TF_SEQUENCE | TF_MAPPING);
    if (flags != 0) passPatternFlags(subclass, flags);
  }
  return own(subclass);
}

/** @function _abc._abc_instancecheck(object, instance, /)
 * isinstance() for an abstract base class; for the module abc only. */
export function abcInstanceCheck(cls: Word, instance: Word): Word {
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  const subclass = getAttr(instance, N___class__);
  let r: Word = NULL;
  if (subclass != NULL) {
    r = checkInstance(cls, state, subclass, fromAddress(typeOf(instance)));
    release(subclass);
  }
  release(state);
  return r;
}

function checkInstance(cls: Word, state: Word, subclass: Word, type: Word): Word {
  const known = knows(data(state).positive, subclass);
  if (known != 0) return known > 0 ? TRUE : NULL;
  if (subclass == type) {
    const negative = refusals(state);
    if (negative == NULL) return NULL;
    const refused = knows(negative, subclass);
    release(negative);
    if (refused != 0) return refused > 0 ? FALSE : NULL;
    return callMethod1(cls, N___subclasscheck__, subclass);
  }
  const r = callMethod1(cls, N___subclasscheck__, subclass);
  if (r == NULL) return NULL;
  const t = truth(r);
  if (t > 0) return r;
  release(r);
  return t < 0 ? NULL : callMethod1(cls, N___subclasscheck__, type);
}

/** @function _abc._abc_subclasscheck(object, subclass, /)
 * issubclass() for an abstract base class; for the module abc only. */
export function abcSubclassCheck(cls: Word, subclass: Word): Word {
  if (!isType(subclass)) return raise(T_TYPE_ERROR, 'issubclass() arg 1 must be a class');
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  const r = checkSubclass(cls, state, subclass);
  release(state);
  return r < 0 ? NULL : ofBool(r > 0);
}

function checkSubclass(cls: Word, state: Word, subclass: Word): i32 {
  const d = data(state);
  let r = knows(d.positive, subclass);
  if (r != 0) return r;
  const negative = refusals(state);
  if (negative == NULL) return -1;
  r = knows(negative, subclass);
  if (r != 0) r = r > 0 ? 0 : -1;
  else {
    r = findSubclass(cls, d, subclass);
    if (r == FOUND_REGISTERED) r = 1;
    else if (r >= 0 && !learn(r > 0 ? d.positive : negative, subclass)) r = -1;
  }
  release(negative);
  return r;
}

// @ts-ignore: decorator
@inline const FOUND_REGISTERED: i32 = 2;

/** The check itself: 0, 1, FOUND_REGISTERED (the registry has it, no need to remember it), -1. */
function findSubclass(cls: Word, d: AbcData, subclass: Word): i32 {
  const hooked = callMethod1(cls, N___subclasshook__, subclass);
  if (hooked == NULL) return -1;
  if (hooked == TRUE) return 1;
  if (hooked == FALSE) return 0;
  release(hooked);
  if (hooked != NOT_IMPLEMENTED) {
    raise(T_ASSERTION_ERROR, '__subclasshook__ must return either False, True, or NotImplemented');
    return -1;
  }
  if (isType(cls) && isSubtype(<u32>address(subclass), <u32>address(cls))) return 1;
  let r = knows(d.registry, subclass);
  if (r != 0) return r > 0 ? FOUND_REGISTERED : -1;
  if (setSize(address(d.registry)) != 0) {
    const registered = setItems(address(d.registry));
    if (registered == NULL) return -1;
    const n = tupleSize(address(registered));
    for (let i: u32 = 0; i < n && r == 0; i++) {
      const other = weakrefTarget(tupleGet(address(registered), i));
      if (other != NULL) r = objectIsSubclass(subclass, other);
      release(other);
    }
    release(registered);
    if (r != 0) return r;
  }
  const below = callMethod0(cls, N___subclasses__);
  if (below == NULL) return -1;
  const it = iter(below);
  release(below);
  if (it == NULL) return -1;
  while (r == 0) {
    const sub = next(it);
    if (sub == NULL) {
      if (errorSet()) r = -1;
      break;
    }
    r = objectIsSubclass(subclass, sub);
    release(sub);
  }
  release(it);
  return r;
}

/** @function _abc._get_dump(object, /)
 * Copies of the three sets of a class (registered, accepted, refused) and the
 * token of the refusals. */
export function abcGetDump(cls: Word): Word {
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  const t = newTuple(4);
  if (t != 0) {
    const d = data(state);
    tupleInit(t, 0, fromAddress(setCopy(address(d.registry), T_SET)));
    tupleInit(t, 1, fromAddress(setCopy(address(d.positive), T_SET)));
    const negative = refusals(state);
    tupleInit(t, 2, negative == NULL ? NULL : fromAddress(setCopy(address(negative), T_SET)));
    release(negative);
    tupleInit(t, 3, intFromI64(d.version));
  }
  release(state);
  if (t != 0 && errorSet()) {
    release(fromAddress(t));
    return NULL;
  }
  return fromAddress(t);
}

/** @function _abc._reset_registry(object, /)
 * Forgets the registrations of a class; for tests. */
export function abcResetRegistry(cls: Word): Word {
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  setClear(address(data(state).registry));
  release(state);
  return NONE;
}

/** @function _abc._reset_caches(object, /)
 * Forgets what checks of a class have found out; for tests. */
export function abcResetCaches(cls: Word): Word {
  const state = stateOf(cls);
  if (state == NULL) return NULL;
  setClear(address(data(state).positive));
  const negative = refusals(state);
  if (negative != NULL) setClear(address(negative));
  release(negative);
  release(state);
  return NONE;
}
