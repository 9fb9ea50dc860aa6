/** The sources that the fuzzer starts from: the behaviour programs and the standard library. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stdlibPath, ZipArchive } from '../../host/stdlib.js';
import { root } from '../paths.js';

export interface Source {
  readonly name: string;
  readonly text: string;
}

/**
 * Words of programs that are only compiled: a changed program could remove files, signal processes or wait for ever on
 * a lock, none of which would be a mistake of the interpreter.
 */
const DANGEROUS =
  /\b(subprocess|kill\w*|_exit|abort|fork\w*|exec[lv]\w*|spawn\w*|system|popen|rmtree|remove[dx]\w*|unlink|rmdir|rename|truncate|chmod|chown|socket|signal|_?threading|_thread|queue|asyncio|concurrent|multiprocessing|shutil|webbrowser|ftplib|smtplib|sleep|input|open|dup2?|close|closerange|pipe|set_wakeup_fd|setrlimit|alarm|pause|tempfile|pathlib|mkdir|symlink)\b/;

/** Whether a program may run: it reaches for nothing outside of its own process, and nothing that it could wait for. */
export function isHarmless(text: string): boolean {
  return !DANGEROUS.test(text);
}

/** All sources, in an order that does not depend on the machine. */
export function corpus(): Source[] {
  return [...behaviourPrograms(), ...libraryModules()];
}

function behaviourPrograms(): Source[] {
  const folder = path.join(root, 'interpreter', 'tests');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.py') && !/^(conformance|oracle)|fixtures\//.test(name));
  return files.sort().map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

function libraryModules(): Source[] {
  const archive = new ZipArchive(stdlibPath());
  const names = [...archive.members.keys()].filter((name) => name.endsWith('.py')).sort();
  const decoder = new TextDecoder('utf-8');
  return names.map((name) => ({ name: `lib/${name}`, text: decoder.decode(archive.content(name)!) }));
}
