// For tests: the Python that those run which need a real one.

import { spawnSync } from 'node:child_process';

/** The command that GIL_LAB_PYTHON names, else `python3`. */
export const realPython = process.env.GIL_LAB_PYTHON ?? 'python3';

/** Whether it starts a Python that the runner supports; tests that need one are skipped without. */
export const hasRealPython =
  spawnSync(realPython, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

/** What the name of such a test says when it is skipped. */
export const skippedWithout = hasRealPython ? '' : ` (skipped: ${realPython} is no Python 3.9 or newer)`;
