/** Makes bad sources out of good ones. Everything follows from the seed and the index. */

import { isHarmless, type Source } from './corpus.js';
import { bombExpression, bombStatement } from './nesting.js';
import { pick, type Random, seeded } from './random.js';

export interface Mutant {
  readonly index: number;
  /** Where it comes from and what was done to it. */
  readonly origin: string;
  readonly bytes: Uint8Array;
  /** compile() gets a str; otherwise bytes, with their encoding to find out. */
  readonly asText: boolean;
  readonly mode: 'exec' | 'eval' | 'single';
  /** It may be executed. */
  readonly harmless: boolean;
}

const TOKEN = /"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*'|\w+|[ \t]+|\n|[^\w\s]|\s/g;

const WORDS =
  'if else elif for in while def class return lambda not and or is with as try except finally async await yield from ' +
  'import match case type print None True False __debug__ __class__ super self del global nonlocal assert raise pass ' +
  'break continue _ ( ) [ ] { } , : ; . = == := + - * ** / // @ -> ! != ~ ... << >> <<= @= **= | & ^ % < > <= >= ' +
  '\\ $ ? ` # yield* except* *x **x await* ""';
const INSERTIONS = [
  ...WORDS.split(' '),
  ...['\n', ' ', '\t', '\f', '\r', '\r\n', '\\\n', '\n    ', '\n\t', ';', '\0', '\u001a'],
];

const NUMBERS = [
  ...['0', '1', '255', '256', '1_000', '1__0', '00', '01', '0_7', '0b2', '0b', '0o8', '0xg', '0x_f', '1_', '1e', '1e5'],
  ...['1e308', '1e309', '1e-400', '1.', '.1', '1..__class__', '1.e', '1j', '1e400j', '1if', '0x1for', '1_000.0_1'],
  ...['2147483647', '2147483648', '4294967296', '9007199254740993', '9223372036854775807', '9223372036854775808'],
  ...['18446744073709551616', '-2147483649', '-9223372036854775809', '10**400', '1<<70', '-1', `${'9'.repeat(4300)}`],
];

const PREFIXES = 'f b r u fr rf rb br Rb BR F ff bu fb f"" rf\'\' fR'.split(' ');
const STRING_PARTS = [
  ...['\\', '\\x', '\\x4', '\\xff', '\\u12', '\\ud800', '\\U00110000', '\\U0010ffff', '\\N', '\\N{', '\\N{DOG}'],
  ...[
    '\\N{SPACE}',
    '\\777',
    '\\0',
    '\\400',
    '\\\n',
    '{',
    '}',
    '{{',
    '}}',
    '{}',
    '{x',
    '{x!r}',
    '{x!z}',
    '{x!}',
    '{x=}',
  ],
  ...[
    '{x:{y}}',
    '{x:{y:{z}}}',
    '{lambda x: 1}',
    '{x:=5}',
    '{(x:=5)}',
    '{"a"}',
    "{'a'}",
    '{#}',
    '{\n}',
    '{*x}',
    '{**x}',
  ],
  ...[
    '{yield}',
    '{await x}',
    '{!r}',
    '{:}',
    '{f"{1}"}',
    '{1:>{10}}',
    '"',
    "'",
    '"""',
    "'''",
    '\n',
    '%',
    '\0',
    '\u20ac',
  ],
];

const CHARACTERS = [
  ...[
    '\u00aa',
    '\u00b5',
    '\u0130',
    '\u0301',
    '\u200b',
    '\u200d',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ud835\udd18',
    '\u2118',
  ],
  ...[
    '\ufb01',
    '\uff10',
    '\u0660',
    '\u00b2',
    '\u00a0',
    '\u3000',
    '\u{1f600}',
    '\u{10ffff}',
    '\ud800',
    '\udc80',
    '\u0085',
  ],
  ...['\u2215', '\u037e', '\uff08', '\u201c', '\u0000', '\u007f', '\u00ad', '\u2160', '\u1885', '\u309b'],
];

/** Values that code meets in the place of others. */
const VALUES =
  'None True 0 -1 1.5 1j "" b"" "\\ud800" () [] {} set() frozenset() ... object() type int str list dict Exception ' +
  'NotImplemented float("nan") float("inf") 2**64 -2**63 range(3) iter([]) lambda:0 slice(None) memoryview(b"x") ' +
  'bytearray(3) property() super type("T",(),{}) [[]]*3 (1,)*50 "x"*999 (i for i in ()) print globals() locals() __name__';
const OBJECTS = VALUES.split(' ');

type Step = (tokens: string[], random: Random, corpus: readonly Source[]) => void;

function identifiers(tokens: readonly string[]): number[] {
  return tokens.flatMap((token, i) => (/^[A-Za-z_]\w*$/.test(token) ? [i] : []));
}

/** What may be done to the tokens of a source. */
const STEPS: readonly (readonly [string, Step])[] = [
  ['delete', (tokens, random) => void tokens.splice(random(tokens.length), 1 + (random(4) === 0 ? random(8) : 0))],
  [
    'double',
    (tokens, random) => {
      const at = random(tokens.length);
      const part = tokens.slice(at, at + 1 + random(6));
      for (let times = 1 + (random(8) === 0 ? random(60) : 0); times > 0; times--) tokens.splice(at, 0, ...part);
    },
  ],
  [
    'swap',
    (tokens, random) => {
      const a = random(tokens.length);
      const b = random(2) ? random(tokens.length) : Math.min(tokens.length - 1, a + 1 + random(3));
      [tokens[a], tokens[b]] = [tokens[b], tokens[a]];
    },
  ],
  ['insert', (tokens, random) => void tokens.splice(random(tokens.length), 0, ` ${pick(random, INSERTIONS)} `)],
  ['replace', (tokens, random) => void tokens.splice(random(tokens.length), 1, pick(random, INSERTIONS))],
  [
    'graft',
    (tokens, random, corpus) => {
      const other = pick(random, corpus).text;
      const from = random(Math.max(1, other.length - 100));
      tokens.splice(random(tokens.length), random(3), other.slice(from, from + 5 + random(100)));
    },
  ],
  [
    'number',
    (tokens, random) => {
      const numbers = tokens.flatMap((token, i) => (/^\d/.test(token) ? [i] : []));
      const at = numbers.length ? pick(random, numbers) : random(tokens.length);
      tokens[at] = pick(random, NUMBERS);
    },
  ],
  [
    'string',
    (tokens, random) => {
      const strings = tokens.flatMap((token, i) => (/^["']/.test(token) ? [i] : []));
      if (!strings.length) return;
      const at = pick(random, strings);
      if (random(3) === 0) tokens[at] = pick(random, PREFIXES) + tokens[at];
      else {
        const cut = random(tokens[at].length + 1);
        tokens[at] = tokens[at].slice(0, cut) + pick(random, STRING_PARTS) + tokens[at].slice(cut);
        if (random(2) && tokens[at - 1] !== 'f') tokens[at] = `f${tokens[at]}`;
      }
    },
  ],
  [
    'character',
    (tokens, random) => {
      const at = random(tokens.length);
      const cut = random(tokens[at].length + 1);
      tokens[at] = tokens[at].slice(0, cut) + pick(random, CHARACTERS) + tokens[at].slice(cut + random(2));
    },
  ],
  [
    'rename',
    (tokens, random) => {
      const names = identifiers(tokens);
      if (names.length) tokens[pick(random, names)] = tokens[pick(random, names)];
    },
  ],
  [
    'value',
    (tokens, random) => {
      const places = tokens.flatMap((token, i) => (/^["'\d]|^[a-z]\w*$/.test(token) ? [i] : []));
      if (places.length) tokens[pick(random, places)] = pick(random, OBJECTS);
    },
  ],
  [
    'indentation',
    (tokens, random) => {
      const breaks = tokens.flatMap((token, i) => (token === '\n' ? [i] : []));
      if (breaks.length)
        tokens.splice(pick(random, breaks) + 1, random(2), pick(random, ['', ' ', '\t', '    ', ' \t', '\f']));
    },
  ],
  [
    'line',
    (tokens, random) => {
      const lines = tokens.splice(0).join('').split('\n');
      const from = random(lines.length);
      const moved = lines.splice(from, 1 + random(4));
      if (random(3)) lines.splice(random(lines.length + 1), 0, ...moved);
      if (random(3) === 0) lines.splice(random(lines.length + 1), 0, ...moved.map((line) => line.trimStart()));
      tokens.push(...(lines.join('\n').match(TOKEN) ?? []));
    },
  ],
  [
    'bomb',
    (tokens, random) => void (random(12) === 0 && tokens.splice(random(tokens.length), 1, bombExpression(random))),
  ],
];

const COOKIES = [
  'utf-8',
  'latin-1',
  'ascii',
  'utf-8-sig',
  'utf-16',
  'cp1252',
  'nonsense',
  'idna',
  'rot13',
  'utf-7',
  '',
];

/** Harms the encoded form. */
function corrupt(bytes: Uint8Array, random: Random): Uint8Array {
  const list = [...bytes];
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(list.length + 1);
    switch (random(6)) {
      case 0:
        list.splice(at, 1 + random(3));
        break;
      case 1:
        list.splice(at, 0, random(256));
        break;
      case 2:
        list[Math.min(at, list.length - 1)] ^= 1 << random(8);
        break;
      case 3:
        list.splice(at);
        break;
      case 4:
        list.splice(0, 0, ...Buffer.from(random(2) ? '\ufeff' : `# coding: ${pick(random, COOKIES)}\n`));
        break;
      default:
        list.splice(
          at,
          0,
          ...pick(random, [[0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff, 0xfe], [0], [13]]),
        );
    }
  }
  return Uint8Array.from(list);
}

/** A run of whole top-level statements: small enough that thousands can be tried, large enough to mean something. */
function excerpt(text: string, random: Random): string {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, i) => (/^[^\s#)\]}]/.test(line) ? [i] : []));
  if (lines.length < 60 || !starts.length || random(25) === 0) return text;
  const from = pick(random, starts);
  const wanted = from + 5 + random(60);
  const to = starts.find((start) => start >= wanted) ?? lines.length;
  return `${lines.slice(from, Math.min(to, from + 300)).join('\n')}\n`;
}

/** Mutant number `index` of a seed. */
export function mutant(corpus: readonly Source[], seed: number, index: number): Mutant {
  const random = seeded(seed, index);
  const mode = random(12) === 0 ? pick(random, ['eval', 'single'] as const) : 'exec';
  const asText = random(3) > 0;
  if (random(12) === 0) {
    const whole = random(3) ? bombStatement(random) : `x = ${bombExpression(random)}\n`;
    return { index, origin: 'bomb', bytes: Buffer.from(whole), asText, mode, harmless: true };
  }
  // A third of the behaviour programs: they are few, and more of what they do is checked by running them.
  const own = corpus.filter((source) => !source.name.startsWith('lib/'));
  const source = random(3) ? pick(random, corpus) : pick(random, own.length ? own : corpus);
  const names = [source.name];
  const tokens: string[] = excerpt(source.text, random).match(TOKEN) ?? [];
  for (let times = 1 + random(random(4) === 0 ? 12 : 3); times > 0 && tokens.length; times--) {
    const [name, step] = pick(random, STEPS);
    step(tokens, random, corpus);
    names.push(name);
  }
  const text = tokens.join('');
  let bytes: Uint8Array = Buffer.from(text);
  if (random(8) === 0) {
    bytes = corrupt(bytes, random);
    names.push('bytes');
  }
  return { index, origin: names.join(' '), bytes, asText, mode, harmless: isHarmless(text) };
}
