// Code, functions, frames, generators.

import { Word } from './word';

/** code: deferred, immutable but for the inline caches in `instructions`. */
// @ts-ignore: decorator
@unmanaged
export class Code {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  // ---- 16: what a call looks at
  /** Positional parameters if the signature is plain (no keyword-only, *args, **kwargs) and the code is no generator, else -1. */
  plainArgs: i32;
  /** Bytes of registers a frame needs. */
  frameBytes: u32;
  /** Raw block: 64-bit instructions and their cache words. */
  instructions: u32;
  /** Raw block: Word constants[]; immortal or deferred objects and immediates, the code's `consts` tuple keeps them. */
  constants: u32;
  /** Raw block: Word names[] (interned). */
  names: u32;
  instructionCount: u32;
  // ---- 40
  argCount: u32; posOnlyCount: u32; kwOnlyCount: u32;
  /** CPython's CO_ flags. */
  flags: u32;
  localCount: u32; cellCount: u32; freeCount: u32;
  firstLine: u32;
  /** Raw blocks with their number of entries: exception table (ExceptionEntry), positions (PositionEntry). */
  exceptions: u32; exceptionCount: u32;
  positions: u32; positionCount: u32;
  // ---- 88: words
  name: Word; qualname: Word; filename: Word;
  consts: Word; namesTuple: Word;
  /** Names of registers 0..: locals, then cells that are no parameters, then free variables. */
  registerNames: Word;
  /** bytes, one per registerNames entry: bit 0 local, bit 1 cell, bit 2 free. */
  registerKinds: Word;
  /** Lazily made views for Python: co_varnames, co_cellvars, co_freevars. NULL until asked for. */
  varnames: Word; cellvars: Word; freevars: Word;
  /** Register of the first free variable. */
  firstFree: u32;
  /** Bytes of the registers that locals, cells and free variables take: released on return. */
  variableBytes: u32;
  /** Entries so far and slot of a compiled body: reserved for the compiler tier. */
  heat: u32;
  entry: u32;
}

/** start <= index < end (instruction indexes): release registers from `depth` up, put the exception into `register`, go to target. Inner ranges stand first. */
// @ts-ignore: decorator
@unmanaged
export class ExceptionEntry { start: u32; end: u32; target: u32; depth: u32; register: u32; }
/** From this instruction index on. Columns are UTF-8 bytes from 0; -1: unknown. */
// @ts-ignore: decorator
@unmanaged
export class PositionEntry { start: u32; line: i32; endLine: i32; column: i32; endColumn: i32; }

// @ts-ignore: decorator
@inline export const CO_OPTIMIZED: u32 = 1;
// @ts-ignore: decorator
@inline export const CO_NEWLOCALS: u32 = 2;
// @ts-ignore: decorator
@inline export const CO_VARARGS: u32 = 4;
// @ts-ignore: decorator
@inline export const CO_VARKEYWORDS: u32 = 8;
// @ts-ignore: decorator
@inline export const CO_NESTED: u32 = 16;
// @ts-ignore: decorator
@inline export const CO_GENERATOR: u32 = 32;
// @ts-ignore: decorator
@inline export const CO_COROUTINE: u32 = 128;
// @ts-ignore: decorator
@inline export const CO_ITERABLE_COROUTINE: u32 = 256;
// @ts-ignore: decorator
@inline export const CO_ASYNC_GENERATOR: u32 = 512;
// @ts-ignore: decorator
@inline export const CO_ANY_GENERATOR: u32 = 32 | 128 | 512;
// @ts-ignore: decorator
@inline export const CO_HAS_DOCSTRING: u32 = 0x4000000;

/** function. */
// @ts-ignore: decorator
@unmanaged
export class Function {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  // ---- 16: what a call looks at (atomic)
  code: u32;
  /** The globals dict. */
  globals: u32;
  /** The builtins dict that its code sees. */
  builtins: u32;
  /** Table slot of a compiled body, reserved. */
  entry: u32;
  // ---- 32: words, atomic; NULL: none
  closure: Word; defaults: Word; kwdefaults: Word;
  name: Word; qualname: Word; doc: Word; module: Word;
  annotations: Word; typeParams: Word; dict: Word;
}

/** method: a function bound to an object. */
// @ts-ignore: decorator
@unmanaged
export class Method {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  func: Word;
  self: Word;
}

/**
 * What the generator knows of a native function (generated/registry.ts); static, never freed.
 * arity: words that the function takes, self or class included; RAW: (args, nargs, kwnames).
 */
// @ts-ignore: decorator
@unmanaged
export class NativeSpec {
  func: u32; // table index
  arity: u8;
  /** Positional words, self included: at least, at most. */
  minArgs: u8;
  maxArgs: u8;
  /** NS_ bits. */
  flags: u8;
  name: Word;
  /** Parameter names for keywords, self excluded: tuple of str; NULL if all are positional-only. */
  params: Word;
  /** AssemblyScript strings: text signature, docstring. */
  signature: u32;
  doc: u32;
  /** Positional-only parameters among them, self excluded. */
  posOnly: u8;
  /** Words that must be present (required keyword-only ones included) as a bit set over `params`. */
  pad0: u8;
  pad1: u16;
  required: u32;
  /** The type that has it as a method, or the name of its module; NULL: neither. For messages. */
  home: Word;
  /** Least number of words with which the loop calls it itself, passing NULL for what is left out; NEVER: not so. */
  leastDirect: u16;
}
// @ts-ignore: decorator
@inline export const NEVER: u16 = 0xffff;
// @ts-ignore: decorator
@inline export const RAW: u8 = 255;
/** A raw function that takes keywords. */
// @ts-ignore: decorator
@inline export const NS_KEYWORDS: u8 = 1;
// @ts-ignore: decorator
@inline export const NS_CLASS: u8 = 2;
// @ts-ignore: decorator
@inline export const NS_STATIC: u8 = 4;

/** builtin_function_or_method: module function (self: the module) or bound native method. */
// @ts-ignore: decorator
@unmanaged
export class NativeFunction {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  spec: u32; // 16
  /** 1: `self` is passed as the first word. */
  bound: u32;
  self: Word;
  module: Word;
}

/** method_descriptor, classmethod_descriptor. */
// @ts-ignore: decorator
@unmanaged
export class MethodDescriptor {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  spec: u32; // 16
  owner_type: u32; // 20
  qualname: Word;
}

// ---- frames ---------------------------------------------------------------------------------------------------------
//
// A frame lies on the thread's register stack: one contiguous reservation per thread that never moves, touched lazily.
// Four words of header lie below `fp`, registers from `fp` up:
//
//   fp-32  Word function     owned or borrowed, as the call found it
//   fp-24  u32 returnPc      address of the call instruction in the caller; 0: return to native code
//   fp-20  u32 callerFp      the thread's stackBase at the bottom: never 0
//   fp-16  u32 code
//   fp-12  u32 flags         FRAME_ bits; FRAME_NONE alone lets the return take its fast path
//   fp- 8  u32 link          FRAME_CONSTRUCTOR: the instance (owned); FRAME_GENERATOR: the generator (borrowed)
//   fp- 4  u32 frameObject   FRAME_OBJECT: its frame object (owned)
//   fp     Word R[0..]
//
// A call is built at register `base` of the caller:
//
//   base+0  function of a method call, or spare (0)     base+5..  arguments, then keyword values
//   base+1  callable, if base+0 is 0
//   base+4  self of a method call
//
// so the callee's fp is base+5, or base+4 with self in front; the header falls on base+1..4 or base+0..3.

// @ts-ignore: decorator
@inline export const FRAME_HEADER: usize = 32;
// @ts-ignore: decorator
@inline export const FRAME_FUNCTION: usize = 32; // subtract from fp
// @ts-ignore: decorator
@inline export const FRAME_RETURN_PC: usize = 24;
// @ts-ignore: decorator
@inline export const FRAME_CALLER: usize = 20;
// @ts-ignore: decorator
@inline export const FRAME_CODE: usize = 16;
// @ts-ignore: decorator
@inline export const FRAME_FLAGS: usize = 12;
// @ts-ignore: decorator
@inline export const FRAME_LINK: usize = 8;
// @ts-ignore: decorator
@inline export const FRAME_FRAME_OBJECT: usize = 4;

/** Set in every frame, so that the header's words never look like owned words when the stack is reused. */
// @ts-ignore: decorator
@inline export const FRAME_NONE: u32 = 0x8000_0000;
/** `__init__` called through its class: the value of the call is the instance in `link`. */
// @ts-ignore: decorator
@inline export const FRAME_CONSTRUCTOR: u32 = 1;
/** Registers belong to the generator in `link`. */
// @ts-ignore: decorator
@inline export const FRAME_GENERATOR: u32 = 2;
/** A frame object exists and takes over the locals on return. */
// @ts-ignore: decorator
@inline export const FRAME_OBJECT: u32 = 4;
/** Returns to native code. */
// @ts-ignore: decorator
@inline export const FRAME_ENTRY: u32 = 8;
/** A generator resumed by FOR_ITER of the calling frame, without native code in between. */
// @ts-ignore: decorator
@inline export const FRAME_FOR_ITER: u32 = 16;
/** A generator or coroutine resumed by SEND of the calling frame. */
// @ts-ignore: decorator
@inline export const FRAME_SEND: u32 = 32;
/** Seen by the loop that traces (eval/trace.ts). */
// @ts-ignore: decorator
@inline export const FRAME_TRACED: u32 = 64;

/** A generator's frame that waits for its delegate and whose registers are still in the generator: see `unsave`. */
// @ts-ignore: decorator
@inline export const FRAME_SAVED: u32 = 128;

/** frame. While the frame runs, `fp` is its place on the stack; afterwards 0 and `saved` holds the variables. */
// @ts-ignore: decorator
@unmanaged
export class FrameObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  fp: u32; // 16
  code: u32; // 20
  function: Word; // 24
  back: Word; // 32: frame object of the caller once it is known, else NULL (then: through callerFp)
  /** Variables of a frame that has ended, behind this struct; 0: it has not. */
  saved: u32; // 40
  /** Thread struct on whose stack fp lies. */
  thread: u32; // 44
  /** Last instruction (index) of a frame that has ended or is suspended. */
  lasti: i32; // 48
  flags: u32; // 52
  generator: Word; // 56
  extraLocals: Word; // 64: dict of names written through f_locals that are no registers
  trace: Word; // 72
  /** For the trace function: line of the last line event (-1: none yet), last instruction. */
  lastLine: i32; // 80
  lastIndex: i32; // 84
  /** For the profile function: native callable in progress, NULL. */
  nativeCall: Word; // 88
  /** Old values of variables written through f_locals, which registers may borrow: list, NULL. */
  replaced: Word; // 96
}
/** Bits of `FrameObject.flags`: f_trace_lines is false, f_trace_opcodes is true, the call event is being reported. */
// @ts-ignore: decorator
@inline export const FRAMEO_NO_LINES: u32 = 1;
// @ts-ignore: decorator
@inline export const FRAMEO_OPCODES: u32 = 2;
// @ts-ignore: decorator
@inline export const FRAMEO_CALLED: u32 = 4;
/** A line event of `lastLine` is being reported. */
// @ts-ignore: decorator
@inline export const FRAMEO_LINE: u32 = 8;

/** generator, coroutine, async_generator. */
// @ts-ignore: decorator
@unmanaged
export class Generator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** atomic: GEN_ states; taken by compare-exchange, so `next()` from two threads raises ValueError. */
  state: u32; // 16
  code: u32; // 20
  /** Address of the registers behind this struct (code.frameBytes), in use while suspended; 0: it has ended. */
  registers: u32; // 24
  /** Address of the instruction to go on at. */
  pc: u32; // 28
  function: Word; // 32: owned
  name: Word; // 40
  qualname: Word; // 48
  /** Handled exception inside the generator (the exc_info item), NULL. */
  handled: Word; // 56
  /** What it awaits or yields from, NULL (borrowed view: register number + 1 in `delegateRegister`). */
  frameObject: u32; // 64: frame object if one was made (owned)
  delegateRegister: u32; // 68
  origin: Word; // 72: cr_origin
  finalizer: Word; // 80: async generators: hooks
  flags: u32; // 88: GENF_
  /** Bytes of registers saved while suspended; those behind them are empty. 0 while it runs (FRAME_SAVED apart): the block holds nothing. */
  savedBytes: u32;
  outerHandled: Word; // 96: while running: the thread's handled exception from before the resumption (owned)
}
/** Bit of `Generator.flags` (others: objects/async.ts): the body handles an exception of its own. */
// @ts-ignore: decorator
@inline export const GENF_HANDLES: u32 = 1 << 8;
/** It is suspended in `yield from` or await, where what comes from the delegate is yielded and None is sent to it. */
// @ts-ignore: decorator
@inline export const GENF_PASSES: u32 = 1 << 9;
// @ts-ignore: decorator
@inline export const GEN_CREATED: u32 = 0;
// @ts-ignore: decorator
@inline export const GEN_SUSPENDED: u32 = 1;
// @ts-ignore: decorator
@inline export const GEN_RUNNING: u32 = 2;
// @ts-ignore: decorator
@inline export const GEN_DONE: u32 = 3;
