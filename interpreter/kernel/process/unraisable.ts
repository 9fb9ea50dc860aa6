// Errors that nobody can catch: sys.unraisablehook.

import { control } from '../layout/control';
import { NONE, NULL, Word, address, fromAddress } from '../layout/word';
import { own, release } from '../counting/counts';
import { N_err_msg, N_exc_value, N_object, N_stderr, N_unraisablehook, N_write } from '../generated/names';
import { call1, callMethod1 } from '../eval/call';
import { clearError, takeError } from '../eval/errors';
import { dictGetStr } from '../objects/dict/core';
import { getAttr, repr, typeOf } from '../objects/protocol';
import { builderFinish, builderLiteral, builderNew, builderWord } from '../objects/str/builder';
import { newText } from '../objects/str/new';
import { newStruct, structInit } from '../objects/structseq';
import { KEPT_UNRAISABLE_ARGS, kept } from './kept';
import { printException, printPlainly } from './report';

/** Hands an error (lent) to sys.unraisablehook. `object`: what it happened in (lent), or NULL. Leaves no error. */
export function callUnraisable(error: Word, message: string, object: Word): void {
  callUnraisableText(error, newText(message), object);
}

/** The same with a message that is a str; taken over. */
export function callUnraisableText(error: Word, message: Word, object: Word): void {
  const type = kept(KEPT_UNRAISABLE_ARGS);
  const hook = control().sysDict == NULL ? NULL : dictGetStr(address(control().sysDict), N_unraisablehook);
  if (type == NULL || hook == NULL || hook == NONE) {
    clearError();
    release(hook);
    release(message);
    printPlainly(error);
    return;
  }
  const p = newStruct(type);
  if (p != 0) {
    const traceback = load<u64>(address(error), 24);
    structInit(p, 0, own(<Word>typeOf(error)));
    structInit(p, 1, own(error));
    structInit(p, 2, traceback == NULL ? NONE : own(traceback));
    structInit(p, 3, message);
    structInit(p, 4, object == NULL ? NONE : own(object));
    const result = call1(hook, fromAddress(p));
    release(fromAddress(p));
    if (result == NULL) {
      const second = takeError();
      printPlainly(second);
      release(second);
    }
    release(result);
  } else {
    release(message);
    clearError();
  }
  release(hook);
}

/** sys.__unraisablehook__: the report itself. */
export function showUnraisable(args: Word): void {
  const error = getAttr(args, N_exc_value);
  const message = getAttr(args, N_err_msg);
  const object = getAttr(args, N_object);
  const stderr = dictGetStr(address(control().sysDict), N_stderr);
  if (stderr != NULL && stderr != NONE && message != NULL && object != NULL && error != NULL) {
    const out = builderNew();
    if (message != NONE) builderWord(out, message);
    else builderLiteral(out, 'Exception ignored in');
    if (object != NONE) {
      const text = repr(object);
      builderLiteral(out, ': ');
      if (text == NULL) {
        clearError();
        builderLiteral(out, '<object repr() failed>');
      } else builderWord(out, text);
      release(text);
    } else builderLiteral(out, ':');
    builderLiteral(out, '\n');
    const text = builderFinish(out);
    if (text != NULL) release(callMethod1(stderr, N_write, text));
    release(text);
    clearError();
    printException(error);
  }
  clearError();
  release(error);
  release(message);
  release(object);
  release(stderr);
}
