// Files and descriptors. Results below zero are negated errors. Regular files are read and written right here; a pipe's
// ring is waited for with Atomics (the kernel has detached).

import fs from 'node:fs';
import { readPath, resultBlock, type WorkerContext } from '../context.js';
import { type Description, Field, Kind, NO_HANDLE, SocketState } from '../system/descriptors.js';
import { errno, negated } from '../system/errno.js';
import { POLLERR, POLLHUP, POLLNVAL, readiness } from '../system/readiness.js';
import { positionOf } from '../system/system.js';
import { isTerminal } from '../system/terminal.js';

const { constants } = fs;
const APPEND = constants.O_APPEND;
const NONBLOCK = constants.O_NONBLOCK ?? 0x800;
const DIRECTORY = constants.O_DIRECTORY ?? 0;

/** Runs a call of Node's fs; an error becomes its negated number. */
function call(work: () => number): number {
  try {
    return work();
  } catch (error) {
    return negated(error);
  }
}

export function fileImports(context: WorkerContext) {
  const { system } = context;
  const { descriptors, pipes } = system;

  const described = (fd: number, work: (description: Description) => number): number => {
    const description = descriptors.get(fd);
    return description === null ? -errno.EBADF : call(() => work(description));
  };

  const put = (address: number, bytes: Uint8Array) => context.bytes.set(bytes, address >>> 0);

  /** i64 fields: mode ino dev nlink uid gid size atime mtime ctime (ns) blksize blocks rdev. */
  const writeStat = (address: number, stat: fs.BigIntStats): number => {
    const at = address >>> 0;
    const fields = [
      ...[stat.mode, stat.ino, stat.dev, stat.nlink, stat.uid, stat.gid, stat.size],
      ...[stat.atimeNs, stat.mtimeNs, stat.ctimeNs, stat.blksize, stat.blocks, stat.rdev],
    ];
    fields.forEach((field, i) => {
      context.view.setBigInt64(at + i * 8, BigInt.asIntN(64, field), true);
    });
    return 0;
  };

  const readRing = (description: Description, pipe: number, address: number, length: number): number => {
    for (;;) {
      const seen = pipes.changes(pipe);
      const n = pipes.take(pipe, context.bytes.subarray(address, address + length), length);
      if (n > 0 || length === 0) return n;
      if (!pipes.hasWriters(pipe)) {
        if (pipes.filled(pipe) > 0) continue;
        return 0;
      }
      if (descriptors.flags(description) & NONBLOCK) return -errno.EAGAIN;
      pipes.tellFeeder(pipe);
      if (context.interrupted()) return -errno.EINTR;
      pipes.await(pipe, seen);
    }
  };

  const writeRing = (description: Description, pipe: number, address: number, length: number): number => {
    const nonblocking = (descriptors.flags(description) & NONBLOCK) !== 0;
    for (let done = 0; ; ) {
      if (!pipes.hasReaders(pipe)) return done || -errno.EPIPE;
      const seen = pipes.changes(pipe);
      done += pipes.put(pipe, context.bytes.subarray(address + done, address + length));
      if (done === length || (nonblocking && done > 0)) return done;
      if (nonblocking) return -errno.EAGAIN;
      if (context.interrupted()) return done || -errno.EINTR;
      pipes.await(pipe, seen);
    }
  };

  const readSocket = (description: Description, address: number, length: number): number => {
    if (descriptors.field(description, Field.state) !== SocketState.connected) {
      return -(descriptors.takeError(description) || errno.ENOTCONN);
    }
    const input = descriptors.field(description, Field.input);
    if (descriptors.field(description, Field.shut) & 1 && pipes.filled(input) === 0) return 0;
    const n = readRing(description, input, address, length);
    return n === 0 && length > 0 ? -descriptors.takeError(description) : n;
  };

  const writeSocket = (description: Description, address: number, length: number): number => {
    if (descriptors.field(description, Field.state) !== SocketState.connected) {
      return -(descriptors.takeError(description) || errno.EPIPE);
    }
    if (descriptors.field(description, Field.shut) & 2) return -errno.EPIPE;
    const n = writeRing(description, descriptors.field(description, Field.output), address, length);
    return n === -errno.EPIPE ? -(descriptors.takeError(description) || errno.EPIPE) : n;
  };

  /** A device such as /dev/null stands at 0; a file that is written as it comes tells where it stands, at most. */
  const deviceSeek = ({ handle }: Description, offset: bigint, whence: number): bigint => {
    const stat = fs.fstatSync(handle, { bigint: true });
    if (stat.isCharacterDevice() && !isTerminal(handle)) return 0n;
    if (!stat.isFile() || offset !== 0n || whence === 0) return -BigInt(errno.ESPIPE);
    return whence === 2 ? stat.size : positionOf(handle);
  };

  return {
    open: (path: number, flags: number, mode: number) =>
      call(() => {
        const name = readPath(context, path);
        const handle = fs.openSync(name, flags, mode & ~system.umask);
        const stat = fs.fstatSync(handle);
        if (stat.isDirectory() && (flags & 3) !== 0) {
          fs.closeSync(handle);
          return -errno.EISDIR;
        }
        const kind = stat.isDirectory() ? Kind.directory : stat.isFile() ? Kind.file : Kind.device;
        const fd = descriptors.open(kind, handle, flags & ~DIRECTORY);
        if (fd >= 0) return fd;
        fs.closeSync(handle);
        return -errno.EMFILE;
      }),
    close: (fd: number) =>
      described(fd, () => {
        system.release(descriptors.close(fd));
        return 0;
      }),
    read: (fd: number, address: number, length: number) =>
      described(fd, (description) => {
        const at = address >>> 0;
        switch (description.kind) {
          case Kind.file: {
            const position = descriptors.position(description);
            const n = fs.readSync(description.handle, context.bytes, at, length, position);
            descriptors.advance(description, n);
            return n;
          }
          case Kind.device:
            return fs.readSync(description.handle, context.bytes, at, length, null);
          case Kind.pipeRead:
            return readRing(description, description.pipe, at, length);
          case Kind.socket:
            return readSocket(description, at, length);
          case Kind.directory:
            return -errno.EISDIR;
          default:
            return -errno.EBADF;
        }
      }),
    pread: (fd: number, address: number, length: number, position: bigint) =>
      described(fd, (description) => {
        if (description.kind !== Kind.file) return -errno.ESPIPE;
        return fs.readSync(description.handle, context.bytes, address >>> 0, length, position);
      }),
    write: (fd: number, address: number, length: number) =>
      described(fd, (description) => {
        const at = address >>> 0;
        switch (description.kind) {
          case Kind.file: {
            if ((descriptors.flags(description) & 3) === 0) return -errno.EBADF;
            if (descriptors.flags(description) & APPEND) {
              const n = fs.writeSync(description.handle, context.bytes, at, length, null);
              descriptors.setPosition(description, fs.fstatSync(description.handle, { bigint: true }).size);
              return n;
            }
            const position = descriptors.advance(description, length);
            const n = fs.writeSync(description.handle, context.bytes, at, length, Number(position));
            if (n < length) descriptors.advance(description, n - length);
            return n;
          }
          case Kind.device:
            for (;;) {
              try {
                return fs.writeSync(description.handle, context.bytes, at, length, null);
              } catch (error) {
                if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
                Atomics.wait(pause, 0, 0, 2);
              }
            }
          case Kind.pipeWrite:
            return writeRing(description, description.pipe, at, length);
          case Kind.socket:
            return writeSocket(description, at, length);
          default:
            return -errno.EBADF;
        }
      }),
    pwrite: (fd: number, address: number, length: number, position: bigint) =>
      described(fd, (description) => {
        if (description.kind !== Kind.file) return -errno.ESPIPE;
        return fs.writeSync(description.handle, context.bytes, address >>> 0, length, Number(position));
      }),
    lseek: (fd: number, offset: bigint, whence: number): bigint => {
      const description = descriptors.get(fd);
      if (description === null) return -BigInt(errno.EBADF);
      if (description.kind === Kind.device) return deviceSeek(description, offset, whence);
      if (description.kind !== Kind.file) return -BigInt(errno.ESPIPE);
      let base = 0n;
      if (whence === 1) base = descriptors.position(description);
      else if (whence === 2) base = fs.fstatSync(description.handle, { bigint: true }).size;
      else if (whence !== 0) return -BigInt(errno.EINVAL);
      if (base + offset < 0n) return -BigInt(errno.EINVAL);
      descriptors.setPosition(description, base + offset);
      return base + offset;
    },
    fstat: (fd: number, target: number) =>
      described(fd, (description) => {
        if (description.kind === Kind.socket) {
          put(target, new Uint8Array(13 * 8));
          context.view.setBigInt64(target >>> 0, 0o140777n, true);
          return 0;
        }
        if (description.kind === Kind.pipeRead || description.kind === Kind.pipeWrite) {
          if (description.handle >= 0) return writeStat(target, fs.fstatSync(description.handle, { bigint: true }));
          put(target, new Uint8Array(13 * 8));
          context.view.setBigInt64(target >>> 0, 0o010600n, true);
          return 0;
        }
        return writeStat(target, fs.fstatSync(description.handle, { bigint: true }));
      }),
    stat: (path: number, follow: number, target: number) =>
      call(() => {
        const name = readPath(context, path);
        return writeStat(target, follow ? fs.statSync(name, { bigint: true }) : fs.lstatSync(name, { bigint: true }));
      }),
    ftruncate: (fd: number, length: bigint) =>
      described(fd, (description) => {
        if (description.kind !== Kind.file) return -errno.EINVAL;
        fs.ftruncateSync(description.handle, Number(length));
        return 0;
      }),
    truncate: (path: number, length: bigint) =>
      call(() => {
        fs.truncateSync(readPath(context, path) as string, Number(length));
        return 0;
      }),
    fsync: (fd: number) =>
      described(fd, (description) => {
        if (description.kind !== Kind.file && description.kind !== Kind.directory) return -errno.EINVAL;
        fs.fsyncSync(description.handle);
        return 0;
      }),
    isatty: (fd: number) => {
      const description = descriptors.get(fd);
      if (description === null) return -errno.EBADF;
      return description.kind !== Kind.socket && description.handle >= 0 && isTerminal(description.handle) ? 1 : 0;
    },
    dup: (fd: number, from: number, inheritable: number) =>
      described(fd, () => {
        const other = descriptors.dup(fd, from, inheritable === 0);
        return other < 0 ? -errno.EMFILE : other;
      }),
    dup2: (fd: number, target: number, inheritable: number) =>
      described(fd, () => {
        if (target < 0 || target >= 1024) return -errno.EBADF;
        if (fd !== target) system.release(descriptors.dup2(fd, target, inheritable === 0));
        return target;
      }),
    /** Writes the two descriptors (u32 each) of a new pipe. */
    pipe: (target: number, flags: number) => {
      const pipe = pipes.create();
      if (pipe < 0) return -errno.ENFILE;
      const reader = descriptors.open(Kind.pipeRead, NO_HANDLE, flags & NONBLOCK, { pipe });
      const writer = descriptors.open(Kind.pipeWrite, NO_HANDLE, 1 | (flags & NONBLOCK), { pipe });
      if (writer < 0) {
        pipes.closeEnd(pipe, 'write');
        if (reader >= 0) system.release(descriptors.close(reader));
        else pipes.closeEnd(pipe, 'read');
        return -errno.EMFILE;
      }
      context.view.setUint32(target >>> 0, reader, true);
      context.view.setUint32((target >>> 0) + 4, writer, true);
      return 0;
    },
    getInheritable: (fd: number) => described(fd, () => (descriptors.inheritable(fd) ? 1 : 0)),
    setInheritable: (fd: number, value: number) =>
      described(fd, () => {
        descriptors.setInheritable(fd, value !== 0);
        return 0;
      }),
    getStatusFlags: (fd: number) => described(fd, (description) => descriptors.flags(description)),
    setStatusFlags: (fd: number, flags: number) =>
      described(fd, (description) => {
        const kept = descriptors.flags(description) & 3;
        descriptors.setFlags(description, kept | (flags & ~3));
        return 0;
      }),
    /**
     * Waits until one of n records { i32 fd, u16 wanted, u16 found } has something (poll bits: 1 readable, 4 writable,
     * 8 error, 16 hung up, 32 not open) or `timeout` ms are over (below 0: never). Gives the number of them, or -EINTR.
     */
    poll: (records: number, count: number, timeout: number) => {
      const at = records >>> 0;
      const look = () => {
        let found = 0;
        for (let i = 0; i < count; i++) {
          const fd = context.view.getInt32(at + i * 8, true);
          const wanted = context.view.getUint16(at + i * 8 + 4, true) | POLLERR | POLLHUP | POLLNVAL;
          const bits = fd < 0 ? 0 : readiness(system, fd) & wanted;
          context.view.setUint16(at + i * 8 + 6, bits, true);
          if (bits) found++;
        }
        return found;
      };
      const result = system.poll(look, timeout < 0 ? Infinity : timeout, () => context.interrupted());
      return result < 0 ? -errno.EINTR : result;
    },
    access: (path: number, mode: number) =>
      call(() => {
        fs.accessSync(readPath(context, path), mode);
        return 0;
      }),
    mkdir: (path: number, mode: number) =>
      call(() => {
        fs.mkdirSync(readPath(context, path), mode & ~system.umask);
        return 0;
      }),
    rmdir: (path: number) =>
      call(() => {
        fs.rmdirSync(readPath(context, path));
        return 0;
      }),
    unlink: (path: number) =>
      call(() => {
        const name = readPath(context, path);
        if (fs.lstatSync(name).isDirectory()) return -errno.EISDIR;
        fs.unlinkSync(name);
        return 0;
      }),
    rename: (from: number, to: number) =>
      call(() => {
        fs.renameSync(readPath(context, from), readPath(context, to));
        return 0;
      }),
    link: (from: number, to: number) =>
      call(() => {
        fs.linkSync(readPath(context, from), readPath(context, to));
        return 0;
      }),
    symlink: (target: number, path: number) =>
      call(() => {
        fs.symlinkSync(readPath(context, target), readPath(context, path));
        return 0;
      }),
    chmod: (path: number, mode: number) =>
      call(() => {
        fs.chmodSync(readPath(context, path), mode);
        return 0;
      }),
    fchmod: (fd: number, mode: number) =>
      described(fd, (description) => {
        fs.fchmodSync(description.handle, mode);
        return 0;
      }),
    chown: (path: number, uid: number, gid: number) =>
      call(() => {
        fs.chownSync(readPath(context, path), uid, gid);
        return 0;
      }),
    utime: (path: number, access: number, modified: number) =>
      call(() => {
        fs.utimesSync(readPath(context, path), access, modified);
        return 0;
      }),
    /** Result blocks: status 0 with the content, else the errno. */
    readlink: (path: number) => block(() => fs.readlinkSync(readPath(context, path), 'buffer')),
    realpath: (path: number) => block(() => fs.realpathSync(readPath(context, path), 'buffer')),
    /** For each entry: u8 kind (1 directory, 2 file, 3 link, 0 other), then its name and a zero byte. */
    readdir: (path: number) =>
      block(() => {
        const parts: Uint8Array[] = [];
        for (const entry of fs.readdirSync(readPath(context, path), { encoding: 'buffer', withFileTypes: true })) {
          const kind = entry.isSymbolicLink() ? 3 : entry.isDirectory() ? 1 : entry.isFile() ? 2 : 0;
          parts.push(Uint8Array.of(kind), entry.name as unknown as Uint8Array, Uint8Array.of(0));
        }
        return Buffer.concat(parts);
      }),
    /** Content of a file. */
    readWhole: (file: number) => block(() => fs.readFileSync(readPath(context, file))),
  };

  function block(work: () => Uint8Array): number {
    try {
      return resultBlock(context, 0, work());
    } catch (error) {
      return resultBlock(context, -negated(error), new Uint8Array());
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));
