import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.js';

describe('the nearest name', () => {
  const known = ['blocks', 'values', 'warmups', 'workers', 'db'];

  it.each([
    ['block', 'blocks'],
    ['vaules', 'values'],
    ['Warmups', 'warmups'],
    ['wrokers', 'workers'],
    ['bd', 'db'],
  ])('of %s is %s', (typed, meant) => expect(nearest(typed, known)).toBe(meant));

  it.each(['canary', 'x-files', ''])('of "%s" is none', (typed) => {
    expect(nearest(typed, known)).toBeNull();
    expect(didYouMean(typed, known)).toBe('');
  });

  it('prefers the nearer of two', () => expect(nearest('main2', ['main', 'main22', 'other'])).toBe('main'));
});
