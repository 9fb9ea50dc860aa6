// Runs a Python file on Pyodide, CPython compiled to WebAssembly, as `python FILE ARGUMENTS` does:
//
//   node dist/harness/adapters/pyodide.js FILE [ARGUMENT ...]

import { existsSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { loadPyodide } from 'pyodide';

/** Variables of the host that would lead this Python to another one's library. */
const foreign = ['PYTHONHOME', 'PYTHONPATH', 'PYTHONSTARTUP'];

/** Runs the file as `__main__`; returns the exit code. */
const program = `
import runpy, sys, traceback

def run(file, arguments):
    sys.argv = [file, *arguments]
    try:
        runpy.run_path(file, run_name='__main__')
        code = 0
    except SystemExit as ending:
        code = ending.code
        if code is None:
            code = 0
        elif not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return code & 0xff

run
`;

async function main([file, ...rest]: readonly string[]): Promise<number> {
  if (file === undefined || file.startsWith('-')) {
    process.stderr.write('pyodide: it runs a file: pyodide FILE [ARGUMENT ...]\n');
    return 2;
  }
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => value !== undefined && !foreign.includes(name)),
  ) as Record<string, string>;
  const pyodide = await loadPyodide({ env: { HOME: '/home/pyodide', ...environment } });
  // Text goes out as it is written: the lab reads it line by line while the program runs.
  pyodide.setStdout({ write: writer(1) });
  pyodide.setStderr({ write: writer(2) });
  pyodide.setStdin({ read: (buffer) => read(buffer) });
  for (const folder of foldersOf([file, ...rest])) {
    pyodide.FS.mkdirTree(folder);
    pyodide.mountNodeFS(folder, folder);
  }
  const run = pyodide.runPython(program) as (file: string, rest: unknown) => number;
  return run(path.resolve(file), pyodide.toPy([...rest]));
}

/**
 * The folders of all files that the command line names, none of them inside another: only they are seen from inside. A
 * file system that is not the host's hides what lies above them.
 */
function foldersOf(words: readonly string[]): string[] {
  const files = words.filter((word) => existsSync(word)).map((word) => path.resolve(word));
  const folders = [...new Set(files.map((file) => path.dirname(file)))].filter((folder) => folder !== path.sep);
  return folders.filter((folder) => !folders.some((other) => other !== folder && folder.startsWith(other + path.sep)));
}

function writer(descriptor: number) {
  return (bytes: Uint8Array): number => {
    for (let written = 0; written < bytes.length; ) {
      try {
        written += writeSync(descriptor, bytes, written);
      } catch (error) {
        waitUnlessBroken(error);
      }
    }
    return bytes.length;
  };
}

function read(buffer: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
      waitUnlessBroken(error);
    }
  }
}

/** A pipe that is not ready is asked again, a little later. */
function waitUnlessBroken(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

process.exitCode = await main(process.argv.slice(2));
