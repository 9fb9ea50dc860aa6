// The control block at CONTROL: the mutable state of the process. Atomic accessors, or written once at boot.

import { Word } from './word';
import { CONTROL } from './memory_map';

// @ts-ignore: decorator
@unmanaged
export class Control {
  /** 1: the GIL is on (fixed at start-up). */
  gil: u32;
  /** GIL word: 0 free, else id of the holder; futex. */
  gilOwner: u32;
  gilWaiters: u32;
  switchIntervalUs: u32;
  /** Counter for type, shape and dict-keys versions; never reused. 0xffffffff: exhausted, nothing is cached any more. */
  versions: u32;
  /** Thread list head and lock. */
  threads: u32;
  threadLock: u32;
  threadCount: u32;
  mainThread: u32;
  /** Stop-the-world: 1 while requested; the requester. */
  stopRequested: u32;
  stopper: u32;
  /** QSBR global epoch. */
  epoch: u32;
  // ---- words
  sysModules: Word;
  sysDict: Word;
  builtins: Word; // the dict
  builtinsModule: Word;
  interned: Word;
  codecState: Word;
  importlib: Word; // _frozen_importlib module
  hashSecret0: u64;
  hashSecret1: u64;
  /** Collector. */
  gcEnabled: u32;
  gcThreshold: u32;
  gcRequested: u32;
  gcRunning: u32;
  gcDebug: u32;
  liveObjects: u32;
  gcCallbacks: Word;
  gcGarbage: Word;
  atexit: Word;
  /** Pending signals as a bit set, and the handlers (list). */
  signalsLow: u32;
  signalsHigh: u32;
  signalHandlers: Word;
  exiting: u32;
  flagsDebug: u32; // command line: -O level, -X dev ...
  optimize: u32;
  verbose: u32;
  bootStage: u32;
  heapBase: u32;
  memoryEnd: u32;
  excepthookBusy: u32;
  flagsTuple: Word;
  typingCache: Word;
  emptyTuple: Word;
  emptyString: Word;
  emptyBytes: Word;
  /** Raw block: Word latin1[256], the one-character strings. */
  latin1: u32;
  emptyKeys: u32;
  warnings: Word;
  /** objects/exceptions/memory_error.ts */
  lastMemoryError: Word;
  memoryErrors: u32; memoryErrorCount: u32;
  shapesLock: u32; memoryErrorsLock: u32;
  weakTable: u32;
  pool0: u32; pool1: u32; pool2: u32; pool3: u32; pool4: u32; pool5: u32; pool6: u32; pool7: u32;
  /** Bytes that _thread.stack_size was told. */
  threadStackSize: u32;
  /** Threads that the end of the program waits for. Atomic, parked on. */
  threadsToJoin: u32;
  /** The program has made a class with __del__ or opened a descriptor: its end finalises what is left. */
  finalizers: u32;
  /** Signals that came while they were blocked, and those that are (modules/_signal_masks.ts), as bit sets. Atomic. */
  heldLow: u32; heldHigh: u32; blockedLow: u32; blockedHigh: u32;
  /** Threads started so far. Atomic. */
  threadsStarted: u32;
  /** TRACE_ bits (sync/trace.ts). Set before there is a second thread. */
  trace: u32;
  /** NaNs that float() has made: each is another word. Atomic. */
  nans: u32;
  /** Registrations of virtual subclasses (modules/_abc.ts). Atomic. */
  abcRegistrations: u32;
}

// @ts-ignore: decorator
@inline export function control(): Control { return changetype<Control>(CONTROL); }
