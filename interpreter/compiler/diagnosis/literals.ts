// What is wrong within a literal: escapes, mixtures, f-string conversions, digits.

import { decodeBytes, decodeStr, LiteralError, parseNumber, splitString } from '../tokens/literals.js';
import { Token } from '../tokens/token-types.js';
import type { Piece, Recognizer, Value } from './recognizer.js';

export function checkString(recognizer: Recognizer, token: Piece): Value {
  const { bytes, raw, body } = splitString(token.text!);
  try {
    if (bytes) decodeBytes(body, raw, () => {});
    else if (!raw) decodeStr(body, recognizer.lookupName, () => {});
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    throw /^bytes can only/.test(error.msg) ? recognizer.errorAt(token, error.msg) : recognizer.errorHere(error.msg);
  }
  return { ...token, kind: 'Constant', constant: bytes ? 'bytes' : 'literal' };
}

export function checkEscapes(recognizer: Recognizer, token: Piece): void {
  try {
    decodeStr(token.text!, recognizer.lookupName, () => {});
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    throw recognizer.errorHere(error.msg);
  }
}

export function checkFString(recognizer: Recognizer, start: number, opening: Piece): Value {
  if (!/r/i.test(opening.text!)) {
    for (let i = start; i < recognizer.mark; i++) {
      const token = recognizer.tokens[i]!;
      if (token.type === Token.FSTRING_START && i > start) {
        // A nested f-string has been checked where it was matched.
        let depth = 1;
        while (depth > 0 && i + 1 < recognizer.mark) {
          const { type } = recognizer.tokens[++i]!;
          if (type === Token.FSTRING_START) depth++;
          else if (type === Token.FSTRING_END) depth--;
        }
      } else if (token.type === Token.FSTRING_MIDDLE) {
        checkEscapes(recognizer, token);
      }
    }
  }
  return recognizer.node('JoinedStr', start);
}

export function checkStrings(recognizer: Recognizer, start: number, parts: Piece[]): Value {
  if (parts.length === 1) return parts[0];
  const bytes = parts.filter(({ constant }) => constant === 'bytes').length;
  if (bytes > 0 && bytes < parts.length) throw recognizer.errorHere('cannot mix bytes and nonbytes literals');
  return recognizer.node(parts.some(({ kind }) => kind === 'JoinedStr') ? 'JoinedStr' : 'Constant', start, {
    constant: 'literal',
  });
}

export function checkConversion(recognizer: Recognizer, { elts }: Piece): void {
  const [mark, name] = elts as [Piece, Piece];
  if (mark.endLineno !== name.lineno || mark.endCol !== name.col) {
    // The spelling is CPython's.
    throw recognizer.errorOver(mark, name, 'f-string: conversion type must come right after the exclamanation mark');
  }
  if (!/^[sra]$/.test(name.text!)) {
    const msg = `f-string: invalid conversion character '${name.text}': expected 's', 'r', or 'a'`;
    throw recognizer.errorAt(name, msg);
  }
}

export function checkNumber(recognizer: Recognizer, token: Piece): Value {
  try {
    const value = parseNumber(token.text!, recognizer.maxDigits);
    return { ...token, kind: 'Constant', constant: value.t === 'complex' ? 'complex' : 'literal' };
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    const { lineno, endLineno } = token;
    throw recognizer.errorAt({ lineno, col: -1, endLineno, endCol: -1 }, error.msg);
  }
}
