// TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic.

import { Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

export function newTypeParameter(kind: u32, name: Word, bound: Word, constraints: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'type parameters'); }
export function setTypeParameterDefault(parameter: Word, evaluate: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'type parameter defaults'); }
export function newTypeAlias(name: Word, parameters: Word, evaluate: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'type aliases'); }
export function subscriptGeneric(parameters: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'Generic'); }
