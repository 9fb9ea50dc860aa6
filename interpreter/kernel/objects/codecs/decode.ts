import { NULL, Word } from '../../layout/word';
export function decodeObject(object: Word, encoding: Word, errors: Word): Word { return NULL; }
