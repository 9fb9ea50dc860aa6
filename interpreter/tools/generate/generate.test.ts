import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { typeConstant } from './declarations.js';
import { generateFiles } from './generate.js';
import { callShape, parseSignature, textSignature } from './signature.js';
import { parseSource, type SourceFile } from './source.js';

const layout = fileURLToPath(new URL('../../kernel/layout/', import.meta.url));
const layoutFiles = ['memory_map', 'text', 'containers', 'type', 'word'].map((name) =>
  parseSource(`layout/${name}`, readFileSync(path.join(layout, `${name}.ts`), 'utf8')),
);
const base = '/** @type object size=16 flags=BASE */\n/** @type str size=32 */\n';

function generated(text: string): Map<string, string> {
  const files: SourceFile[] = [...layoutFiles, parseSource('objects/sample', base + text)];
  return generateFiles(files);
}

describe('signatures', () => {
  it('counts positional-only, plain and keyword-only parameters', () => {
    const shape = callShape(parseSignature('self, a, b=None, /, c=1, *, d, e=(1, 2)'), true);
    expect(shape).toEqual({
      raw: false,
      arity: 6,
      minArgs: 2,
      maxArgs: 4,
      keywordNames: ['a', 'b', 'c', 'd', 'e'],
      positionalOnly: 2,
      required: 0b01001,
      takesKeywords: true,
    });
  });

  it('has no keyword names where everything is positional-only', () => {
    expect(callShape(parseSignature('self, object, /'), true).keywordNames).toEqual([]);
  });

  it('is raw with star parameters and takes keywords only where they can be given', () => {
    expect(callShape(parseSignature('self, /, *others'), true)).toMatchObject({ raw: true, takesKeywords: false });
    expect(callShape(parseSignature("*args, sep=' '"), false)).toMatchObject({ raw: true, takesKeywords: true });
  });

  it('writes text signatures', () => {
    expect(textSignature('self, object, /', 'self', false)).toBe('($self, object, /)');
    expect(textSignature('path=None', 'module', true)).toBe('($module, /, path=None)');
    expect(textSignature('x, y=None, /', null, false)).toBe('(x, y=None, /)');
  });
});

describe('type constants', () => {
  it.each([
    ['list', 'T_LIST'],
    ['OSError', 'T_OS_ERROR'],
    ['NoneType', 'T_NONE_TYPE'],
    ['BaseExceptionGroup', 'T_BASE_EXCEPTION_GROUP'],
    ['_grouper', 'T__GROUPER'],
  ])('%s', (name, constant) => expect(typeConstant(name)).toBe(constant));
});

describe('generated files', () => {
  const list = `
/** @type list base=sequence size=offsetof<List>() flags=BASE,LIST
 * A list. */
/** @type sequence size=16 */
/** @method list.sort(self, /, *, key=None)
 * Sort it. */
export function listSort(self: Word, key: Word): Word { return N_sort; }
/** @slot list.sq_length */
// @ts-ignore: decorator
export function length(self: Word): i64 { return 0; }
`;

  it('places bases before derived types', () => {
    const types = generated(list).get('types.ts')!;
    expect(types.indexOf('T_SEQUENCE')).toBeLessThan(types.indexOf('T_LIST'));
    expect(types).toContain('T_OBJECT: u32 = 0x10000');
  });

  it('registers methods and slots with imports', () => {
    const registry = generated(list).get('registry.ts')!;
    expect(registry).toMatch(
      /defineMethod\(T_LIST, newSpec\(\w+_listSort\.index, 2, 1, 1, 0, "sort", "key", 0, 0, .* "Sort it\."\)\)/,
    );
    expect(registry).toMatch(/setSlot\(T_LIST, offsetof<Type>\('sq_length'\), \w+_length\.index\)/);
    expect(registry).toMatch(/offsetof<i\d+_List>\(\)/);
  });

  it('places names one behind the other', () => {
    const names = generated(`${list}// N_a N_${'b'.repeat(17)}`).get('names.ts')!;
    expect(names).toContain('N_a: Word = 0x50000');
    expect(names).toContain(`N_${'b'.repeat(17)}: Word = 0x50030`);
    expect(names).toMatch(/N_builtins: Word = 0x50070/);
  });

  it.each([
    [
      'a wrong number of parameters',
      '/** @method str.f(self, x, /) */\nexport function f(self: Word): Word {}',
      'sample.ts:3',
    ],
    ['an unknown type', '/** @slot strr.hash */\nexport function f(self: Word): i64 {}', 'no type strr'],
    ['an unknown tag', '/** @methd str.f(self, /) */\nexport function f(self: Word): Word {}', 'unknown tag @methd'],
    ['a function that is not exported', '/** @slot str.hash */\nfunction f(self: Word): i64 {}', 'not exported'],
    ['a slot filled twice', '/** @slot str.hash\n * @slot str.hash */\nexport function f(self: Word): i64 {}', 'twice'],
    ['an unknown base', '/** @type a base=b size=16 */', 'base b'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => generated(text)).toThrow(message);
  });
});
