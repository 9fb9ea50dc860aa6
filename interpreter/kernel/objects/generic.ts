// types.GenericAlias and types.UnionType.

import { Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

export function newGenericAlias(origin: Word, args: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'generic aliases'); }
export function newUnion(a: Word, b: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'unions'); }

/** @type GenericAlias module=types size=16 flags=DISALLOW_NEW */
/** @type UnionType module=types size=16 flags=DISALLOW_NEW */
