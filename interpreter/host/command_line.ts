// The command line, as CPython reads it: arguments and environment to a configuration.

import { TRACE_EVENTS, traceBits } from './trace.js';

export interface CommandLine {
  readonly mode: 'command' | 'module' | 'file' | 'stdin' | 'repl' | 'version' | 'help' | 'usage';
  /** Command, module name or path; for usage: what is wrong. */
  readonly source: string;
  /** sys.argv behind its first item. */
  readonly rest: readonly string[];
  readonly flags: Readonly<Record<string, number>>;
  readonly xoptions: readonly string[];
  readonly warnoptions: readonly string[];
  /** 0: off, 1: on. */
  readonly gil: number;
  /** Seed of the seeded scheduler; undefined: none. */
  readonly schedule: number | undefined;
  /** Bits of the kernel's trace switches. */
  readonly trace: number;
  readonly unbuffered: boolean;
  readonly skipFirstLine: boolean;
  /** undefined: a random seed. */
  readonly hashSeed: number | undefined;
  readonly path: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const counted: Readonly<Record<string, string>> = {
  b: 'bytes_warning',
  B: 'dont_write_bytecode',
  d: 'debug',
  E: 'ignore_environment',
  i: 'inspect',
  I: 'isolated',
  O: 'optimize',
  P: 'safe_path',
  q: 'quiet',
  s: 'no_user_site',
  S: 'no_site',
  v: 'verbose',
};

/** Variables that set a flag where they are not empty: a number sets it so high. */
const variables: Readonly<Record<string, string>> = {
  PYTHONDEBUG: 'debug',
  PYTHONINSPECT: 'inspect',
  PYTHONOPTIMIZE: 'optimize',
  PYTHONDONTWRITEBYTECODE: 'dont_write_bytecode',
  PYTHONNOUSERSITE: 'no_user_site',
  PYTHONVERBOSE: 'verbose',
  PYTHONSAFEPATH: 'safe_path',
};

function gilSetting(value: string | undefined): number | undefined {
  return value === '0' || value === '1' ? Number(value) : undefined;
}

/** Parses arguments (without the program's name). `terminal`: standard input is a terminal. */
export function parseCommandLine(args: readonly string[], env: Environment, terminal: boolean): CommandLine {
  const flags: Record<string, number> = {};
  const xoptions: string[] = [];
  const warnoptions: string[] = [];
  let mode: CommandLine['mode'] | null = null;
  let source = '';
  let unbuffered = false;
  let skipFirstLine = false;
  let versions = 0;
  let at = 0;

  const usage = (message: string) => finish('usage', message);
  const finish = (found: CommandLine['mode'], text: string): CommandLine => {
    const environment = flags.ignore_environment || flags.isolated ? {} : env;
    if (flags.isolated) Object.assign(flags, { ignore_environment: 1, no_user_site: 1, safe_path: 1 });
    for (const [name, flag] of Object.entries(variables)) {
      const value = environment[name];
      if (value) flags[flag] = Math.max(flags[flag] ?? 0, /^\d+$/.test(value) ? Math.max(1, Number(value)) : 1);
    }
    for (const option of (environment.PYTHONWARNINGS ?? '').split(',')) if (option) warnoptions.unshift(option);
    if (environment.PYTHONUNBUFFERED) unbuffered = true;
    const seed = environment.PYTHONHASHSEED;
    const setting = (name: string) => xoptions.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
    const seeded = setting('schedule') ?? environment.GILPY_SCHEDULE;
    const schedule = seeded ? Number(seeded) : undefined;
    if (schedule !== undefined && !(Number.isInteger(schedule) && schedule >= 0 && schedule < 2 ** 31)) {
      [found, text] = ['usage', `-X schedule: '${seeded}' is no number from 0 to ${2 ** 31 - 1}`];
    }
    const traced = xoptions.find((option) => option === 'trace' || option.startsWith('trace='));
    const trace = traced === undefined ? 0 : traceBits(traced);
    if (trace === null) [found, text] = ['usage', `-X trace: the events are ${TRACE_EVENTS.join(', ')}`];
    const x = setting('gil');
    const asked = gilSetting(x) ?? gilSetting(environment.PYTHON_GIL) ?? gilSetting(environment.PYTHONGIL) ?? 0;
    const gil = schedule === undefined ? asked : 1;
    // what a schedule is to repeat must not depend on the order of sets of strings
    const hashSeed = seed && seed !== 'random' ? Number(seed) : schedule === undefined ? undefined : 0;
    if (hashSeed === 0) flags.hash_randomization = 0;
    const digits = setting('int_max_str_digits');
    const limit = digits ?? environment.PYTHONINTMAXSTRDIGITS;
    if (limit !== undefined && /^\d+$/.test(limit)) flags.int_max_str_digits = Number(limit);
    if (xoptions.includes('dev') || environment.PYTHONDEVMODE) flags.dev_mode = 1;
    if (flags.inspect && found === 'stdin') found = 'repl';
    if (found === 'repl' || flags.inspect) flags.interactive = 1;
    const path = (environment.PYTHONPATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
    const rest = args.slice(at);
    return {
      mode: found,
      source: text,
      rest,
      flags,
      xoptions,
      warnoptions,
      gil,
      schedule,
      trace: trace ?? 0,
      unbuffered,
      skipFirstLine,
      hashSeed,
      path,
    };
  };

  for (; at < args.length && mode === null; at++) {
    const arg = args[at];
    if (arg === '-' || !arg.startsWith('-')) break;
    if (arg === '--') {
      at++;
      break;
    }
    if (arg === '--help') return finish('help', '');
    if (arg === '--version') return finish('version', '');
    if (arg.startsWith('--')) {
      if (arg === '--check-hash-based-pycs') {
        at++;
        continue;
      }
      return usage(`unknown option ${arg}`);
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i];
      if ('cmXW'.includes(letter)) {
        const value = i + 1 < arg.length ? arg.slice(i + 1) : args[++at];
        if (value === undefined) return usage(`Argument expected for the -${letter} option`);
        if (letter === 'X') xoptions.push(value);
        else if (letter === 'W') warnoptions.push(value);
        else {
          mode = letter === 'c' ? 'command' : 'module';
          source = value;
        }
        break;
      }
      if (letter === 'h' || letter === '?') return finish('help', '');
      if (letter === 'V') versions++;
      else if (letter === 'u') unbuffered = true;
      else if (letter === 'x') skipFirstLine = true;
      else if (letter === 'R') flags.hash_randomization = 1;
      else if (counted[letter]) flags[counted[letter]] = (flags[counted[letter]] ?? 0) + 1;
      else return usage(`Unknown option: -${letter}`);
    }
  }
  if (versions) return finish('version', '');
  if (mode !== null) return finish(mode, source);
  if (at < args.length && args[at] !== '-') return finish('file', args[at++]);
  const dash = at < args.length;
  if (dash) at++;
  const found = terminal && !dash ? 'repl' : 'stdin';
  return finish(terminal && dash ? 'repl' : found, dash ? '-' : '');
}

export const HELP = `usage: gilpy [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options:
-b     : warn about comparing bytes with str (-bb: an error)
-B     : accepted; code is cached in the user's cache directory
-c cmd : run a command; ends the options
-d     : accepted
-E     : ignore PYTHON* variables
-h     : this text
-i     : go on interactively after the script
-I     : isolate: implies -E, -P and -s
-m mod : run a module as a script; ends the options
-O     : leave assert statements out; -OO: docstrings too
-P     : do not put the script's directory on sys.path
-q     : no version and copyright at an interactive start
-s     : do not use the user's site directory
-S     : do not import site at the start
-u     : do not buffer standard output and error
-v     : trace imports
-V     : print the version
-W arg : warning control: action:message:category:module:lineno
-x     : skip the first line of the source
-X opt : gil=0|1, int_max_str_digits=N, dev; for looking inside:
         dis (print the instructions), heap (what lies on the heap at the end), trace or trace=EVENT,...
         (threads, world, collect, locks, schedule), schedule=SEED (with the GIL, switch threads by a seed)
file   : a script; - or nothing: standard input
Variables: PYTHONPATH, PYTHON_GIL (or PYTHONGIL), PYTHONHASHSEED, PYTHONWARNINGS, PYTHONOPTIMIZE, PYTHONINSPECT,
PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONSAFEPATH, PYTHONNOUSERSITE, GILPY_CACHE, GILPY_MEMORY, GILPY_VARIANT,
GILPY_SCHEDULE.
`;
