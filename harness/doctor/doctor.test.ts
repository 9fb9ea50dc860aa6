import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inText } from '../commands/doctor.js';
import { type CheckCode, checks, diagnose, type Subject } from './checks.js';
import { type System, thisSystem } from './system.js';

const cpu = '/sys/devices/system/cpu';

/** A machine that nobody can complain about. */
const good: System = {
  nodeVersion: 'v20.1.0',
  cores: 2,
  cpuQuota: null,
  loadAverage: 0.1,
  browsers: ['/bin/chromium'],
  exists: () => true,
  readFile: (file) => goodFiles[file],
  output: (command) => (command.join(' ') === 'git --version' ? 'git version 2.40.0' : null),
  python: () => 'cpython 3.13.0',
  kernel: () => 'fresh',
  freeBytes: () => 2 ** 40,
  storeProblem: () => null,
};
const goodFiles: Readonly<Record<string, string>> = {
  [`${cpu}/cpu0/cpufreq/scaling_governor`]: 'performance\n',
  [`${cpu}/cpu1/cpufreq/scaling_governor`]: 'performance\n',
  [`${cpu}/intel_pstate/no_turbo`]: '1\n',
  [`${cpu}/smt/active`]: '0\n',
  '/proc/sys/kernel/randomize_va_space': '2\n',
  '/proc/meminfo': 'MemTotal: 9 kB\nSwapTotal:   1000 kB\nSwapFree:    1000 kB\n',
  '/sys/devices/system/clocksource/clocksource0/current_clocksource': 'tsc\n',
};
const subject: Subject = { store: '/data/lab.sqlite', configurationFile: null, configurationProblem: null };

const files = (changed: Readonly<Record<string, string | undefined>>): Partial<System> => ({
  readFile: (file) => (file in changed ? changed[file] : goodFiles[file]),
});

/** The findings that are not `ok`, as "verdict: detail". */
function complaints(system: Partial<System>, about: Partial<Subject> = {}): Partial<Record<CheckCode, string>> {
  const found = diagnose({ ...good, ...system }, { ...subject, ...about }).filter(({ verdict }) => verdict !== 'ok');
  return Object.fromEntries(found.map(({ code, verdict, detail }) => [code, `${verdict}: ${detail}`]));
}

describe('the doctor', () => {
  it('finds nothing on a good machine', () => {
    const found = diagnose(good, subject);
    expect(found.map(({ code }) => code)).toEqual(Object.keys(checks));
    expect(found.filter(({ verdict, remedy }) => verdict !== 'ok' || remedy !== null)).toEqual([]);
  });

  const cases: [string, Partial<System>, Partial<Subject>, Partial<Record<CheckCode, string>>][] = [
    ['an old Node', { nodeVersion: 'v18.20.1' }, {}, { node: 'impossible: v18.20.1' }],
    ['a broken configuration', {}, { configurationProblem: 'x:1:1: no' }, { configuration: 'impossible: x:1:1: no' }],
    ['a stale kernel', { kernel: () => 'stale' }, {}, { kernel: 'warning: sources have changed after it was built' }],
    ['no kernel', { kernel: () => 'missing' }, {}, { kernel: 'note: not built' }],
    ['no Python', { python: () => null }, {}, { python: 'note: python3 does not run, or is older than 3.9' }],
    [
      'neither of them',
      { python: () => null, kernel: () => 'missing' },
      {},
      {
        pythons: 'impossible: neither gilpy nor a Python',
        kernel: 'note: not built',
        python: 'note: python3 does not run, or is older than 3.9',
      },
    ],
    ['a damaged store', { storeProblem: () => 'it is damaged' }, {}, { store: 'impossible: it is damaged' }],
    ['little room', { freeBytes: () => 2 ** 29 }, {}, { disk: 'warning: 0.5 GiB free' }],
    ['no room', { freeBytes: () => 0 }, {}, { disk: 'impossible: 0.0 GiB free' }],
    ['no git', { output: () => null }, {}, { git: 'note: not found' }],
    ['no browser', { exists: () => false }, {}, { browser: 'note: none' }],
    ['load', { loadAverage: 1.5 }, {}, { load: 'warning: 1.50 over the last minute, on 2 cores' }],
    ['a quota', { cpuQuota: 1.5 }, {}, { quota: 'warning: 1.5 CPUs of 2' }],
    [
      'a governor that saves power on one core',
      files({ [`${cpu}/cpu1/cpufreq/scaling_governor`]: 'powersave' }),
      {},
      { governor: 'warning: performance, powersave' },
    ],
    [
      'turbo',
      files({ [`${cpu}/intel_pstate/no_turbo`]: '0' }),
      {},
      { turbo: 'warning: on: one worker runs faster than many' },
    ],
    [
      'boost',
      files({ [`${cpu}/intel_pstate/no_turbo`]: undefined, [`${cpu}/cpufreq/boost`]: '1' }),
      {},
      { turbo: 'warning: on: one worker runs faster than many' },
    ],
    ['no boost', files({ [`${cpu}/intel_pstate/no_turbo`]: undefined, [`${cpu}/cpufreq/boost`]: '0' }), {}, {}],
    ['SMT', files({ [`${cpu}/smt/active`]: '1' }), {}, { smt: 'warning: on: two workers may share a core' }],
    [
      'no ASLR',
      files({ '/proc/sys/kernel/randomize_va_space': '0' }),
      {},
      { aslr: 'warning: not full: all processes share one layout, lucky or not' },
    ],
    [
      'used swap',
      files({ '/proc/meminfo': 'SwapTotal: 4096 kB\nSwapFree: 2048 kB\n' }),
      {},
      { swap: 'warning: 2 MiB used' },
    ],
    [
      'a slow clock',
      files({ '/sys/devices/system/clocksource/clocksource0/current_clocksource': 'hpet' }),
      {},
      { clock: 'warning: hpet' },
    ],
  ];
  it.each(cases)('finds %s', (_, system, about, wanted) => expect(complaints(system, about)).toEqual(wanted));

  it('complains of nothing that a system does not tell', () => {
    const silent = complaints({ readFile: () => undefined, loadAverage: null, freeBytes: () => null });
    expect(Object.keys(silent)).toEqual(['disk', 'load', 'governor', 'turbo', 'smt', 'aslr', 'swap', 'clock']);
    expect(new Set(Object.values(silent))).toEqual(new Set(['unknown: this system does not tell']));
  });

  it('says what to do under what is wrong, and nothing more', () => {
    const text = inText(diagnose({ ...good, loadAverage: 9 }, subject), (verdict) => verdict.padEnd(10));
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(Object.keys(checks).length + 1);
    expect(lines[lines.findIndex((line) => line.startsWith('warning')) + 1].trim()).toBe(checks.load.remedy);
  });
});

describe('this machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is asked without harm', () => {
    const system = thisSystem([]);
    const store = path.join(folder, 'not', 'there', 'lab.sqlite');
    expect(system.storeProblem(store)).toBeNull();
    expect(system.freeBytes(path.dirname(store))).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
    expect(system.output([process.execPath, '-p', '1 + 1'])).toBe('2');
    expect(system.output(['/no/such/program'])).toBeNull();
    expect(system.output([process.execPath, '-e', 'process.exit(1)'])).toBeNull();
    expect(system.readFile(folder)).toBeUndefined();
  });

  it('has no store in what is no database', () => {
    const file = path.join(folder, 'lab.sqlite');
    writeFileSync(file, 'words, many of them, and none of a database, as long as a header of one would be');
    expect(thisSystem([]).storeProblem(file)).toMatch(/not a SQLite database/);
  });
});
