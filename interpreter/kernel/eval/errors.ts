// Raising. The error of a thread is one owned exception instance in `thread.error`.

import { Word, NULL, NONE, address, fromAddress } from '../layout/word';
import { Exception } from '../layout/exception';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { newText, builderNew, builderText, builderWord, builderFinish } from '../objects/str/new';
import { tuple1 } from '../objects/tuple';
import { typeOf, str, repr, typeName } from '../objects/protocol';
import { newMemoryError } from '../objects/exceptions/memory_error';
import { newException } from '../objects/exceptions/new';
import { isSubtype } from '../objects/type/lookup';
import { callArray, call1 } from './call';

// @ts-ignore: decorator
@inline export function errorSet(): bool { return thread().error != NULL; }

/** Makes `exception` (taken over) the thread's error; its context becomes the exception being handled. */
export function setError(exception: Word): void {
  const t = thread();
  const old = t.error;
  const handled = handledException();
  const e = changetype<Exception>(address(exception));
  if (handled != NULL && handled != exception && e.context == NULL) {
    // break a cycle in the chain of contexts before it is made
    let link = handled;
    let slow = handled;
    let step = false;
    while (true) {
      const next = changetype<Exception>(address(link)).context;
      if (next == NULL) break;
      if (next == exception) {
        changetype<Exception>(address(link)).context = NULL;
        release(next);
        break;
      }
      link = next;
      if (step) {
        slow = changetype<Exception>(address(slow)).context;
        if (slow == link) break;
      }
      step = !step;
    }
    e.context = own(handled);
  }
  t.error = exception;
  release(old);
}

/** The exception being handled (lent) or NULL: of the innermost generator that handles one, else of the thread. */
export function handledException(): Word {
  return thread().handled;
}

/** Raises `type(message)`; returns NULL. */
export function raise(type: u32, message: string): Word {
  const text = newText(message);
  if (text == NULL) return NULL;
  return raiseWord(type, text);
}

/** Raises `type(message)` and takes the message over. */
export function raiseWord(type: u32, message: Word): Word {
  if (message == NULL) return NULL;
  const args = tuple1(message);
  if (args == 0) return NULL;
  const e = newException(type, fromAddress(args));
  if (e != NULL) setError(e);
  return NULL;
}

/** Raises what `raise value` or `raise type(value)` would: any class, a tuple as its arguments. Lent. */
export function raiseObject(type: Word, value: Word): Word {
  let e: Word;
  if (value == NULL || value == NONE) e = callArray(type, 0, 0, NULL);
  else e = call1(type, value);
  if (e == NULL) return NULL;
  setError(e);
  return NULL;
}

/** Raises `type(value)` for a builtin exception type without running Python code (KeyError(key) ...). */
export function raiseValue(type: u32, value: Word): Word {
  const args = tuple1(own(value));
  if (args == 0) return NULL;
  const e = newException(type, fromAddress(args));
  if (e != NULL) setError(e);
  return NULL;
}

/**
 * Raises `type(format % ...)`. Directives take a, b, c in turn: %T type name of a word, %N name of a type word,
 * %R repr, %S str, %U a str word, %d an int word, %%.
 */
export function raisef(type: u32, format: string, a: Word = NULL, b: Word = NULL, c: Word = NULL, d: Word = NULL): Word {
  const text = formatText(format, a, b, c, d);
  if (text == NULL) return NULL;
  return raiseWord(type, text);
}

/** The text of `raisef`. */
export function formatText(format: string, a: Word = NULL, b: Word = NULL, c: Word = NULL, d: Word = NULL): Word {
  const out = builderNew();
  const p = changetype<usize>(format);
  const n = <u32>format.length;
  let used = 0;
  let from: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    if (load<u16>(p + (i << 1)) != 0x25) continue;
    builderText(out, p + (from << 1), i - from);
    const directive = load<u16>(p + ((i + 1) << 1));
    i++;
    from = i + 1;
    if (directive == 0x25) {
      builderText(out, p + (i << 1), 1);
      continue;
    }
    const w = used == 0 ? a : used == 1 ? b : used == 2 ? c : d;
    used++;
    let text: Word = NULL;
    if (directive == 0x54) text = typeName(fromAddress(typeOf(w)));
    else if (directive == 0x4e) text = typeName(w);
    else if (directive == 0x52) text = repr(w);
    else if (directive == 0x55) text = own(w);
    else text = str(w);
    if (text == NULL) {
      release(builderFinish(out));
      return NULL;
    }
    builderWord(out, text);
    release(text);
  }
  builderText(out, p + (from << 1), n - from);
  return builderFinish(out);
}

export function errorMatches(type: u32): bool {
  const e = thread().error;
  return e != NULL && isSubtype(typeOf(e), type);
}

export function clearError(): void {
  const t = thread();
  const e = t.error;
  t.error = NULL;
  release(e);
}

/** The error, which is cleared; owned. */
export function takeError(): Word {
  const t = thread();
  const e = t.error;
  t.error = NULL;
  return e;
}

/** Sets an error again (taken over) exactly as it was: no context is added. */
export function restoreError(e: Word): void {
  const t = thread();
  const old = t.error;
  t.error = e;
  release(old);
}

/** MemoryError, without needing memory. */
export function memoryError(): Word {
  restoreError(newMemoryError());
  return NULL;
}
