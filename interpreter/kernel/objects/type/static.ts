// Static types: made at boot from the generated registry.

import { Word, NULL, NONE, address, fromAddress } from '../../layout/word';
import {
  Type, TF_READY, TF_IMMUTABLE, TF_GC, TF_INT, TF_LIST, TF_TUPLE, TF_BYTES, TF_STR, TF_DICT, TF_EXCEPTION, TF_TYPE, TF_SEQUENCE, TF_MAPPING,
  TF_MATCH_SELF, INSTANCE_PLAIN, TF_WEAKREF,
} from '../../layout/type';
import { NativeSpec, NativeFunction, MethodDescriptor, NEVER, NS_CLASS, NS_STATIC } from '../../layout/code';
import { Module } from '../../layout/module';
import { IMMORTAL } from '../../layout/object';
import { TYPE_SIZE } from '../../layout/memory_map';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release, markDeferred, markImmortal } from '../../counting/counts';
import { newObject } from '../../memory/objects';
import { allocBlock, KIND_RAW } from '../../memory/blocks';
import { newDict, dictSet } from '../dict/core';
import { newTuple } from '../tuple';
import { newText, internText, intern, strFromUtf16 } from '../str/new';
import { addWrappers, hashNotImplementedIndex } from './slot_wrappers';
import { setAccessFlags } from './slots';
import { addSubclass } from './subclasses';
import { newNewFunction } from './call';
import { generatorSendIndex } from '../generator';
import { nextIndex } from '../../modules/builtins_iteration';
import { ATTRS_AFTER_ITEMS } from '../../layout/instance';
import { initShapes } from './shapes';
import { GetSetDescriptor, NATIVE, newDictGetter } from '../descriptors/getset';
import {
  T_TYPE, T_OBJECT, T_METHOD_DESCRIPTOR, T_CLASSMETHOD_DESCRIPTOR, T_BUILTIN_FUNCTION_OR_METHOD, T_GETSET_DESCRIPTOR, T_MEMBER_DESCRIPTOR, T_MODULE,
} from '../../generated/types';
import { N___dict__, N___doc__, N___name__, N___new__, N___package__, N___loader__, N___spec__ } from '../../generated/names';

// @ts-ignore: decorator
@inline const INHERITED_FLAGS: u32 = TF_GC | TF_INT | TF_LIST | TF_TUPLE | TF_BYTES | TF_STR | TF_DICT | TF_EXCEPTION | TF_TYPE | TF_SEQUENCE | TF_MAPPING | TF_MATCH_SELF | TF_WEAKREF;

/** First step: the struct with its fixed fields. Bases come before what derives from them. */
export function defineType(at: usize, name: string, moduleName: string, base: u32, size: usize, itemSize: u32, flags: u32, attrs: bool, doc: string | null): void {
  memory.fill(at, 0, TYPE_SIZE);
  const t = changetype<Type>(at);
  t.type = T_TYPE;
  t.local = IMMORTAL;
  t.flags = flags | TF_IMMUTABLE;
  t.base = base != 0 ? base : at == T_OBJECT ? 0 : T_OBJECT;
  t.size = <u32>max(size, base != 0 ? changetype<Type>(base).size : 16);
  t.itemSize = <u16>(itemSize != 0 ? itemSize : t.base != 0 ? changetype<Type>(t.base).itemSize : 0);
  if (attrs) t.attrs = t.itemSize != 0 ? ATTRS_AFTER_ITEMS : <u16>((t.size + 7) & ~7);
  else if (t.base != 0) t.attrs = changetype<Type>(t.base).attrs != 0 && t.itemSize == 0 ? <u16>((t.size + 7) & ~7) : changetype<Type>(t.base).attrs;
  t.doc = doc === null ? 0 : <u32>changetype<usize>(doc);
  // the names become strings once strings exist: kept as literals until readyType
  t.name = <u64>changetype<usize>(name);
  t.module = <u64>changetype<usize>(moduleName);
}

export function setSlot(type: u32, offset: usize, func: u32): void {
  store<u32>(type + offset, func);
}

/** Second step, when all slots are filled: inheritance, mro, dict, wrappers. */
export function readyType(at: usize): void {
  const t = changetype<Type>(at);
  t.name = internText(changetype<string>(<usize>t.name));
  t.qualname = t.name;
  t.module = internText(changetype<string>(<usize>t.module));
  const base = t.base;
  const bases = newTuple(base == 0 ? 0 : 1);
  if (base != 0) store<u64>(bases + TUPLE_ITEMS, fromAddress(base));
  markImmortal(bases);
  t.bases = fromAddress(bases);
  let count = 1;
  for (let b = base; b != 0; b = changetype<Type>(b).base) count++;
  const mro = newTuple(count);
  store<u64>(mro + TUPLE_ITEMS, fromAddress(at));
  let i = 1;
  for (let b = base; b != 0; b = changetype<Type>(b).base) store<u64>(mro + TUPLE_ITEMS + (<usize>(i++) << 3), fromAddress(b));
  markImmortal(mro);
  t.mro = fromAddress(mro);
  const dict = newDict();
  markDeferred(dict);
  t.dict = fromAddress(dict);
  if (base != 0) {
    const b = changetype<Type>(base);
    t.flags |= b.flags & INHERITED_FLAGS;
    inheritSlots(at, base);
  }
  // equality without a hash: unhashable
  if (t.hash == 0) t.hash = hashNotImplementedIndex();
  t.flags |= TF_READY;
  setAccessFlags(<u32>at);
  if (t.attrs != 0) {
    t.slotCapacity = 4;
    initShapes(<u32>at);
    if (t.attrs == 16) t.kind = INSTANCE_PLAIN;
  }
  addWrappers(<u32>at);
  // a type that defines equality and no hash is unhashable
  if (t.doc != 0) {
    const doc = newText(changetype<string>(<usize>t.doc));
    dictSet(dict, N___doc__, doc);
    release(doc);
  } else dictSet(dict, N___doc__, NONE);
  if (t.new != 0 && (base == 0 || t.new != changetype<Type>(base).new)) {
    const f = newNewFunction(<u32>at);
    dictSet(dict, N___new__, f);
    release(f);
  }
  if (t.attrs != 0 && (base == 0 || changetype<Type>(base).attrs == 0)) {
    const g = newDictGetter(<u32>at);
    dictSet(dict, N___dict__, g);
    release(g);
  }
  if (base != 0) addSubclass(base, <u32>at);
}

/** Slots that a type does not fill come from its base; comparison and hash together. */
export function inheritSlots(type: usize, base: usize): void {
  const t = changetype<Type>(type);
  const b = changetype<Type>(base);
  if (t.hash == 0 && t.richcompare == 0) {
    t.hash = b.hash;
    t.richcompare = b.richcompare;
  }
  const hash = t.hash;
  const richcompare = t.richcompare;
  const from = offsetof<Type>('dealloc');
  const to = offsetof<Type>('am_send') + 4;
  for (let o = from; o < to; o += 4) if (load<u32>(type + o) == 0) store<u32>(type + o, load<u32>(base + o));
  t.hash = hash;
  t.richcompare = richcompare;
}

// ---- members -------------------------------------------------------------------------------------------------------------------

// Not next() and generator.send(): the loop runs the generator's frame itself.
function leastDirect(s: NativeSpec): u16 {
  const arity = <i32>s.arity;
  if (arity > 3 || <i32>s.maxArgs > arity || s.func == nextIndex() || s.func == generatorSendIndex()) return NEVER;
  const selfWords = s.params == NULL ? 0 : arity - <i32>changetype<Tuple>(address(s.params)).size;
  for (let n = <i32>s.minArgs; n <= <i32>s.maxArgs; n++) if (n == arity || s.params == NULL || n >= selfWords && s.required >> (n - selfWords) == 0) return <u16>n;
  return NEVER;
}

/** What the generator knows of a native function. */
export function newSpec(func: u32, arity: u32, minArgs: u32, maxArgs: u32, flags: u32, name: string, params: string, posOnly: u32, required: u32, signature: string, doc: string | null): u32 {
  const p = allocBlock(KIND_RAW, offsetof<NativeSpec>());
  memory.fill(p, 0, offsetof<NativeSpec>());
  const s = changetype<NativeSpec>(p);
  s.func = func;
  s.arity = <u8>arity;
  s.minArgs = <u8>minArgs;
  // a raw function with *args takes any number
  s.maxArgs = arity == 255 ? 255 : <u8>maxArgs;
  s.flags = <u8>flags;
  s.name = internText(name);
  s.posOnly = <u8>posOnly;
  s.required = required;
  s.signature = <u32>changetype<usize>(signature);
  s.doc = doc === null ? 0 : <u32>changetype<usize>(doc);
  if (params.length != 0) {
    let count = 1;
    for (let i = 0; i < params.length; i++) if (load<u16>(changetype<usize>(params) + (<usize>i << 1)) == 0x2c) count++;
    const tuple = newTuple(count);
    let start = 0;
    let k = 0;
    for (let i = 0; i <= params.length; i++) {
      if (i != params.length && load<u16>(changetype<usize>(params) + (<usize>i << 1)) != 0x2c) continue;
      store<u64>(tuple + TUPLE_ITEMS + (<usize>(k++) << 3), intern(strFromUtf16(changetype<usize>(params) + (<usize>start << 1), i - start)));
      start = i + 1;
    }
    markImmortal(tuple);
    s.params = fromAddress(tuple);
  }
  s.leastDirect = leastDirect(s);
  return <u32>p;
}

/** A method (or, as the spec's flags say, class or static method) of a static type. */
export function defineMethod(type: u32, spec: u32): void {
  const s = changetype<NativeSpec>(spec);
  s.home = fromAddress(type);
  const dict = address(changetype<Type>(type).dict);
  let w: Word;
  if ((s.flags & NS_STATIC) != 0) {
    const f = newNativeFunction(spec, NULL, NULL, false);
    w = newStaticMethod(f);
    release(f);
  } else {
    s.pad1 = 1;
    const p = newObject((s.flags & NS_CLASS) != 0 ? T_CLASSMETHOD_DESCRIPTOR : T_METHOD_DESCRIPTOR, offsetof<MethodDescriptor>());
    const d = changetype<MethodDescriptor>(p);
    d.spec = spec;
    d.owner_type = type;
    d.qualname = NULL;
    markDeferred(p);
    w = fromAddress(p);
  }
  // a tagged method wins over the wrapper of a slot
  dictSet(dict, s.name, w);
  release(w);
}
import { newStaticMethod } from '../descriptors/class_static';

export function defineGetter(type: u32, name: string, get: u32, set: u32, doc: string | null): void {
  defineProperty(T_GETSET_DESCRIPTOR, type, name, get, set, doc);
}
/** The same for an attribute that CPython shows as a member_descriptor. */
export function defineMember(type: u32, name: string, get: u32, set: u32, doc: string | null): void {
  defineProperty(T_MEMBER_DESCRIPTOR, type, name, get, set, doc);
}
function defineProperty(kind: u32, type: u32, name: string, get: u32, set: u32, doc: string | null): void {
  const p = newObject(kind, offsetof<GetSetDescriptor>());
  const d = changetype<GetSetDescriptor>(p);
  d.get = get;
  d.set = set;
  d.owner_type = type;
  d.doc = doc === null ? 0 : <u32>changetype<usize>(doc);
  d.name = internText(name);
  d.native = NATIVE;
  markDeferred(p);
  dictSet(address(changetype<Type>(type).dict), d.name, fromAddress(p));
}

/** builtin_function_or_method: `bound`: self is passed in front. Nothing is taken over. */
export function newNativeFunction(spec: u32, self: Word, module: Word, bound: bool): Word {
  const p = newObject(T_BUILTIN_FUNCTION_OR_METHOD, offsetof<NativeFunction>());
  if (p == 0) return NULL;
  const f = changetype<NativeFunction>(p);
  f.spec = spec;
  f.bound = bound ? 1 : 0;
  f.self = own(self);
  f.module = own(module);
  return fromAddress(p);
}

// ---- native modules ---------------------------------------------------------------------------------------------------------------

/** A module with its standard attributes; owned. */
export function newModule(name: Word, doc: Word = NONE): Word {
  const p = newObject(T_MODULE, moduleSize());
  if (p == 0) return NULL;
  const m = changetype<Module>(p);
  const dict = newDict();
  markDeferred(dict);
  m.dict = fromAddress(dict);
  m.name = own(name);
  markDeferred(p);
  dictSet(dict, N___name__, name);
  dictSet(dict, N___doc__, doc);
  dictSet(dict, N___package__, NONE);
  dictSet(dict, N___loader__, NONE);
  dictSet(dict, N___spec__, NONE);
  return fromAddress(p);
}
function moduleSize(): usize { return offsetof<Module>(); }

export function newNativeModule(name: Word, doc: string | null): Word {
  const text: Word = doc === null ? NONE : newText(doc);
  const m = newModule(name, text);
  release(text);
  return m;
}

export function defineFunction(module: Word, spec: u32): bool {
  const m = changetype<Module>(address(module));
  const f = newNativeFunction(spec, NULL, m.name, false);
  if (f == NULL) return false;
  changetype<NativeSpec>(spec).home = m.name; // lent, as the module is
  changetype<NativeFunction>(address(f)).self = module; // lent: the module is deferred
  markDeferred(address(f));
  return dictSet(address(m.dict), changetype<NativeSpec>(spec).name, f) >= 0;
}

/** value is taken over. */
export function defineConstant(module: Word, name: string, value: Word): bool {
  if (value == NULL) return false;
  const key = internText(name);
  const r = dictSet(address(changetype<Module>(address(module)).dict), key, value);
  release(key);
  release(value);
  return r >= 0;
}
