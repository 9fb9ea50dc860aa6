// object.__reduce_ex__(2) and __getstate__.

import { Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

export function reduceNewObject(o: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, '__reduce_ex__'); }
/** The state that pickle and copy keep; `required`: TypeError if it cannot be had. */
export function objectGetState(o: Word, required: bool): Word { return raise(T_NOT_IMPLEMENTED_ERROR, '__getstate__'); }
