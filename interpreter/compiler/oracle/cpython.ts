import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A CPython 3.13 on this machine, the oracle of the front end's tests. */
export interface CPython {
  command: string;
  env: NodeJS.ProcessEnv;
  /** The folder of its standard library. */
  lib: string;
}

/** The interpreter named by `GILPY_CPYTHON`, else `python3.13` or `python3` where that is 3.13; `null` without one. */
export function findCPython(): CPython | null {
  const named = process.env.GILPY_CPYTHON;
  for (const command of named === undefined ? ['python3.13', 'python3'] : [named]) {
    for (const env of [process.env, { ...process.env, PYENV_VERSION: '3.13.0' }]) {
      const script =
        'import sys, os; sys.version_info[:2] == (3, 13) and sys.implementation.name == "cpython" ' +
        'and print(os.path.dirname(os.__file__))';
      const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8', env });
      const lib = status === 0 ? stdout.trim() : '';
      if (lib !== '' && existsSync(lib)) return { command, env, lib };
    }
  }
  return null;
}
