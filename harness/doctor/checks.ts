// What `gil-lab doctor` looks at. A check is a row here, with its title, its remedy and the function that judges; a
// system that does not tell is no reason to complain.

import path from 'node:path';
import type { System } from './system.js';

/**
 * `impossible`: nothing can be measured until it is mended. `warning`: what is measured is worse for it. `note`: some
 * other part of the lab misses it. `unknown`: this system does not tell.
 */
export type Verdict = 'ok' | 'note' | 'warning' | 'impossible' | 'unknown';

export interface Finding {
  readonly verdict: Verdict;
  readonly detail: string;
}

/** What is checked beside the machine itself. */
export interface Subject {
  /** File of the result store. */
  readonly store: string;
  /** What is wrong with the configuration, or null. */
  readonly configurationProblem: string | null;
  /** The configuration's file, or null. */
  readonly configurationFile: string | null;
}

interface Check {
  readonly title: string;
  readonly remedy: string;
  judge(system: System, subject: Subject): Finding;
}

const ok = (detail: string): Finding => ({ verdict: 'ok', detail });
const note = (detail: string): Finding => ({ verdict: 'note', detail });
const warning = (detail: string): Finding => ({ verdict: 'warning', detail });
const impossible = (detail: string): Finding => ({ verdict: 'impossible', detail });
const unknown: Finding = { verdict: 'unknown', detail: 'this system does not tell' };

const cpuFolder = '/sys/devices/system/cpu';
const gibibyte = 2 ** 30;

/** Clocks that are read without asking the kernel or a slow device. */
const quickClocks = ['tsc', 'kvm-clock', 'hyperv_clocksource_tsc_page', 'arch_sys_counter'];

export const checks = {
  node: {
    title: 'Node.js',
    remedy: 'Install Node.js 20 or newer.',
    judge: ({ nodeVersion }) =>
      Number.parseInt(nodeVersion.slice(1), 10) >= 20 ? ok(nodeVersion) : impossible(nodeVersion),
  },
  configuration: {
    title: 'Configuration',
    remedy: 'Mend the file, or go without it: --no-config.',
    judge: (_, { configurationFile, configurationProblem }) =>
      configurationProblem === null ? ok(configurationFile ?? 'none') : impossible(configurationProblem),
  },
  pythons: {
    title: 'Something to measure',
    remedy: 'Run `npm run build` for gilpy, or install a Python 3.9 or newer.',
    judge(system) {
      const python = system.python();
      const found = [...(system.kernel() === 'missing' ? [] : ['gilpy']), ...(python === null ? [] : [python])];
      return found.length ? ok(found.join(', ')) : impossible('neither gilpy nor a Python');
    },
  },
  kernel: {
    title: 'The interpreter, gilpy',
    remedy: 'Run `npm run build`: it makes what has changed, or finds that nothing has.',
    judge(system) {
      const state = system.kernel();
      if (state === 'fresh') return ok('built');
      return state === 'missing' ? note('not built') : warning('sources have changed after it was built');
    },
  },
  python: {
    title: 'A Python to compare with',
    remedy: 'Install a Python 3.9 or newer, or name one: --python NAME=COMMAND.',
    judge(system) {
      const python = system.python();
      return python === null ? note('python3 does not run, or is older than 3.9') : ok(python);
    },
  },
  store: {
    title: 'The result store',
    remedy: 'See what it says, or name another file with --db.',
    judge(system, { store }) {
      const problem = system.storeProblem(store);
      if (problem !== null) return impossible(problem);
      return ok(system.exists(store) ? `${store} is intact` : `${store} is made by the first run`);
    },
  },
  disk: {
    title: 'Room for results',
    remedy: 'Make room on the disk of the result store, or name a file elsewhere with --db.',
    judge(system, { store }) {
      const free = system.freeBytes(path.dirname(path.resolve(store)));
      if (free === null) return unknown;
      const detail = `${(free / gibibyte).toFixed(1)} GiB free`;
      if (free < 16 * 2 ** 20) return impossible(detail);
      return free < gibibyte ? warning(detail) : ok(detail);
    },
  },
  git: {
    title: 'git',
    remedy: 'Install git: builds from refs and the revisions in reports need it.',
    judge(system) {
      const version = system.output(['git', '--version']);
      return version === null ? note('not found') : ok(version.replace(/^git version /, ''));
    },
  },
  browser: {
    title: 'A browser for screenshots',
    remedy: 'Install Chromium; only screenshots and the tests of the reports need it.',
    judge(system) {
      const found = system.browsers.find((file) => system.exists(file));
      return found === undefined ? note('none') : ok(found);
    },
  },
  load: {
    title: 'Load of the machine',
    remedy: 'Close other programs, or wait: what runs beside a measurement is measured with it.',
    judge({ loadAverage, cores }) {
      if (loadAverage === null) return unknown;
      const detail = `${loadAverage.toFixed(2)} over the last minute, on ${cores} cores`;
      return loadAverage > Math.max(0.5, cores / 4) ? warning(detail) : ok(detail);
    },
  },
  quota: {
    title: 'CPU quota of the control group',
    remedy: 'Grant as many CPUs as there are cores, or measure with no more workers than the quota: --workers.',
    judge({ cpuQuota, cores }) {
      if (cpuQuota === null) return ok('none');
      const detail = `${cpuQuota} CPUs of ${cores}`;
      return cpuQuota < cores ? warning(detail) : ok(detail);
    },
  },
  governor: {
    title: 'CPU frequency governor',
    remedy: 'As root: `cpupower frequency-set --governor performance`.',
    judge(system) {
      const governors = [...Array(system.cores).keys()].flatMap((cpu) => {
        return setting(system, `${cpuFolder}/cpu${cpu}/cpufreq/scaling_governor`) ?? [];
      });
      if (!governors.length) return unknown;
      const kinds = [...new Set(governors)].join(', ');
      return kinds === 'performance' ? ok(kinds) : warning(kinds);
    },
  },
  turbo: {
    title: 'Turbo frequencies',
    remedy: 'As root: write 1 to intel_pstate/no_turbo, or 0 to cpufreq/boost, in /sys/devices/system/cpu.',
    judge(system) {
      const noTurbo = setting(system, `${cpuFolder}/intel_pstate/no_turbo`);
      const boost = setting(system, `${cpuFolder}/cpufreq/boost`);
      if (noTurbo === null && boost === null) return unknown;
      const on = noTurbo === null ? boost === '1' : noTurbo === '0';
      return on ? warning('on: one worker runs faster than many') : ok('off');
    },
  },
  smt: {
    title: 'Simultaneous multithreading',
    remedy:
      'As root: write off to /sys/devices/system/cpu/smt/control, or measure with no more workers than real cores.',
    judge(system) {
      const active = setting(system, `${cpuFolder}/smt/active`);
      if (active === null) return unknown;
      return active === '1' ? warning('on: two workers may share a core') : ok('off');
    },
  },
  aslr: {
    title: 'Address space layout randomisation',
    remedy: 'As root: `sysctl kernel.randomize_va_space=2`.',
    judge(system) {
      const mode = setting(system, '/proc/sys/kernel/randomize_va_space');
      if (mode === null) return unknown;
      return mode === '2' ? ok('on') : warning('not full: all processes share one layout, lucky or not');
    },
  },
  swap: {
    title: 'Swap',
    remedy: 'Close what needs the memory; as root: `swapoff --all`.',
    judge(system) {
      const memory = system.readFile('/proc/meminfo') ?? '';
      const kibibytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(memory)?.[1] ?? Number.NaN);
      const used = kibibytes('SwapTotal') - kibibytes('SwapFree');
      if (Number.isNaN(used)) return unknown;
      return used > 0 ? warning(`${(used / 1024).toFixed(0)} MiB used`) : ok('none used');
    },
  },
  clock: {
    title: 'Clock source',
    remedy: 'A slow clock costs time at each reading: raise --min-time, or use another machine.',
    judge(system) {
      const source = setting(system, '/sys/devices/system/clocksource/clocksource0/current_clocksource');
      if (source === null) return unknown;
      return quickClocks.includes(source) ? ok(source) : warning(source);
    },
  },
} as const satisfies Readonly<Record<string, Check>>;

export type CheckCode = keyof typeof checks;

export interface Diagnosis extends Finding {
  readonly code: CheckCode;
  readonly title: string;
  /** What to do; null where nothing is wrong. */
  readonly remedy: string | null;
}

/** Does every check, in the order of the table. */
export function diagnose(system: System, subject: Subject): Diagnosis[] {
  return (Object.entries(checks) as [CheckCode, Check][]).map(([code, { title, remedy, judge }]) => {
    const finding = judge(system, subject);
    const wrong = finding.verdict !== 'ok' && finding.verdict !== 'unknown';
    return { code, title, ...finding, remedy: wrong ? remedy : null };
  });
}

function setting(system: System, file: string): string | null {
  return system.readFile(file)?.trim() || null;
}
