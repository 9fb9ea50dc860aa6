import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePage } from './reference.js';

it('INSTRUCTIONS.md is the page of the table', () => {
  expect(readFileSync(new URL('./INSTRUCTIONS.md', import.meta.url), 'utf8')).toBe(referencePage());
});
