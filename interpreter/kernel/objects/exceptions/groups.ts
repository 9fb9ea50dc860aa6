// BaseExceptionGroup, ExceptionGroup, except*.

import { Word } from '../../layout/word';
import { raise } from '../../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../../generated/types';

/** A naked exception wrapped for except*: ExceptionGroup('', [e]). */
export function newExceptionGroup(e: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'exception groups'); }
/** What an except* statement raises in the end, or None. */
export function prepareReraiseStar(original: Word, list: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'exception groups'); }
/** @type ExceptionGroup base=Exception size=offsetof<Exception>() flags=BASE */
