// The awaitables of async generators.

import { Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

/** An async generator's own value, told apart from what it awaits. */
export function asyncGeneratorWrap(value: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'async generators'); }
