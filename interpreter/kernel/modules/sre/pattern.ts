// re.Pattern and the functions of _sre.

import { address, fromAddress, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofInt, toInt, Word } from '../../layout/word';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { EQ, NE } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { errorSet, memoryError } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { asI64, compareBool, hash, indexI64, isCallable, isStr, repr, typeOf } from '../../objects/protocol';
import { listAppend, listSnapshot, newList } from '../../objects/list/core';
import { newMappingProxy } from '../../objects/dict/proxy';
import { newGenericAlias } from '../../objects/generic';
import { newTuple, tuple2 } from '../../objects/tuple';
import { intFromI64 } from '../../objects/int/new';
import { builderFinish, builderLiteral, builderNew, builderWord } from '../../objects/str/builder';
import { strLength } from '../../objects/str/new';
import { sliceStr } from '../../objects/str/slice';
import { visit } from '../../collector/visit';
import { T_PATTERN, T_SRE_SCANNER, T_SRE_TEMPLATE } from '../../generated/types';
import { mapFull, mapped0, UPPER } from '../../objects/unicode/ctype';
import { asciiLower, asciiUpper, unicodeLower } from './characters';
import { MAXGROUPS, MAXREPEAT, SRE_MAGIC } from './codes';
import { failed, find, lastIndex, marks, matchStart } from './engine';
import { newMatch } from './match';
import { joinPieces } from './pieces';
import { closeSubject, data, kind, length, openSubject, sliceSubject } from './subject';
import { compileTemplate, fillTemplate } from './template';

/** @module _sre */

// @ts-ignore: decorator
@unmanaged
export class Pattern {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  pattern: Word; // 16
  groupIndex: Word; // 24: dict name -> number
  indexGroup: Word; // 32: tuple number -> name or None
  code: u32; // 40: raw block
  codeLength: u32;
  groups: u32; // 48
  flags: u32; // 52
  isBytes: i32; // 56: 1 bytes, 0 str, -1 neither is known (pattern None)
  pad0: u32;
}

/** @type re.Pattern size=offsetof<Pattern>() flags=GC,WEAKREF,DISALLOW_NEW
 * Compiled regular expression object. */

// @ts-ignore: decorator
@inline function view(self: Word): Pattern { return changetype<Pattern>(address(self)); }

/** @constant _sre.MAGIC */
export function sreMagic(): Word { return ofInt(SRE_MAGIC); }
/** @constant _sre.CODESIZE */
export function sreCodeSize(): Word { return ofInt(4); }
/** @constant _sre.MAXREPEAT */
export function sreMaxRepeat(): Word { return ofInt(<i64>MAXREPEAT); }
/** @constant _sre.MAXGROUPS */
export function sreMaxGroups(): Word { return ofInt(<i64>MAXGROUPS); }
/** @constant _sre.copyright */
export function sreCopyright(): Word { return newText(' SRE'); }
import { newText } from '../../objects/str/new';

/** @function _sre.getcodesize() */
export function sreGetCodeSize(): Word { return ofInt(4); }
/** @function _sre.ascii_iscased(character, /) */
export function sreAsciiIsCased(c: Word): Word { const n = <u32>toInt(c); return ofBool(asciiLower(n) != n || asciiUpper(n) != n); }
/** @function _sre.unicode_iscased(character, /) */
export function sreUnicodeIsCased(c: Word): Word { 
  const n = <u32>toInt(c);
  return ofBool(unicodeLower(n) != n || mapFull(n, UPPER) != 1 || mapped0 != n);
}
/** @function _sre.ascii_tolower(character, /) */
export function sreAsciiToLower(c: Word): Word { return ofInt(asciiLower(<u32>toInt(c))); }
/** @function _sre.unicode_tolower(character, /) */
export function sreUnicodeToLower(c: Word): Word { return ofInt(unicodeLower(<u32>toInt(c))); }

/** @function _sre.compile(pattern, flags, code, groups, groupindex, indexgroup) */
export function sreCompile(pattern: Word, flags: Word, code: Word, groups: Word, groupIndex: Word, indexGroup: Word): Word {
  const words = listSnapshot(code);
  if (words == NULL) return NULL;
  const n = changetype<Tuple>(address(words)).size;
  const block = allocBlock(KIND_RAW, (n + 1) << 2);
  if (block == 0) { release(words); return memoryError(); }
  for (let i: u32 = 0; i < n; i++) {
    const v = asI64(load<u64>(address(words) + TUPLE_ITEMS + (<usize>i << 3)));
    if (v == -1 && errorSet()) { freeBlock(block); release(words); return NULL; }
    store<u32>(block + (<usize>i << 2), <u32>v);
  }
  release(words);
  const p = newObject(T_PATTERN, offsetof<Pattern>());
  if (p == 0) { freeBlock(block); return NULL; }
  const t = changetype<Pattern>(p);
  t.pattern = own(pattern);
  t.groupIndex = own(groupIndex);
  t.indexGroup = own(indexGroup);
  t.code = <u32>block;
  t.codeLength = n;
  t.groups = <u32>toInt(groups);
  t.flags = <u32>asI64(flags);
  t.isBytes = pattern == NONE ? -1 : isStr(pattern) ? 0 : 1;
  return fromAddress(p);
}

/** @slot Pattern.dealloc */
export function pattern_dealloc(p: usize): void {
  const t = changetype<Pattern>(p);
  freeBlock(t.code);
  release(t.pattern);
  release(t.groupIndex);
  release(t.indexGroup);
  freeObject(p);
}
/** @slot Pattern.traverse */
export function pattern_traverse(p: usize): void { const t = changetype<Pattern>(p); visit(t.pattern); visit(t.groupIndex); visit(t.indexGroup); }

// ---- one match -----------------------------------------------------------------------------------------------------------

let from: i32 = 0;
let to: i32 = 0;

// pos and endpos of a call, within the subject that is open.
function range(pos: Word, endpos: Word): bool {
  from = 0;
  to = length;
  if (pos != NULL) {
    const i = indexI64(pos, 0);
    if (i == -1 && errorSet()) return false;
    from = i < 0 ? 0 : i > <i64>length ? length : <i32>i;
  }
  if (endpos != NULL) {
    const i = indexI64(endpos, 0);
    if (i == -1 && errorSet()) return false;
    to = i < 0 ? 0 : i > <i64>length ? length : <i32>i;
  }
  if (from > to) from = to;
  return true;
}

function one(self: Word, subject: Word, pos: Word, endpos: Word, anchored: bool, full: bool): Word {
  const p = view(self);
  const opened = openSubject(subject, p.isBytes);
  if (opened < 0) return NULL;
  if (!range(pos, endpos)) { closeSubject(opened); return NULL; }
  const begin = from;
  const limit = to;
  const end = find(p.code, p.groups, data, kind, begin, limit, anchored, full, false);
  closeSubject(opened);
  if (end < 0) return failed ? NULL : NONE;
  return newMatch(self, subject, matchStart, end, marks, lastIndex, begin, limit);
}

/** @method Pattern.match(self, /, string, pos=0, endpos=sys.maxsize)
 * Matches zero or more characters at the beginning of the string. */
export function pattern_match(self: Word, subject: Word, pos: Word, endpos: Word): Word { return one(self, subject, pos, endpos, true, false); }
/** @method Pattern.fullmatch(self, /, string, pos=0, endpos=sys.maxsize)
 * Matches against all of the string. */
export function pattern_fullmatch(self: Word, subject: Word, pos: Word, endpos: Word): Word { return one(self, subject, pos, endpos, true, true); }
/** @method Pattern.search(self, /, string, pos=0, endpos=sys.maxsize)
 * Scan through string looking for a match, and return a corresponding match object instance.
 *
 * Return None if no position in the string matches. */
export function pattern_search(self: Word, subject: Word, pos: Word, endpos: Word): Word { return one(self, subject, pos, endpos, false, false); }

// ---- many matches -----------------------------------------------------------------------------------------------------------

/** @method Pattern.findall(self, /, string, pos=0, endpos=sys.maxsize)
 * Return a list of all non-overlapping matches of pattern in string. */
export function pattern_findall(self: Word, subject: Word, pos: Word, endpos: Word): Word {
  const p = view(self);
  const opened = openSubject(subject, p.isBytes);
  if (opened < 0) return NULL;
  if (!range(pos, endpos)) { closeSubject(opened); return NULL; }
  const list = newList(0);
  let at = from;
  const limit = to;
  let notEmpty = false;
  const chars = data, width = kind;
  while (at <= limit && list != 0) {
    const end = find(p.code, p.groups, chars, width, at, limit, false, false, notEmpty);
    if (end < 0) break;
    let item: Word;
    if (p.groups == 0) item = sliceSubject(subject, matchStart, end);
    else if (p.groups == 1) item = groupSlice(subject, 0);
    else {
      const t = newTuple(p.groups);
      for (let i: u32 = 0; i < p.groups; i++) store<u64>(t + TUPLE_ITEMS + (<usize>i << 3), groupSlice(subject, i));
      item = fromAddress(t);
    }
    if (item == NULL) break;
    listAppend(list, item);
    release(item);
    notEmpty = end == matchStart;
    at = end;
  }
  closeSubject(opened);
  if (failed || errorSet()) { if (list != 0) release(fromAddress(list)); return NULL; }
  return fromAddress(list);
}
// A group that took no part is empty here.
function groupSlice(subject: Word, i: u32): Word {
  const b = load<i32>(marks + (<usize>i << 3)), e = load<i32>(marks + (<usize>i << 3), 4);
  return b < 0 || e < 0 ? sliceSubject(subject, 0, 0) : sliceSubject(subject, b, e);
}

/** @method Pattern.split(self, /, string, maxsplit=0)
 * Split string by the occurrences of pattern. */
export function pattern_split(self: Word, subject: Word, maxsplit: Word): Word {
  const p = view(self);
  let left: i64 = 0;
  if (maxsplit != NULL) {
    left = asI64(maxsplit);
    if (left == -1 && errorSet()) return NULL;
  }
  const opened = openSubject(subject, p.isBytes);
  if (opened < 0) return NULL;
  const list = newList(0);
  const limit = length, chars = data, width = kind;
  let at = 0, begin = 0;
  let notEmpty = false;
  let count: i64 = 0;
  while ((left == 0 || count < left) && at <= limit && list != 0) {
    const end = find(p.code, p.groups, chars, width, at, limit, false, false, notEmpty);
    if (end < 0) break;
    const piece = sliceSubject(subject, begin, matchStart);
    if (piece == NULL) break;
    listAppend(list, piece);
    release(piece);
    for (let i: u32 = 0; i < p.groups; i++) {
      const b = load<i32>(marks + (<usize>i << 3)), e = load<i32>(marks + (<usize>i << 3), 4);
      const g: Word = b < 0 || e < 0 ? NONE : sliceSubject(subject, b, e);
      listAppend(list, g);
      release(g);
    }
    count++;
    begin = end;
    notEmpty = end == matchStart;
    at = end;
  }
  if (!failed && !errorSet()) {
    const rest = sliceSubject(subject, begin, limit);
    listAppend(list, rest);
    release(rest);
  }
  closeSubject(opened);
  if (failed || errorSet()) { if (list != 0) release(fromAddress(list)); return NULL; }
  return fromAddress(list);
}

/** (text, number of replacements), or the text alone. */
function substitute(self: Word, repl: Word, subject: Word, limitCount: Word, withCount: bool): Word {
  const p = view(self);
  let most: i64 = 0;
  if (limitCount != NULL) {
    most = asI64(limitCount);
    if (most == -1 && errorSet()) return NULL;
  }
  let filter: Word;
  let call = false;
  if (isCallable(repl)) {
    filter = own(repl);
    call = true;
  } else {
    filter = literalTemplate(repl) ? own(repl) : compileTemplate(self, repl);
    if (filter == NULL) return NULL;
    call = false;
  }
  const template = !call && typeOf(filter) == T_SRE_TEMPLATE;
  const opened = openSubject(subject, p.isBytes);
  if (opened < 0) { release(filter); return NULL; }
  const list = newList(0);
  const limit = length, chars = data, width = kind;
  let at = 0, begin = 0;
  let notEmpty = false;
  let count: i64 = 0;
  while ((most == 0 || count < most) && at <= limit && list != 0) {
    const end = find(p.code, p.groups, chars, width, at, limit, false, false, notEmpty);
    if (end < 0) break;
    const start = matchStart;
    if (begin < start) {
      const piece = sliceSubject(subject, begin, start);
      if (piece == NULL) break;
      listAppend(list, piece);
      release(piece);
    }
    let piece: Word;
    if (call || template) {
      const m = newMatch(self, subject, start, end, marks, lastIndex, 0, limit);
      if (m == NULL) break;
      piece = call ? call1(filter, m) : fillTemplate(filter, m);
      release(m);
      if (piece == NULL) break;
    } else piece = own(filter);
    if (piece != NONE) listAppend(list, piece);
    release(piece);
    count++;
    begin = end;
    notEmpty = end == start;
    at = end;
  }
  let r: Word = NULL;
  if (!failed && !errorSet()) {
    if (begin < limit) {
      const rest = sliceSubject(subject, begin, limit);
      listAppend(list, rest);
      release(rest);
    }
    const pieces = listSnapshot(fromAddress(list));
    r = pieces == NULL ? NULL : joinPieces(pieces, isStr(subject));
    release(pieces);
  }
  closeSubject(opened);
  release(filter);
  if (list != 0) release(fromAddress(list));
  if (r == NULL || !withCount) return r;
  const t = tuple2(r, intFromI64(count));
  return t == 0 ? NULL : fromAddress(t);
}

// A str without a backslash stands for itself.
function literalTemplate(repl: Word): bool {
  if (!isStr(repl)) return false;
  const p = address(repl);
  const n = strLength(p);
  for (let i: u32 = 0; i < n; i++) if (charAt(p, i) == 0x5c) return false;
  return true;
}
import { charAt } from '../../objects/str/new';

/** @method Pattern.sub(self, /, repl, string, count=0)
 * Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl. */
export function pattern_sub(self: Word, repl: Word, subject: Word, count: Word): Word { return substitute(self, repl, subject, count, false); }
/** @method Pattern.subn(self, /, repl, string, count=0)
 * Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl. */
export function pattern_subn(self: Word, repl: Word, subject: Word, count: Word): Word { return substitute(self, repl, subject, count, true); }

// ---- scanner ----------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class Scanner {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  pattern: Word;
  subject: Word;
  at: i32; // atomic enough: two threads that share a scanner may see a match twice
  pos: i32;
  endpos: i32;
  notEmpty: u32;
  /** The subject's buffer (objects/buffer.ts) or 0: held so that the subject keeps its size. */
  buffer: u32;
  pad0: u32;
}
/** @type _sre.SRE_Scanner size=offsetof<Scanner>() flags=GC,DISALLOW_NEW */
/** @slot SRE_Scanner.dealloc */
export function scanner_dealloc(p: usize): void { closeSubject(changetype<Scanner>(p).buffer); release(changetype<Scanner>(p).pattern); release(changetype<Scanner>(p).subject); freeObject(p); }
/** @slot SRE_Scanner.traverse */
export function scanner_traverse(p: usize): void { visit(changetype<Scanner>(p).pattern); visit(changetype<Scanner>(p).subject); }

/** @method Pattern.scanner(self, /, string, pos=0, endpos=sys.maxsize) */
export function pattern_scanner(self: Word, subject: Word, pos: Word, endpos: Word): Word {
  const opened = openSubject(subject, view(self).isBytes);
  if (opened < 0) return NULL;
  const p: usize = range(pos, endpos) ? newObject(T_SRE_SCANNER, offsetof<Scanner>()) : 0;
  if (p == 0) { closeSubject(opened); return NULL; }
  const s = changetype<Scanner>(p);
  s.pattern = own(self);
  s.subject = own(subject);
  s.at = from;
  s.pos = from;
  s.endpos = to;
  s.notEmpty = 0;
  s.buffer = <u32>opened;
  s.pad0 = 0;
  return fromAddress(p);
}

function scan(self: Word, anchored: bool): Word {
  const s = changetype<Scanner>(address(self));
  if (s.at > s.endpos) return NONE;
  const p = view(s.pattern);
  const opened = openSubject(s.subject, p.isBytes);
  if (opened < 0) return NULL;
  const end = find(p.code, p.groups, data, kind, s.at, min(s.endpos, length), anchored, false, s.notEmpty != 0);
  closeSubject(opened);
  if (end < 0) {
    if (failed) return NULL;
    s.at = i32.MAX_VALUE;
    return NONE;
  }
  s.notEmpty = end == matchStart ? 1 : 0;
  s.at = end;
  return newMatch(s.pattern, s.subject, matchStart, end, marks, lastIndex, s.pos, s.endpos);
}
/** @method SRE_Scanner.match(self, /) */
export function scanner_match(self: Word): Word { return scan(self, true); }
/** @method SRE_Scanner.search(self, /) */
export function scanner_search(self: Word): Word { return scan(self, false); }
/** @getter SRE_Scanner.pattern */
export function scanner_pattern(self: Word): Word { return own(changetype<Scanner>(address(self)).pattern); }

/** @method Pattern.finditer(self, /, string, pos=0, endpos=sys.maxsize)
 * Return an iterator over all non-overlapping matches for the RE pattern in string.
 *
 * For each match, the iterator returns a match object. */
export function pattern_finditer(self: Word, subject: Word, pos: Word, endpos: Word): Word {
  const s = pattern_scanner(self, subject, pos, endpos);
  if (s == NULL) return NULL;
  const search = getAttr(s, N_search);
  release(s);
  if (search == NULL) return NULL;
  const it = newCallableIterator(search, NONE);
  release(search);
  return it;
}
import { getAttr } from '../../objects/protocol';
import { newCallableIterator } from '../../objects/iterators';
import { N_search } from '../../generated/names';

// ---- the rest ------------------------------------------------------------------------------------------------------------------

/** @method Pattern.__copy__(self, /) */
export function pattern_copy(self: Word): Word { return own(self); }
/** @method Pattern.__deepcopy__(self, memo, /) */
export function pattern_deepcopy(self: Word, memo: Word): Word { return own(self); }
/** @classmethod Pattern.__class_getitem__(type, item, /)
 * See PEP 585 */
export function pattern_class_getitem(type: Word, item: Word): Word { return newGenericAlias(type, item); }
/** @getter Pattern.pattern
 * The pattern string from which the RE object was compiled. */
export function pattern_pattern(self: Word): Word { return own(view(self).pattern); }
/** @getter Pattern.flags
 * The regex matching flags. */
export function pattern_flags(self: Word): Word { return ofInt(<i64>view(self).flags); }
/** @getter Pattern.groups
 * The number of capturing groups in the pattern. */
export function pattern_groups(self: Word): Word { return ofInt(<i64>view(self).groups); }
/** @getter Pattern.groupindex
 * A dictionary mapping group names to group numbers. */
export function pattern_groupindex(self: Word): Word { return newMappingProxy(view(self).groupIndex); }

/** @slot Pattern.hash */
export function pattern_hash(self: Word): i64 {
  const p = view(self);
  const h = hash(p.pattern);
  if (h == -1) return -1;
  let n = h ^ <i64>p.flags ^ <i64>p.isBytes ^ <i64>p.groups;
  for (let i: u32 = 0; i < p.codeLength; i++) n = n * 31 + load<u32>(p.code + (<usize>i << 2));
  return n == -1 ? -2 : n;
}
/** @slot Pattern.richcompare */
export function pattern_compare(a: Word, b: Word, op: i32): Word {
  if ((op != EQ && op != NE) || typeOf(b) != T_PATTERN) return NOT_IMPLEMENTED;
  const x = view(a), y = view(b);
  let same = a == b;
  if (!same && x.flags == y.flags && x.isBytes == y.isBytes && x.codeLength == y.codeLength && bytesEqual(x.code, y.code, x.codeLength << 2)) {
    const e = compareBool(x.pattern, y.pattern, EQ);
    if (e < 0) return NULL;
    same = e == 1;
  }
  return ofBool(same == (op == EQ));
}

function flagName(flag: u32): string {
  switch (flag) {
    case 2: return 're.IGNORECASE';
    case 4: return 're.LOCALE';
    case 8: return 're.MULTILINE';
    case 16: return 're.DOTALL';
    case 32: return 're.UNICODE';
    case 64: return 're.VERBOSE';
    case 128: return 're.DEBUG';
    default: return 're.ASCII';
  }
}
/** @slot Pattern.repr */
export function pattern_repr(self: Word): Word {
  const p = view(self);
  let flags = p.flags;
  if (p.isBytes == 0 && (flags & (4 | 32 | 256)) == 32) flags &= ~32;
  const text = repr(p.pattern);
  if (text == NULL) return NULL;
  const b = builderNew();
  builderLiteral(b, 're.compile(');
  if (strLength(address(text)) > 200) {
    const cut = sliceStr(address(text), 0, 200);
    builderWord(b, cut);
    release(cut);
  } else builderWord(b, text);
  release(text);
  let first = true;
  for (let flag: u32 = 2; flag <= 256; flag <<= 1) {
    if ((flags & flag) == 0) continue;
    flags &= ~flag;
    builderLiteral(b, first ? ', ' : '|');
    first = false;
    builderLiteral(b, flagName(flag));
  }
  if (flags != 0) {
    builderLiteral(b, first ? ', 0x' : '|0x');
    builderHex(b, flags, 0);
  }
  builderLiteral(b, ')');
  return builderFinish(b);
}
import { bytesEqual } from '../../objects/str/access';
import { builderHex } from '../../objects/str/builder';
