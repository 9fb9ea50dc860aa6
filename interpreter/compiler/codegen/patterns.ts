/**
 * match statements. A pattern is tested with temporaries piling up above the subject; names that it captures wait in
 * registers until the whole pattern has matched. A failure releases the pile at once: a register that is empty already
 * does not mind.
 */

import { KILL } from '../../bytecode/assembler.js';
import { NEGATE } from '../../bytecode/instructions.js';
import type { Expr, MatchCase, NodeOf, Pattern } from '../tree.js';
import type { Compiler } from './compiler.js';
import { into, jumpIf, operand } from './expressions.js';
import { equalKey } from './fold.js';
import { checkAssignable, storeName } from './names.js';
import { block } from './statements.js';
import type { Target } from './unit.js';
import { constantRepr } from './unparse.js';

interface Context {
  fail: Target;
  /** Captured names with the registers that hold their values. */
  captures: Map<string, number>;
  allowIrrefutable: boolean;
}

export function matchStatement(c: Compiler, s: NodeOf<'Match'>): void {
  const unit = c.unit;
  const subject = unit.alloc();
  into(c, s.subject, subject);
  const end = unit.label();
  const last = s.cases.length - 1;
  s.cases.forEach((item, i) => {
    const next = unit.label();
    matchCase(c, item, subject, next, i === last);
    unit.clear(subject);
    unit.top = subject;
    block(c, item.body);
    unit.jump('JUMP', end);
    unit.top = subject + 1;
    unit.place(next);
  });
  unit.clear(subject);
  unit.top = subject;
  unit.place(end);
}

/** Tests one case; goes on with its names bound, or jumps to `next` with only the subject left. */
function matchCase(c: Compiler, item: MatchCase, subject: number, next: Target, isLast: boolean): void {
  const unit = c.unit;
  const start = unit.top;
  if (isWildcard(item.pattern)) {
    // nothing is tested, and yet trace functions see the line
    unit.at = item.pattern;
    unit.emit('NOP');
  }
  const context: Context = {
    fail: unit.label(),
    captures: new Map(),
    allowIrrefutable: isLast || item.guard !== null,
  };
  const high = pattern(c, item.pattern, subject, context);
  unit.at = item.pattern;
  for (const [name, register] of context.captures) storeName(c, name, register | KILL, item.pattern);
  unit.clear(start, high - start);
  unit.top = start;
  if (item.guard !== null) jumpIf(c, item.guard, next, false);
  if (context.fail.uses === 0) return;
  const matched = unit.label();
  unit.jump('JUMP', matched);
  unit.place(context.fail);
  unit.clear(start, high - start);
  unit.jump('JUMP', next);
  unit.place(matched);
}

/** Tests `subject` (which stays where it is); the first register above all that it used. */
function pattern(c: Compiler, p: Pattern, subject: number, context: Context): number {
  const unit = c.unit;
  switch (p.kind) {
    case 'MatchValue': {
      if (p.value.kind === 'JoinedStr') throw c.error('patterns may only match literals and attribute lookups', p);
      const mark = unit.top;
      const value = operand(c, p.value);
      unit.at = p;
      unit.jump('JUMP_EQ', context.fail, subject, value, NEGATE);
      const high = unit.top;
      unit.top = Math.max(mark, high);
      return unit.top;
    }
    case 'MatchSingleton': {
      unit.at = p;
      if (p.value.t === 'none') unit.jump('JUMP_IF_NONE', context.fail, subject, 0, NEGATE);
      else {
        const value = unit.alloc();
        unit.loadConst(value, p.value);
        unit.jump('JUMP_IS', context.fail, subject, value | KILL, NEGATE);
      }
      return unit.top;
    }
    case 'MatchSequence':
      return sequence(c, p, subject, context);
    case 'MatchMapping':
      return mapping(c, p, subject, context);
    case 'MatchClass':
      return classPattern(c, p, subject, context);
    case 'MatchStar':
      if (p.name !== null) capture(c, p, p.name, subject, context);
      return unit.top;
    case 'MatchAs':
      return matchAs(c, p, subject, context);
    case 'MatchOr':
      return matchOr(c, p, subject, context);
  }
}

/** A subpattern, which may always match. */
function subpattern(c: Compiler, p: Pattern, subject: number, context: Context): void {
  const allowed = context.allowIrrefutable;
  context.allowIrrefutable = true;
  pattern(c, p, subject, context);
  context.allowIrrefutable = allowed;
}

function capture(c: Compiler, p: Pattern, name: string, value: number, context: Context): void {
  const unit = c.unit;
  checkAssignable(c, name, p);
  if (context.captures.has(name)) throw c.error(`multiple assignments to name '${name}' in pattern`, p);
  const register = unit.alloc();
  unit.at = p;
  unit.emit('MOVE', register, value);
  context.captures.set(name, register);
}

function isWildcard(p: Pattern): boolean {
  return p.kind === 'MatchAs' && p.name === null;
}

function matchAs(c: Compiler, p: NodeOf<'MatchAs'>, subject: number, context: Context): number {
  if (p.pattern === null) {
    if (!context.allowIrrefutable) {
      if (p.name !== null) throw c.error(`name capture '${p.name}' makes remaining patterns unreachable`, p);
      throw c.error('wildcard makes remaining patterns unreachable', p);
    }
    if (p.name !== null) capture(c, p, p.name, subject, context);
    return c.unit.top;
  }
  pattern(c, p.pattern, subject, context);
  if (p.name !== null) capture(c, p, p.name, subject, context);
  return c.unit.top;
}

function matchOr(c: Compiler, p: NodeOf<'MatchOr'>, subject: number, context: Context): number {
  const unit = c.unit;
  const done = unit.label();
  let names: Map<string, number> | null = null;
  // The registers of the names stand below what the alternatives use; how many there are the first one tells.
  const first = capturedNames(p.patterns[0]);
  const fixed = unit.alloc(first.length);
  let high = unit.top;
  p.patterns.forEach((alternative, i) => {
    unit.top = fixed + first.length;
    const start = unit.top;
    const inner: Context = {
      fail: unit.label(),
      captures: new Map(),
      allowIrrefutable: context.allowIrrefutable && i === p.patterns.length - 1,
    };
    pattern(c, alternative, subject, inner);
    if (names === null) names = new Map([...inner.captures.keys()].map((name, j) => [name, fixed + j]));
    else if (names.size !== inner.captures.size || [...inner.captures.keys()].some((name) => !names!.has(name)))
      throw c.error('alternative patterns bind different names', p);
    unit.at = alternative;
    for (const [name, register] of inner.captures) unit.emit('MOVE', names.get(name)!, register | KILL);
    const used = unit.top - start;
    high = Math.max(high, unit.top);
    unit.clear(start, used);
    unit.jump('JUMP', done);
    unit.place(inner.fail);
    unit.clear(start, used);
  });
  unit.at = p;
  unit.jump('JUMP', context.fail);
  unit.place(done);
  unit.top = high;
  for (const [name, register] of names!) {
    if (context.captures.has(name)) throw c.error(`multiple assignments to name '${name}' in pattern`, p);
    context.captures.set(name, register);
  }
  return unit.top;
}

/** Names that a pattern captures. */
function capturedNames(p: Pattern): string[] {
  switch (p.kind) {
    case 'MatchStar':
      return p.name === null ? [] : [p.name];
    case 'MatchAs':
      return [...(p.pattern === null ? [] : capturedNames(p.pattern)), ...(p.name === null ? [] : [p.name])];
    case 'MatchOr':
      return capturedNames(p.patterns[0]);
    case 'MatchSequence':
      return p.patterns.flatMap(capturedNames);
    case 'MatchMapping':
      return [...p.patterns.flatMap(capturedNames), ...(p.rest === null ? [] : [p.rest])];
    case 'MatchClass':
      return [...p.patterns, ...p.kwd_patterns].flatMap(capturedNames);
    default:
      return [];
  }
}

function test(c: Compiler, name: string, subject: number, context: Context): void {
  const unit = c.unit;
  const mark = unit.top;
  const result = unit.alloc();
  unit.emit(name, result, subject);
  unit.jump('JUMP_IF', context.fail, result | KILL, 0, NEGATE);
  unit.top = mark;
}

function checkLength(c: Compiler, subject: number, jump: string, length: number, context: Context): void {
  const unit = c.unit;
  const mark = unit.top;
  const size = unit.alloc();
  unit.emit('GET_LEN', size, subject);
  unit.jump(jump, context.fail, size | KILL, length, NEGATE);
  unit.top = mark;
}

function sequence(c: Compiler, p: NodeOf<'MatchSequence'>, subject: number, context: Context): number {
  const unit = c.unit;
  const items = p.patterns;
  const star = items.findIndex((item) => item.kind === 'MatchStar');
  if (items.some((item, i) => i > star && star >= 0 && item.kind === 'MatchStar'))
    throw c.error('multiple starred names in sequence pattern', p);
  unit.at = p;
  test(c, 'MATCH_SEQUENCE', subject, context);
  const only = items.every((item) => isWildcard(item) || (item.kind === 'MatchStar' && item.name === null));
  if (star < 0) checkLength(c, subject, 'JUMP_EQ_I', items.length, context);
  else if (items.length > 1) checkLength(c, subject, 'JUMP_GE_I', items.length - 1, context);
  if (only) return unit.top;
  const after = items.length - star - 1;
  const starIsWildcard =
    star >= 0 && items[star].kind === 'MatchStar' && (items[star] as NodeOf<'MatchStar'>).name === null;
  if (starIsWildcard) {
    // The items in the middle need not be collected: take the others by index.
    items.forEach((item, i) => {
      if (i === star || isWildcard(item)) return;
      const value = unit.alloc();
      unit.at = item;
      if (i < star) unit.emit('GET_ITEM_I', value, subject, i);
      else {
        const index = unit.alloc();
        unit.emit('GET_LEN', index, subject);
        unit.emit('SUB_I', index, index | KILL, items.length - i);
        unit.emit('GET_ITEM', value, subject, index | KILL);
        unit.top = index;
      }
      subpattern(c, item, value, context);
    });
    return unit.top;
  }
  const base = unit.alloc(items.length);
  unit.at = p;
  if (star < 0) unit.emit('UNPACK', base, subject, items.length);
  else {
    if (star > 255 || after > 255) throw c.error('too many expressions in star-unpacking sequence pattern', p);
    unit.emit('UNPACK_EX', base, subject, star | (after << 8));
  }
  items.forEach((item, i) => {
    if (!isWildcard(item)) subpattern(c, item, base + i, context);
  });
  return unit.top;
}

function mapping(c: Compiler, p: NodeOf<'MatchMapping'>, subject: number, context: Context): number {
  const unit = c.unit;
  const n = p.keys.length;
  unit.at = p;
  test(c, 'MATCH_MAPPING', subject, context);
  if (n === 0 && p.rest === null) return unit.top;
  if (n > 0) checkLength(c, subject, 'JUMP_GE_I', n, context);
  const seen = new Set<string>();
  for (const key of p.keys) {
    if (key.kind === 'Constant') {
      const text = equalKey(key.value);
      if (seen.has(text)) throw c.error(`mapping pattern checks duplicate key (${constantRepr(key.value)})`, p);
      seen.add(text);
    } else if (key.kind !== 'Attribute')
      throw c.error('mapping pattern keys may only match literals and attribute lookups', p);
  }
  const keys = unit.alloc();
  keyTuple(c, p, keys);
  const values = unit.alloc();
  unit.emit('MATCH_KEYS', values, subject, keys);
  unit.jump('JUMP_IF_NONE', context.fail, values);
  const base = unit.alloc(n);
  unit.emit('UNPACK', base, values | KILL, n);
  let rest = -1;
  if (p.rest !== null) {
    rest = unit.alloc();
    unit.emit('BUILD_MAP', rest, unit.top, 0);
    unit.emit('DICT_UPDATE', rest, subject);
    const names = unit.alloc(n);
    if (n > 0) {
      unit.emit('UNPACK', names, keys, n);
      for (let i = 0; i < n; i++) unit.emit('DELETE_ITEM', rest, (names + i) | KILL);
    }
  }
  p.patterns.forEach((item, i) => {
    if (!isWildcard(item)) subpattern(c, item, base + i, context);
  });
  if (p.rest !== null) {
    checkAssignable(c, p.rest, p);
    if (context.captures.has(p.rest)) throw c.error(`multiple assignments to name '${p.rest}' in pattern`, p);
    context.captures.set(p.rest, rest);
  }
  return unit.top;
}

function keyTuple(c: Compiler, p: NodeOf<'MatchMapping'>, dst: number): void {
  const unit = c.unit;
  unit.at = p;
  if (p.keys.every((key) => key.kind === 'Constant'))
    return unit.loadConst(dst, { t: 'tuple', v: p.keys.map((key) => (key as NodeOf<'Constant'>).value) });
  p.keys.forEach((key: Expr, i) => {
    unit.top = dst + i + 1;
    into(c, key, dst + i);
  });
  unit.at = p;
  unit.emit('BUILD_TUPLE', dst, dst, p.keys.length);
  unit.top = dst + 1;
}

function classPattern(c: Compiler, p: NodeOf<'MatchClass'>, subject: number, context: Context): number {
  const unit = c.unit;
  const positional = p.patterns.length;
  const total = positional + p.kwd_attrs.length;
  p.kwd_attrs.forEach((name, i) => {
    checkAssignable(c, name, p.kwd_patterns[i]);
    if (p.kwd_attrs.indexOf(name) !== i)
      throw c.error(`attribute name repeated in class pattern: ${name}`, p.kwd_patterns[i]);
  });
  const group = unit.alloc(3);
  unit.at = p;
  unit.emit('MOVE', group, subject);
  unit.top = group + 2;
  into(c, p.cls, group + 1);
  unit.top = group + 3;
  unit.at = p;
  unit.loadConst(group + 2, { t: 'tuple', v: p.kwd_attrs.map((v) => ({ t: 'str', v })) });
  unit.emit('MATCH_CLASS', group, group, positional);
  unit.jump('JUMP_IF_NONE', context.fail, group);
  if (total === 0) return unit.top;
  const base = unit.alloc(total);
  unit.emit('UNPACK', base, group | KILL, total);
  [...p.patterns, ...p.kwd_patterns].forEach((item, i) => {
    if (!isWildcard(item)) subpattern(c, item, base + i, context);
  });
  return unit.top;
}
