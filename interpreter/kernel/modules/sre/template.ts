// Replacement templates of re.sub: what re._parser.parse_template gives, ready to be filled in.

import { address, fromAddress, isInt, NONE, NULL, toInt, Word } from '../../layout/word';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { clearError, errorMatches, raise } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../../objects/buffer';
import { isBytes, newBytesFrom } from '../../objects/bytes/new';
import { callMethod2 } from '../../eval/call';
import { importModule } from '../../eval/imports';
import { isStr, typeOf } from '../../objects/protocol';
import { iterableToTuple } from '../../objects/list/core';
import { T_TYPE_ERROR } from '../../generated/types';
import { N__compile_template, N_re } from '../../generated/names';
import { visit } from '../../collector/visit';
import { groupText, Match } from './match';
import { joinPieces } from './pieces';

/** [literal, group number, literal, ... literal]: strs or bytes and ints by turns, literals at even places. */
// @ts-ignore: decorator
@unmanaged
export class Template {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  parts: Word;
}

/** @type _sre.SRE_Template size=offsetof<Template>() flags=GC,DISALLOW_NEW */

/** @slot SRE_Template.dealloc */
export function template_dealloc(p: usize): void { release(changetype<Template>(p).parts); freeObject(p); }
/** @slot SRE_Template.traverse */
export function template_traverse(p: usize): void { visit(changetype<Template>(p).parts); }

/** @function _sre.template(pattern, template, /)
 * template (list of literals and group numbers) as a replacement. */
export function sre_template(pattern: Word, template: Word): Word {
  const parts = iterableToTuple(template);
  if (parts == NULL) return NULL;
  const n = changetype<Tuple>(address(parts)).size;
  if ((n & 1) == 0) { release(parts); return raise(T_TYPE_ERROR, 'invalid template'); }
  const p = newObject(T_SRE_TEMPLATE, offsetof<Template>());
  if (p == 0) { release(parts); return NULL; }
  changetype<Template>(p).parts = parts;
  return fromAddress(p);
}
import { T_SRE_TEMPLATE } from '../../generated/types';

/** The replacement of `repl` for a pattern: a literal (str, bytes) as it is, or a Template. Owned. */
export function compileTemplate(pattern: Word, repl: Word): Word {
  const re = importModule(N_re);
  if (re == NULL) return NULL;
  let r = callMethod2(re, N__compile_template, pattern, repl);
  if (r == NULL && errorMatches(T_TYPE_ERROR) && supportsBuffer(repl) && !isBytes(repl)) {
    // its cache wants something hashable
    clearError();
    const b = getBuffer(repl);
    const bytes = b ? newBytesFrom(changetype<Buffer>(b).data, changetype<Buffer>(b).size) : NULL;
    if (b) bufferRelease(b);
    if (bytes != NULL) r = callMethod2(re, N__compile_template, pattern, bytes);
    release(bytes);
  }
  release(re);
  return r;
}

/** The text that template object `t` gives for a match. Owned. */
export function fillTemplate(t: Word, match: Word): Word {
  const parts = changetype<Template>(address(t)).parts;
  const n = changetype<Tuple>(address(parts)).size;
  const m = changetype<Match>(address(match));
  const pieces = newTuple(n);
  if (pieces == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) store<u64>(pieces + TUPLE_ITEMS + (<usize>i << 3), NONE);
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(address(parts) + TUPLE_ITEMS + (<usize>i << 3));
    let piece: Word;
    if (isInt(w)) piece = groupText(m, <u32>toInt(w), NONE);
    else piece = own(w);
    if (piece == NULL) { release(fromAddress(pieces)); return NULL; }
    store<u64>(pieces + TUPLE_ITEMS + (<usize>i << 3), piece);
  }
  const r = joinPieces(fromAddress(pieces), isStr(m.subject));
  release(fromAddress(pieces));
  return r;
}
import { newTuple } from '../../objects/tuple';

export function expandTemplate(pattern: Word, template: Word, match: Word): Word {
  const t = compileTemplate(pattern, template);
  if (t == NULL) return NULL;
  if (typeOf(t) != T_SRE_TEMPLATE) return t;
  const r = fillTemplate(t, match);
  release(t);
  return r;
}
