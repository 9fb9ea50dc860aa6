import { InvalidArgumentError } from 'commander';
import { inRepository } from '../repository.js';

// Parsers of option values: each turns a text into a checked value or says what it wants.

export const defaultDatabase = inRepository('results', 'gil-lab.sqlite');
export const defaultSite = inRepository('reports', 'site');

export function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
    }
    return value;
  };
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function workerList(text: string): number[] {
  const counts = text.split(',').map(wholeNumber(1));
  return [...new Set(counts)].sort((a, b) => a - b);
}

export function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Collects a repeatable option. */
export function collect<T>(parse: (text: string) => T) {
  return (text: string, before: readonly T[]): readonly T[] => [...before, parse(text)];
}
