// What the process knows of its surroundings.

import os from 'node:os';
import { readStr, resultBlock, type WorkerContext } from '../context.js';
import { errno } from '../system/errno.js';

const text = (context: WorkerContext, value: string) => resultBlock(context, 0, Buffer.from(value, 'utf8'));

export function environmentImports(context: WorkerContext) {
  return {
    getpid: () => process.pid,
    getppid: () => process.ppid,
    /** 0 uid, 1 euid, 2 gid, 3 egid. */
    userId: (which: number) => {
      const all = [process.getuid, process.geteuid, process.getgid, process.getegid];
      return all[which]?.call(process) ?? 0;
    },
    cpuCount: () => os.availableParallelism(),
    /** NAME=VALUE, each followed by a zero byte. */
    environment: () => {
      const parts = Object.entries(process.env).map(([name, value]) => `${name}=${value}\0`);
      return text(context, parts.join(''));
    },
    /** Lines: system, node, release, version, machine. */
    uname: () => text(context, [os.type(), os.hostname(), os.release(), os.version(), os.machine()].join('\n')),
    getcwd: () => {
      try {
        return text(context, process.cwd());
      } catch {
        return resultBlock(context, errno.ENOENT, new Uint8Array());
      }
    },
    chdir: (path: number) => context.requests.ask('chdir', readStr(context, path)).status,
    umask: (mode: number) => {
      const old = context.system.umask;
      context.system.umask = mode & 0o777;
      return old;
    },
    setEnvironment: (name: number, value: number) => {
      const key = readStr(context, name);
      const to = value === 0 ? null : readStr(context, value);
      if (to === null) delete process.env[key];
      else process.env[key] = to;
      return context.requests.ask('environment', key, to).status;
    },
    /** Columns in the high half, lines in the low; negated errno. */
    terminalSize: (fd: number) => context.requests.ask('terminalSize', fd).status,
    kill: (pid: number, signal: number) => context.requests.ask('kill', pid, signal).status,
    loadAverage: (target: number) => {
      os.loadavg().forEach((load, i) => {
        context.view.setFloat64((target >>> 0) + i * 8, load, true);
      });
    },
    /** Lines: name, password, uid, gid, comment, home, shell of the current user. */
    userInfo: () => {
      const { username, uid, gid, homedir, shell } = os.userInfo();
      return text(context, [username, 'x', uid, gid, '', homedir, shell ?? ''].join('\n'));
    },
    /** A line from the interactive line editor: a result block with status 0, or 1 at the end of input. */
    readLine: (prompt: number) => {
      const { status, content } = context.requests.ask('readLine', readStr(context, prompt));
      return resultBlock(context, status, content);
    },
    /** A line from the embedding program. */
    receive: () => {
      const { status, content } = context.requests.ask('receive');
      return resultBlock(context, status, content);
    },
    /** A line to the embedding program. */
    send: (line: number) => context.requests.ask('send', readStr(context, line)).status,
    hostname: () => text(context, os.hostname()),
  };
}
