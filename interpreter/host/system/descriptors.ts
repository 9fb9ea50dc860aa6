// The process's descriptor table, in memory that all workers share. A descriptor names an open description; several
// descriptors can share one (dup), as POSIX has it.

const LOCK = 0;
const FDS = 16;
/** Descriptors that can be open at once. */
export const MAX_FDS = 1024;
const DESCRIPTIONS = FDS + MAX_FDS;
const WORDS = 12;
const SIZE = DESCRIPTIONS + MAX_FDS * WORDS;

/** Words of a description. */
const KIND = 0;
const COUNT = 1;
const HANDLE = 2;
const FLAGS = 3;
const PIPE = 4;

/** More words of a socket's description. */
export const Field = {
  /** The ring that it reads, and the one that it writes; NO_PIPE: none. They are set before the state that needs them. */
  input: 4,
  output: 5,
  /** One of SocketState. */
  state: 6,
  /** The error that the next call finds (SO_ERROR). */
  error: 7,
  family: 8,
  type: 9,
  protocol: 10,
  /** What is shut down: 1 reading, 2 writing. */
  shut: 11,
} as const;

export const SocketState = { idle: 0, connecting: 1, connected: 2, listening: 3, datagram: 4 } as const;
export const NO_PIPE = -1;

const CLOEXEC = 1 << 30;

export const Kind = {
  free: 0,
  /** A regular file: the host's descriptor in `handle`, read and written at our own position. */
  file: 1,
  /** A device or terminal that the host's descriptor reads and writes at no position. */
  device: 2,
  /** Ends of a pipe of pipes.ts, its number in `pipe`. */
  pipeRead: 3,
  pipeWrite: 4,
  /** A directory: nothing can be read. */
  directory: 5,
  /** A socket that Node's main thread serves under the number `handle`. */
  socket: 6,
} as const;

/** `handle` of what has no descriptor of the host's: pipes of our own. */
export const NO_HANDLE = -1;

/** One open description, by its index. */
export interface Description {
  readonly index: number;
  readonly kind: number;
  readonly handle: number;
  /** The ring of a pipe. A socket's are the fields `input` and `output`, which it gets when it connects or listens. */
  readonly pipe: number;
}

export class DescriptorTable {
  static readonly bytes = SIZE * 4 + MAX_FDS * 8;
  private readonly words: Int32Array;
  private readonly positions: BigInt64Array;

  constructor(buffer: SharedArrayBuffer, offset = 0) {
    this.positions = new BigInt64Array(buffer, offset, MAX_FDS);
    this.words = new Int32Array(buffer, offset + MAX_FDS * 8, SIZE);
  }

  private locked<T>(work: () => T): T {
    while (Atomics.compareExchange(this.words, LOCK, 0, 1) !== 0) Atomics.wait(this.words, LOCK, 1, 1);
    try {
      return work();
    } finally {
      Atomics.store(this.words, LOCK, 0);
      Atomics.notify(this.words, LOCK, 1);
    }
  }

  private word(description: number, which: number): number {
    return DESCRIPTIONS + description * WORDS + which;
  }

  private lowestFree(from: number): number {
    for (let fd = from; fd < MAX_FDS; fd++) if (this.words[FDS + fd] === 0) return fd;
    return -1;
  }

  /** A new description under the lowest free descriptor (or under `fd`); -1: the table is full. */
  open(
    kind: number,
    handle: number,
    flags: number,
    options: { pipe?: number; cloexec?: boolean; fd?: number } = {},
  ): number {
    return this.locked(() => {
      const fd = options.fd ?? this.lowestFree(0);
      if (fd < 0) return -1;
      let index = 0;
      while (index < MAX_FDS && this.words[this.word(index, COUNT)] !== 0) index++;
      if (index === MAX_FDS) return -1;
      this.words[this.word(index, KIND)] = kind;
      this.words[this.word(index, COUNT)] = 1;
      this.words[this.word(index, HANDLE)] = handle;
      this.words[this.word(index, FLAGS)] = flags;
      this.words.fill(0, this.word(index, PIPE), this.word(index, WORDS));
      this.words[this.word(index, PIPE)] = options.pipe ?? NO_PIPE;
      this.words[this.word(index, Field.output)] = NO_PIPE;
      this.positions[index] = 0n;
      this.words[FDS + fd] = (index + 1) | (options.cloexec === false ? 0 : CLOEXEC);
      return fd;
    });
  }

  /** The description of a descriptor, or null: it is not open. */
  get(fd: number): Description | null {
    if (fd < 0 || fd >= MAX_FDS) return null;
    const entry = Atomics.load(this.words, FDS + fd);
    if (entry === 0) return null;
    const index = (entry & ~CLOEXEC) - 1;
    return {
      index,
      kind: this.words[this.word(index, KIND)],
      handle: this.words[this.word(index, HANDLE)],
      pipe: this.words[this.word(index, PIPE)],
    };
  }

  /** Closes a descriptor; returns its description if that was the last one of it, null if others are left. */
  close(fd: number): Description | null {
    return this.locked(() => {
      const description = this.get(fd)!;
      this.words[FDS + fd] = 0;
      return this.drop(description);
    });
  }

  private drop(description: Description): Description | null {
    const count = --this.words[this.word(description.index, COUNT)];
    if (count > 0) return null;
    this.words[this.word(description.index, KIND)] = Kind.free;
    return description;
  }

  /** A second descriptor of the same description, the lowest from `from` up; -1: the table is full. */
  dup(fd: number, from: number, cloexec: boolean): number {
    return this.locked(() => {
      const free = this.lowestFree(from);
      if (free < 0) return -1;
      const index = (this.words[FDS + fd] & ~CLOEXEC) - 1;
      this.words[this.word(index, COUNT)]++;
      this.words[FDS + free] = (index + 1) | (cloexec ? CLOEXEC : 0);
      return free;
    });
  }

  /** Makes `target` a descriptor of the same description; returns the description that `target` was the last one of. */
  dup2(fd: number, target: number, cloexec: boolean): Description | null {
    return this.locked(() => {
      const old = this.get(target);
      const closed = old ? this.drop(old) : null;
      const index = (this.words[FDS + fd] & ~CLOEXEC) - 1;
      this.words[this.word(index, COUNT)]++;
      this.words[FDS + target] = (index + 1) | (cloexec ? CLOEXEC : 0);
      return closed;
    });
  }

  /** A word of a socket's description. */
  field(description: Description, which: number): number {
    return Atomics.load(this.words, this.word(description.index, which));
  }

  setField(description: Description, which: number, value: number): void {
    Atomics.store(this.words, this.word(description.index, which), value);
  }

  /** The pending error of a socket, which is gone then. */
  takeError(description: Description): number {
    return Atomics.exchange(this.words, this.word(description.index, Field.error), 0);
  }

  /** Whether a description is still that of the socket with this handle. */
  isSocket(description: Description, handle: number): boolean {
    return (
      this.words[this.word(description.index, KIND)] === Kind.socket &&
      this.words[this.word(description.index, HANDLE)] === handle
    );
  }

  inheritable(fd: number): boolean {
    return (this.words[FDS + fd] & CLOEXEC) === 0;
  }

  setInheritable(fd: number, value: boolean): void {
    if (value) Atomics.and(this.words, FDS + fd, ~CLOEXEC);
    else Atomics.or(this.words, FDS + fd, CLOEXEC);
  }

  /** Flags of open() that the description was opened with, and O_NONBLOCK as it is now. */
  flags(description: Description): number {
    return Atomics.load(this.words, this.word(description.index, FLAGS));
  }

  setFlags(description: Description, flags: number): void {
    Atomics.store(this.words, this.word(description.index, FLAGS), flags);
  }

  position(description: Description): bigint {
    return Atomics.load(this.positions, description.index);
  }

  setPosition(description: Description, position: bigint): void {
    Atomics.store(this.positions, description.index, position);
  }

  /** Takes `length` bytes at the position and moves it on; returns where they begin. */
  advance(description: Description, length: number): bigint {
    return Atomics.add(this.positions, description.index, BigInt(length));
  }
}
