// Type objects. Static types lie at compile-time addresses (generated/types.ts), heap types in object blocks.
// All slot fields are indexes into the WebAssembly table, the same in every instance of one binary; 0 is "empty".

import { Word } from './word';

// @ts-ignore: decorator
@unmanaged
export class Type {
  // ---- header (layout/object.ts)
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  // ---- 16: what caches look at
  /** Unique number of this state of the type and its bases; 0: none assigned yet. Changes at every mutation. */
  version: u32;
  /** TF_ bits. */
  flags: u32;
  // ---- 24: instances
  /** Bytes of an instance without attribute slots. */
  size: u32;
  /** Bytes per item of a variable-sized type, else 0. */
  itemSize: u16;
  /** Where an instance keeps its attributes (layout/instance.ts); 0: it has none; 0xffff: behind its items. */
  attrs: u16;
  /** Root of the shapes of its instances; 0 if `attrs` is 0. */
  rootShape: u32;
  /** Inline attribute slots that a new instance gets. */
  slotCapacity: u16;
  /** INSTANCE_ kinds: how the loop reads an attribute. */
  kind: u8;
  /** When `subclasses` has grown to 16 << this, dead references are taken out. */
  subclassesBound: u8;
  // ---- 40: words
  name: Word;
  qualname: Word;
  /** `__module__` of a static type; NULL for heap types, which keep it in their dict. */
  module: Word;
  bases: Word;
  mro: Word;
  dict: Word;
  /** List of weak references to the direct subclasses, or NULL. */
  subclasses: Word;
  /** Static docstring (address of an AssemblyScript string) or 0. */
  doc: u32;
  /** Solid base. */
  base: u32;
  // ---- 104: slots
  dealloc: u32; traverse: u32; clear: u32; finalize: u32;
  repr: u32; str: u32; hash: u32; call: u32;
  getattro: u32; setattro: u32; richcompare: u32;
  iter: u32; iternext: u32; descr_get: u32; descr_set: u32;
  init: u32; new: u32; getbuffer: u32; releasebuffer: u32;
  nb_add: u32; nb_subtract: u32; nb_multiply: u32; nb_remainder: u32; nb_divmod: u32; nb_power: u32;
  nb_lshift: u32; nb_rshift: u32; nb_and: u32; nb_xor: u32; nb_or: u32; nb_floor_divide: u32; nb_true_divide: u32;
  nb_matrix_multiply: u32;
  nb_inplace_add: u32; nb_inplace_subtract: u32; nb_inplace_multiply: u32; nb_inplace_remainder: u32; nb_inplace_power: u32;
  nb_inplace_lshift: u32; nb_inplace_rshift: u32; nb_inplace_and: u32; nb_inplace_xor: u32; nb_inplace_or: u32;
  nb_inplace_floor_divide: u32; nb_inplace_true_divide: u32; nb_inplace_matrix_multiply: u32;
  nb_negative: u32; nb_positive: u32; nb_absolute: u32; nb_invert: u32; nb_bool: u32; nb_int: u32; nb_float: u32; nb_index: u32;
  sq_length: u32; sq_concat: u32; sq_repeat: u32; sq_item: u32; sq_ass_item: u32; sq_contains: u32;
  sq_inplace_concat: u32; sq_inplace_repeat: u32;
  mp_length: u32; mp_subscript: u32; mp_ass_subscript: u32;
  am_await: u32; am_aiter: u32; am_anext: u32; am_send: u32;
  // ---- classes made by Python code
  /** Tuple of the names of the slots that `__slots__` added, in their order in an instance; NULL: none. */
  slotNames: Word;
  /**
   * Slots of this class and its bases that lie behind the items of an instance, in front of its attributes: those of
   * subclasses of str, whose fixed part ends with the text.
   */
  tailSlots: u32;
}

// The slot signatures. `args` points at `nargs` positional words followed by one word for each name in the tuple
// `kwnames` (NULL: none); these words lie on the register stack and may carry the borrowed bit: read them with `arg`.
/** New reference, or NULL with an error set. */
export type Unary = (a: Word) => Word;
export type Binary = (a: Word, b: Word) => Word;
export type Ternary = (a: Word, b: Word, c: Word) => Word;
/** 1, 0, or -1 with an error set. */
export type Inquiry = (a: Word) => i32;
export type Contains = (container: Word, item: Word) => i32;
/** -1 with an error set; a hash is never -1. */
export type Hash = (a: Word) => i64;
export type Length = (a: Word) => i64;
export type ItemAt = (a: Word, index: i64) => Word;
/** value NULL deletes. 0, or -1 with an error set. */
export type SetItemAt = (a: Word, index: i64, value: Word) => i32;
/** setattro, mp_ass_subscript, descr_set: value NULL deletes. 0, or -1 with an error set. */
export type SetItem = (a: Word, key: Word, value: Word) => i32;
export type RichCompare = (a: Word, b: Word, op: i32) => Word;
export type Call = (callable: Word, args: usize, nargs: i32, kwnames: Word) => Word;
/** `type` is the class to make an instance of. */
export type New = (type: Word, args: usize, nargs: i32, kwnames: Word) => Word;
export type Init = (self: Word, args: usize, nargs: i32, kwnames: Word) => i32;
/** NULL without an error: exhausted. */
export type IterNext = (a: Word) => Word;
/** Releases what the object refers to and gives the block back (memory/objects.ts `freeObject`). Must not recurse. */
export type Dealloc = (p: usize) => void;
/** Calls collector/visit.ts `visit(word)` for every word that the object owns. */
export type Traverse = (p: usize) => void;
/** Drops references so that a cycle breaks; the object stays valid. */
export type Clear = (p: usize) => void;

/** richcompare's operators, CPython's numbers. */
// @ts-ignore: decorator
@inline export const LT: i32 = 0;
// @ts-ignore: decorator
@inline export const LE: i32 = 1;
// @ts-ignore: decorator
@inline export const EQ: i32 = 2;
// @ts-ignore: decorator
@inline export const NE: i32 = 3;
// @ts-ignore: decorator
@inline export const GT: i32 = 4;
// @ts-ignore: decorator
@inline export const GE: i32 = 5;

// flags
// @ts-ignore: decorator
@inline export const TF_HEAP: u32 = 1 << 0;
/** May be subclassed by Python code. */
// @ts-ignore: decorator
@inline export const TF_BASE: u32 = 1 << 1;
/** Instances can be part of a cycle: the collector traverses them. */
// @ts-ignore: decorator
@inline export const TF_GC: u32 = 1 << 2;
// @ts-ignore: decorator
@inline export const TF_IMMUTABLE: u32 = 1 << 3;
// @ts-ignore: decorator
@inline export const TF_READY: u32 = 1 << 4;
/** `x.f()` may skip the bound method: functions, method descriptors. */
// @ts-ignore: decorator
@inline export const TF_METHOD_DESCRIPTOR: u32 = 1 << 5;
/** Match statement: `case [..]`, `case {..}`, and the single positional sub-pattern of builtin classes. */
// @ts-ignore: decorator
@inline export const TF_SEQUENCE: u32 = 1 << 6;
// @ts-ignore: decorator
@inline export const TF_MAPPING: u32 = 1 << 7;
// @ts-ignore: decorator
@inline export const TF_MATCH_SELF: u32 = 1 << 8;
// @ts-ignore: decorator
@inline export const TF_ABSTRACT: u32 = 1 << 9;
// @ts-ignore: decorator
@inline export const TF_DISALLOW_NEW: u32 = 1 << 10;
/** Instances can be weakly referenced. */
// @ts-ignore: decorator
@inline export const TF_WEAKREF: u32 = 1 << 11;
/** A Python-level `__del__` exists. */
// @ts-ignore: decorator
@inline export const TF_HAS_DEL: u32 = 1 << 12;
/** Attribute lookup is the generic one for reading (object.__getattribute__, no __getattr__). */
// @ts-ignore: decorator
@inline export const TF_GENERIC_GET: u32 = 1 << 13;
// @ts-ignore: decorator
@inline export const TF_GENERIC_SET: u32 = 1 << 14;
/** Subclass of ...: fast checks along the mro. */
// @ts-ignore: decorator
@inline export const TF_INT: u32 = 1 << 24;
// @ts-ignore: decorator
@inline export const TF_LIST: u32 = 1 << 25;
// @ts-ignore: decorator
@inline export const TF_TUPLE: u32 = 1 << 26;
// @ts-ignore: decorator
@inline export const TF_BYTES: u32 = 1 << 27;
// @ts-ignore: decorator
@inline export const TF_STR: u32 = 1 << 28;
// @ts-ignore: decorator
@inline export const TF_DICT: u32 = 1 << 29;
// @ts-ignore: decorator
@inline export const TF_EXCEPTION: u32 = 1 << 30;
// @ts-ignore: decorator
@inline export const TF_TYPE: u32 = 1 << 31;

/** Values of `kind`. */
// @ts-ignore: decorator
@inline export const INSTANCE_OPAQUE: u8 = 0;
/** attrs == 16 and attributes by shape: the loop's fast path reads the shape at offset 16. */
// @ts-ignore: decorator
@inline export const INSTANCE_PLAIN: u8 = 1;
