// Arguments of the constructors str(object, encoding, errors), bytes(source, encoding, errors), bytearray(...): up to
// three, by position or name.

import { address, NULL, Word } from '../layout/word';
import { TUPLE_ITEMS } from '../layout/containers';
import { T_TYPE_ERROR } from '../generated/types';
import { raisef, raiseWord } from '../eval/errors';
import { arg } from '../eval/call';
import { newText, strEqualsText, builderNew, builderLiteral, builderInt, builderFinish } from './str/new';

/** What `parseThree` found (lent; NULL: not given), until its next call. */
export let given0: Word = NULL;
export let given1: Word = NULL;
export let given2: Word = NULL;

/** Binds the arguments of a constructor `name(first, encoding, errors)`; false with TypeError set. */
export function parseThree(args: usize, nargs: i32, kwnames: Word, name: string, first: string): bool {
  const named = kwnames == NULL ? 0 : <i32>load<u32>(address(kwnames), 16);
  if (nargs + named > 3) {
    const b = builderNew();
    if (!b) return false;
    builderLiteral(b, name);
    const counts = named != 0 || name.length > 3; // str() binds positional arguments by itself
    builderLiteral(b, counts ? '() takes at most 3 arguments (' : ' expected at most 3 arguments, got ');
    builderInt(b, nargs + named);
    if (counts) builderLiteral(b, ' given)');
    raiseWord(T_TYPE_ERROR, builderFinish(b));
    return false;
  }
  given0 = nargs > 0 ? arg(args, 0) : NULL;
  given1 = nargs > 1 ? arg(args, 1) : NULL;
  given2 = nargs > 2 ? arg(args, 2) : NULL;
  for (let i = 0; i < named; i++) {
    const keyword = load<u64>(address(kwnames) + TUPLE_ITEMS + (i << 3));
    const value = arg(args, nargs + i);
    const at = strEqualsText(keyword, first) ? 0 : strEqualsText(keyword, 'encoding') ? 1 : strEqualsText(keyword, 'errors') ? 2 : -1;
    if (at < 0) {
      raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%U'", newText(name), keyword);
      return false;
    }
    if (at < nargs) {
      const b = builderNew();
      if (!b) return false;
      builderLiteral(b, 'argument for ');
      builderLiteral(b, name);
      builderLiteral(b, "() given by name ('");
      builderLiteral(b, at == 0 ? first : at == 1 ? 'encoding' : 'errors');
      builderLiteral(b, "') and position (");
      builderInt(b, at + 1);
      builderLiteral(b, ')');
      raiseWord(T_TYPE_ERROR, builderFinish(b));
      return false;
    }
    if (at == 0) given0 = value;
    else if (at == 1) given1 = value;
    else given2 = value;
  }
  return true;
}

/** What `parseOne` found, until its next call. */
export let givenOne: Word = NULL;
/** Binds the one required argument of a constructor `name(first)`; false with TypeError set. */
export function parseOne(args: usize, nargs: i32, kwnames: Word, name: string, first: string): bool {
  const named = kwnames == NULL ? 0 : <i32>load<u32>(address(kwnames), 16);
  if (nargs + named > 1) {
    const b = builderNew();
    if (!b) return false;
    builderLiteral(b, name);
    builderLiteral(b, '() takes at most 1 argument (');
    builderInt(b, nargs + named);
    builderLiteral(b, ' given)');
    raiseWord(T_TYPE_ERROR, builderFinish(b));
    return false;
  }
  if (nargs == 1) { givenOne = arg(args, 0); return true; }
  if (named == 1 && strEqualsText(load<u64>(address(kwnames), TUPLE_ITEMS), first)) { givenOne = arg(args, 0); return true; }
  raisef(T_TYPE_ERROR, "%U() missing required argument '%U' (pos 1)", newText(name), newText(first));
  return false;
}
