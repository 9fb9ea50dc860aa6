import { NULL, Word } from '../../layout/word';
export function encodeObject(object: Word, encoding: Word, errors: Word): Word { return NULL; }
