// Signals of the process and the alarm timer, on Node's main thread.

import { constants } from 'node:os';
import { errno } from './errno.js';
import type { Reply } from './requests.js';

const names = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]));

const SIGCHLD = constants.signals.SIGCHLD;

export class Signals {
  private readonly listeners = new Map<number, () => void>();
  private readonly watched = new Set<number>();
  private timer: NodeJS.Timeout | null = null;
  private due = 0;
  private interval = 0;

  /** `post` hands a signal to Python. */
  constructor(private readonly post: (number: number) => void) {}

  /** 0: the system's default, 1: ignored, 2: handed to Python. SIGINT is always the host's to hand on. */
  watch(number: number, how: number): Reply {
    const name = names.get(number);
    if (!name || name === 'SIGKILL' || name === 'SIGSTOP') return { status: -errno.EINVAL };
    const old = this.listeners.get(number);
    if (old) process.removeListener(name, old);
    this.listeners.delete(number);
    this.watched.delete(number);
    if (how === 2) this.watched.add(number);
    if (how === 0 || number === 2 || number === SIGCHLD) return { status: 0 };
    const listener = how === 1 ? () => {} : () => this.post(number);
    try {
      process.on(name, listener);
    } catch {
      return { status: -errno.EINVAL };
    }
    this.listeners.set(number, listener);
    return { status: 0 };
  }

  /** Hands SIGCHLD on if Python handles it; the system's own may come before the child's end is known here. */
  childEnded(): void {
    if (this.watched.has(SIGCHLD)) this.post(SIGCHLD);
  }

  /** Sets the alarm (seconds 0: none; below 0: leaves it as it is); gives the old one's delay and interval, two f64. */
  alarm(seconds: number, interval: number): Reply {
    const content = Buffer.alloc(16);
    content.writeDoubleLE(this.timer ? Math.max(0, this.due - performance.now()) / 1000 : 0, 0);
    content.writeDoubleLE(this.timer ? this.interval : 0, 8);
    if (seconds >= 0) this.arm(seconds, interval);
    return { status: 0, content };
  }

  private arm(seconds: number, interval: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (seconds === 0) return;
    this.due = performance.now() + seconds * 1000;
    this.interval = interval;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.post(14);
      this.arm(this.interval, this.interval);
    }, seconds * 1000);
  }

  close(): void {
    for (const [number, listener] of this.listeners) process.removeListener(names.get(number)!, listener);
    this.listeners.clear();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
