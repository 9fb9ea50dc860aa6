// Errors that nobody can catch: sys.unraisablehook.

import { control } from '../layout/control';
import { NONE, NULL, Word, address, fromAddress } from '../layout/word';
import { own, release } from '../counting/counts';
import {
  N_err_msg, N_exc_traceback, N_exc_type, N_exc_value, N_object, N_stderr, N_unraisablehook, N_write,
} from '../generated/names';
import { call1, callMethod1 } from '../eval/call';
import { clearError, takeError } from '../eval/errors';
import { T_TRACEBACK } from '../generated/types';
import { dictGetStr } from '../objects/dict/core';
import { getAttr, repr, typeOf } from '../objects/protocol';
import { builderFinish, builderLiteral, builderNew, builderWord } from '../objects/str/builder';
import { newText } from '../objects/str/new';
import { newStruct, structInit } from '../objects/structseq';
import { KEPT_UNRAISABLE_ARGS, kept } from './kept';
import { addException, addTraceback } from './plain_traceback';
import { printPlainly } from './report';

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
  const type = getAttr(args, N_exc_type);
  const error = getAttr(args, N_exc_value);
  const traceback = getAttr(args, N_exc_traceback);
  const message = getAttr(args, N_err_msg);
  const object = getAttr(args, N_object);
  const stderr = dictGetStr(address(control().sysDict), N_stderr);
  const whole = type != NULL && error != NULL && traceback != NULL && message != NULL && object != NULL;
  if (whole && stderr != NULL && stderr != NONE) {
    const out = builderNew();
    addHeading(out, message, object);
    if (traceback != NONE && typeOf(traceback) == T_TRACEBACK) addTraceback(out, traceback);
    if (type != NONE) addException(out, type, error);
    const text = builderFinish(out);
    if (text != NULL) release(callMethod1(stderr, N_write, text));
    release(text);
  }
  clearError();
  release(type);
  release(error);
  release(traceback);
  release(message);
  release(object);
  release(stderr);
}

/** What was under way, as far as that is known. */
function addHeading(out: usize, message: Word, object: Word): void {
  if (message != NONE) builderWord(out, message);
  else if (object != NONE) builderLiteral(out, 'Exception ignored in');
  else return;
  if (object != NONE) {
    const text = repr(object);
    builderLiteral(out, ': ');
    if (text == NULL) {
      clearError();
      builderLiteral(out, '<object repr() failed>');
    } else builderWord(out, text);
    release(text);
    builderLiteral(out, '\n');
  } else builderLiteral(out, ':\n');
}
