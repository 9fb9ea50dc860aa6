// None, NotImplemented, Ellipsis.

import { Word, NULL, NONE, NOT_IMPLEMENTED, ELLIPSIS } from '../layout/word';
import { Tuple } from '../layout/containers';
import { address } from '../layout/word';
import { raise } from '../eval/errors';
import { newText } from './str/new';
import { warnText } from '../eval/warnings';
import { T_TYPE_ERROR, T_DEPRECATION_WARNING } from '../generated/types';

/** @type NoneType size=16
 * The type of the None singleton. */
/** @type NotImplementedType size=16
 * The type of the NotImplemented singleton. */
/** @type ellipsis size=16
 * The type of the Ellipsis singleton. */

function noArguments(n: i32, kwnames: Word, message: string): bool {
  if (n == 0 && (kwnames == NULL || changetype<Tuple>(address(kwnames)).size == 0)) return true;
  raise(T_TYPE_ERROR, message);
  return false;
}

/** @new NoneType */
export function none_new(type: Word, args: usize, n: i32, kwnames: Word): Word { return noArguments(n, kwnames, 'NoneType takes no arguments') ? NONE : NULL; }
/** @new NotImplementedType */
export function not_implemented_new(type: Word, args: usize, n: i32, kwnames: Word): Word { return noArguments(n, kwnames, 'NotImplementedType takes no arguments') ? NOT_IMPLEMENTED : NULL; }
/** @new ellipsis */
export function ellipsis_new(type: Word, args: usize, n: i32, kwnames: Word): Word { return noArguments(n, kwnames, 'EllipsisType takes no arguments') ? ELLIPSIS : NULL; }

/** @slot NoneType.repr */
export function none_repr(self: Word): Word { return newText('None'); }
/** @slot NotImplementedType.repr */
export function not_implemented_repr(self: Word): Word { return newText('NotImplemented'); }
/** @slot ellipsis.repr */
export function ellipsis_repr(self: Word): Word { return newText('Ellipsis'); }

/** @slot NoneType.nb_bool */
export function none_bool(self: Word): i32 { return 0; }
/** @slot NotImplementedType.nb_bool */
export function not_implemented_bool(self: Word): i32 {
  return warnText(T_DEPRECATION_WARNING, 'NotImplemented should not be used in a boolean context', 1) < 0 ? -1 : 1;
}
/** @slot NoneType.hash */
export function none_hash(self: Word): i64 { return 0xfca86420; }

/** @method NotImplementedType.__reduce__(self, /) */
export function not_implemented_reduce(self: Word): Word { return newText('NotImplemented'); }
/** @method ellipsis.__reduce__(self, /) */
export function ellipsis_reduce(self: Word): Word { return newText('Ellipsis'); }
