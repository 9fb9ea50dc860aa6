import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command_line.js';

const parse = (line: string, env: Record<string, string> = {}, terminal = false) =>
  parseCommandLine(line.split(' ').filter(Boolean), env, terminal);

describe('command line', () => {
  it('ends the options at -c, -m and the script', () => {
    expect(parse('-O -c pass -O x')).toMatchObject({
      mode: 'command',
      source: 'pass',
      rest: ['-O', 'x'],
      flags: { optimize: 1 },
    });
    expect(parse('-m json.tool -x')).toMatchObject({
      mode: 'module',
      source: 'json.tool',
      rest: ['-x'],
      skipFirstLine: false,
    });
    expect(parse('-q a.py -v')).toMatchObject({ mode: 'file', source: 'a.py', rest: ['-v'], flags: { quiet: 1 } });
  });

  it('takes values that are glued on, and groups of letters', () => {
    expect(parse('-cpass')).toMatchObject({ mode: 'command', source: 'pass' });
    expect(parse('-OOu -Xgil=1 -Werror a.py')).toMatchObject({
      flags: { optimize: 2 },
      unbuffered: true,
      gil: 1,
      warnoptions: ['error'],
    });
  });

  it('reads standard input, or asks at a terminal', () => {
    expect(parse('')).toMatchObject({ mode: 'stdin' });
    expect(parse('- a b')).toMatchObject({ mode: 'stdin', source: '-', rest: ['a', 'b'] });
    expect(parse('', {}, true)).toMatchObject({ mode: 'repl', flags: { interactive: 1 } });
    expect(parse('-i')).toMatchObject({ mode: 'repl' });
  });

  it('prefers -X gil over PYTHON_GIL over PYTHONGIL', () => {
    expect(parse('-X gil=0', { PYTHON_GIL: '1' }).gil).toBe(0);
    expect(parse('', { PYTHON_GIL: '1', PYTHONGIL: '0' }).gil).toBe(1);
    expect(parse('', { PYTHONGIL: '1' }).gil).toBe(1);
    expect(parse('').gil).toBe(0);
  });

  it('ignores the environment where told to', () => {
    const env = { PYTHONPATH: 'a:b', PYTHONOPTIMIZE: '2', PYTHONHASHSEED: '7' };
    expect(parse('x.py', env)).toMatchObject({ path: ['a', 'b'], flags: { optimize: 2 }, hashSeed: 7 });
    expect(parse('-E x.py', env)).toMatchObject({ path: [], hashSeed: undefined });
    expect(parse('-I x.py', env)).toMatchObject({ path: [], flags: { safe_path: 1, no_user_site: 1 } });
  });

  it.each([
    ['-Z', 'Unknown option: -Z'],
    ['-c', 'Argument expected for the -c option'],
    ['--nothing', 'unknown option --nothing'],
  ])('refuses %s', (line, message) => expect(parse(line)).toMatchObject({ mode: 'usage', source: message }));

  it('knows version and help', () => {
    expect(parse('-V').mode).toBe('version');
    expect(parse('--version').mode).toBe('version');
    expect(parse('-h').mode).toBe('help');
  });
});
