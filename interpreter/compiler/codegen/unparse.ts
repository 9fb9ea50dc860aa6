/** Source text of an expression, for annotations that are kept as strings: as CPython's compiler spells it. */

import { isPrintable } from '../tokens/characters.js';
import type { Arguments, Comprehension, ConstantValue, Expr, NodeOf, Operator } from '../tree.js';

const TUPLE = 1;
const TEST = 3;
const OR = 4;
const AND = 5;
const NOT = 6;
const COMPARE = 7;
const EXPRESSION = 8;
const FACTOR = 13;
const POWER = 14;
const AWAIT = 15;
const ATOM = 16;

const OPERATORS: Readonly<Record<Operator, readonly [text: string, level: number, rightAssociative: boolean]>> = {
  Add: [' + ', 11, false],
  Sub: [' - ', 11, false],
  Mult: [' * ', 12, false],
  MatMult: [' @ ', 12, false],
  Div: [' / ', 12, false],
  Mod: [' % ', 12, false],
  FloorDiv: [' // ', 12, false],
  LShift: [' << ', 10, false],
  RShift: [' >> ', 10, false],
  BitOr: [' | ', EXPRESSION, false],
  BitXor: [' ^ ', 9, false],
  BitAnd: [' & ', 9.5, false],
  Pow: [' ** ', POWER, true],
};
const COMPARISONS = {
  Eq: ' == ',
  NotEq: ' != ',
  Lt: ' < ',
  LtE: ' <= ',
  Gt: ' > ',
  GtE: ' >= ',
  Is: ' is ',
  IsNot: ' is not ',
  In: ' in ',
  NotIn: ' not in ',
} as const;

export function unparse(e: Expr): string {
  return text(e, TEST);
}

function parenthesise(inner: string, needed: boolean): string {
  return needed ? `(${inner})` : inner;
}

function list(items: readonly Expr[]): string {
  return items.map((item) => text(item, TEST)).join(', ');
}

function text(e: Expr, level: number): string {
  switch (e.kind) {
    case 'BoolOp': {
      const own = e.op === 'And' ? AND : OR;
      return parenthesise(e.values.map((v) => text(v, own + 1)).join(e.op === 'And' ? ' and ' : ' or '), level > own);
    }
    case 'BinOp': {
      const [spelling, own, right] = OPERATORS[e.op];
      const inner = text(e.left, right ? own + 1 : own) + spelling + text(e.right, right ? own : own + 0.5);
      return parenthesise(inner, level > own);
    }
    case 'UnaryOp': {
      const own = e.op === 'Not' ? NOT : FACTOR;
      const sign = { Invert: '~', Not: 'not ', UAdd: '+', USub: '-' }[e.op];
      return parenthesise(sign + text(e.operand, own), level > own);
    }
    case 'Lambda': {
      const args = parameters(e.args);
      return parenthesise(`lambda${args === '' ? '' : ` ${args}`}: ${text(e.body, TEST)}`, level > TEST);
    }
    case 'IfExp':
      return parenthesise(
        `${text(e.body, TEST + 1)} if ${text(e.test, TEST + 1)} else ${text(e.orelse, TEST)}`,
        level > TEST,
      );
    case 'Dict':
      return `{${e.keys
        .map((key, i) => {
          const value = e.values[i];
          return key === null ? `**${text(value, EXPRESSION)}` : `${text(key, TEST)}: ${text(value, TEST)}`;
        })
        .join(', ')}}`;
    case 'Set':
      return `{${list(e.elts)}}`;
    case 'GeneratorExp':
      return `(${text(e.elt, TEST)}${loops(e.generators)})`;
    case 'ListComp':
      return `[${text(e.elt, TEST)}${loops(e.generators)}]`;
    case 'SetComp':
      return `{${text(e.elt, TEST)}${loops(e.generators)}}`;
    case 'DictComp':
      return `{${text(e.key, TEST)}: ${text(e.value, TEST)}${loops(e.generators)}}`;
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${text(e.value, TUPLE)})`;
    case 'YieldFrom':
      return `(yield from ${text(e.value, TEST)})`;
    case 'Await':
      return parenthesise(`await ${text(e.value, ATOM)}`, level > AWAIT);
    case 'Compare': {
      const rest = e.ops.map((op, i) => COMPARISONS[op] + text(e.comparators[i], COMPARE + 1)).join('');
      return parenthesise(text(e.left, COMPARE + 1) + rest, level > COMPARE);
    }
    case 'Call':
      return call(e);
    case 'Constant':
      return constant(e.value, e.ukind);
    case 'JoinedStr':
    case 'FormattedValue':
      return `f${textRepr(joined(e))}`;
    case 'Attribute': {
      const value = text(e.value, ATOM);
      const isInt = e.value.kind === 'Constant' && e.value.value.t === 'int';
      return `${value}${isInt ? ' .' : '.'}${e.attr}`;
    }
    case 'Starred':
      return `*${text(e.value, EXPRESSION)}`;
    case 'Name':
      return e.id;
    case 'List':
      return `[${list(e.elts)}]`;
    case 'Tuple': {
      if (e.elts.length === 0) return '()';
      const inner = e.elts.length === 1 ? `${text(e.elts[0], TEST)},` : list(e.elts);
      return parenthesise(inner, level > TUPLE);
    }
    case 'Subscript':
      return `${text(e.value, ATOM)}[${text(e.slice, TUPLE)}]`;
    case 'Slice': {
      const part = (x: Expr | null): string => (x === null ? '' : text(x, TEST));
      return `${part(e.lower)}:${part(e.upper)}${e.step === null ? '' : `:${part(e.step)}`}`;
    }
    case 'NamedExpr':
      return parenthesise(`${text(e.target, ATOM)} := ${text(e.value, ATOM)}`, level > TUPLE);
  }
}

function loops(generators: readonly Comprehension[]): string {
  return generators
    .map((g) => {
      const conditions = g.ifs.map((e) => ` if ${text(e, TEST + 1)}`).join('');
      return `${g.is_async ? ' async for ' : ' for '}${text(g.target, TUPLE)} in ${text(g.iter, TEST + 1)}${conditions}`;
    })
    .join('');
}

function call(e: NodeOf<'Call'>): string {
  const func = text(e.func, ATOM);
  if (e.args.length === 1 && e.keywords.length === 0 && e.args[0].kind === 'GeneratorExp')
    return func + text(e.args[0], TEST);
  const keywords = e.keywords.map((k) => `${k.arg === null ? '**' : `${k.arg}=`}${text(k.value, TEST)}`);
  return `${func}(${[...e.args.map((arg) => text(arg, TEST)), ...keywords].join(', ')})`;
}

function parameters(args: Arguments): string {
  const out: string[] = [];
  const positional = [...args.posonlyargs, ...args.args];
  positional.forEach((arg, i) => {
    const value = args.defaults[i - (positional.length - args.defaults.length)];
    out.push(value === undefined ? arg.arg : `${arg.arg}=${text(value, TEST)}`);
    if (i + 1 === args.posonlyargs.length) out.push('/');
  });
  if (args.vararg !== null) out.push(`*${args.vararg.arg}`);
  else if (args.kwonlyargs.length > 0) out.push('*');
  args.kwonlyargs.forEach((arg, i) => {
    const value = args.kw_defaults[i];
    out.push(value === null || value === undefined ? arg.arg : `${arg.arg}=${text(value, TEST)}`);
  });
  if (args.kwarg !== null) out.push(`**${args.kwarg.arg}`);
  return out.join(', ');
}

/** Body of an f-string. */
function joined(e: Expr): string {
  if (e.kind === 'Constant' && e.value.t === 'str') return e.value.v.replace(/[{}]/g, '$&$&');
  if (e.kind === 'JoinedStr') return e.values.map(joined).join('');
  if (e.kind !== 'FormattedValue') return text(e, TEST);
  const value = text(e.value, TEST + 1);
  const conversion = e.conversion < 0 ? '' : `!${String.fromCharCode(e.conversion)}`;
  const spec = e.format_spec === null ? '' : `:${joined(e.format_spec)}`;
  return `${value.startsWith('{') ? '{ ' : '{'}${value}${conversion}${spec}}`;
}

export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? '1e309' : '-1e309';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '');
  const sign = value < 0 ? '-' : '';
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** repr() of a constant. */
export function constantRepr(value: ConstantValue): string {
  return constant(value, null);
}

function constant(value: ConstantValue, prefix: string | null): string {
  switch (value.t) {
    case 'none':
      return 'None';
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'ellipsis':
      return '...';
    case 'int':
      return String(value.v);
    case 'float':
      return floatRepr(value.v);
    case 'complex':
      return `${floatRepr(value.imag).replace(/\.0$/, '')}j`;
    case 'str':
      return (prefix ?? '') + textRepr(value.v);
    case 'bytes':
      return bytesRepr(value.v);
    case 'tuple':
      return `(${value.v.map((item) => constant(item, null)).join(', ')}${value.v.length === 1 ? ',' : ''})`;
    case 'frozenset':
      return `frozenset({${value.v.map((item) => constant(item, null)).join(', ')}})`;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** repr() of a str. */
export function textRepr(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  let out = quote;
  for (const character of value) {
    const point = character.codePointAt(0)!;
    if (character === quote) out += `\\${character}`;
    else if (character in ESCAPES) out += ESCAPES[character];
    else if (isPrintable(point)) out += character;
    else if (point < 0x100) out += `\\x${point.toString(16).padStart(2, '0')}`;
    else if (point < 0x10000) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += `\\U${point.toString(16).padStart(8, '0')}`;
  }
  return out + quote;
}

function bytesRepr(value: Uint8Array): string {
  const quote = value.includes(0x27) && !value.includes(0x22) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of value) {
    const character = String.fromCharCode(byte);
    if (character === quote) out += `\\${character}`;
    else if (character in ESCAPES) out += ESCAPES[character];
    else if (byte < 0x20 || byte >= 0x7f) out += `\\x${byte.toString(16).padStart(2, '0')}`;
    else out += character;
  }
  return out + quote;
}
