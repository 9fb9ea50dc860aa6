// Until the language helper lands objects/code.ts, objects/generator.ts, objects/generic.ts: delete what they declare.
import { Word, NULL } from '../layout/word';
import { Code, Generator } from '../layout/code';
import { generatorSend, sendResult, discard } from '../eval/generators';
import { freeObject } from '../memory/objects';
import { own, release } from '../counting/counts';
import { address } from '../layout/word';
/** @type code size=offsetof<Code>() flags=GC */
/** @type generator size=offsetof<Generator>() flags=GC */
/** @type coroutine size=offsetof<Generator>() flags=GC */
/** @type async_generator size=offsetof<Generator>() flags=GC */
/** @type UnionType size=16 */
/** @type _IncompleteInputError base=SyntaxError flags=BASE,EXCEPTION */
/** @slot generator.iternext */
export function tmpnext(g: Word): Word {
  const r = generatorSend(address(g), 8, false);
  if (r == 0) return sendResult;
  return NULL;
}
/** @slot generator.iter */
export function tmpiter(g: Word): Word { return own(g); }
