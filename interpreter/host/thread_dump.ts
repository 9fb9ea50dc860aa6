// What the kernel's threads do now, read from the outside: for a process that hangs. GILPY_THREAD_DUMP=1 makes SIGUSR2
// write it to stderr. It reads while the threads run, so it is a moment's view.
//
// The offsets are those of kernel/layout/{thread,control,object}.ts and kernel/memory/tables.ts.

import type { KernelLayout } from './kernel.js';

const STATES = ['detached', 'attached', 'stopped', 'free', 'borrowed'];
const BITS = ['stop', 'gil', 'merge', 'signal', 'async', 'reenter', 'quiesce', 'collect', 'exit', 'pending'];
const CONTROL = 0x1000;
const TABLES = 0x2000;
/** Words of a thread's struct. */
const THREAD = {
  ...{ safePoint: 0, state: 4, id: 8, depth: 12, nativeDepth: 20, pc: 32, futex: 60, critical: 84, epoch: 92 },
  ...{ mergeQueue: 96, next: 108, mergeLock: 220, alive: 224, key: 248, nextParked: 252 },
};
const CRITICAL_BASE = 8192;
const BUCKETS = 251;

/** The text of the dump; `memory` is the heap's. */
export function threadDump(memory: WebAssembly.Memory, layout: KernelLayout): string {
  const view = new DataView(memory.buffer);
  const word = (address: number) => view.getUint32(address, true);
  const hex = (n: number) => n.toString(16);
  const object = (p: number) =>
    `${hex(p)}(type ${hex(word(p))} local ${word(p + 4)} shared ${view.getInt32(p + 8, true)} owner ${view.getUint16(p + 12, true)} mutex ${view.getUint8(p + 14)})`;
  const lines = [
    `control ${Array.from({ length: 32 }, (_, i) => hex(word(CONTROL + 4 * i))).join(' ')}`,
    `locks: pages ${word(TABLES)}, grace ${word(TABLES + 0x800)}, threads ${word(TABLES + 0x840)}, world ${word(TABLES + 0x880)} ${word(TABLES + 0x884)}, gil ${word(TABLES + 0x8c0)}`,
  ];
  for (let t = word(layout.threads); t !== 0; t = word(t + THREAD.next)) {
    const at = (name: keyof typeof THREAD) => word(t + THREAD[name]);
    const bits = BITS.filter((_, i) => at('safePoint') & (1 << i));
    const queue = at('mergeQueue');
    lines.push(
      `thread ${at('id')} at ${hex(t)}: ${STATES[at('state')]} [${bits.join(' ')}] depth ${at('depth')}/${at('nativeDepth')} pc ${hex(at('pc'))} futex ${at('futex')} parked on ${hex(at('key'))} epoch ${at('epoch')}`,
      `  merge queue ${hex(queue)}${queue ? ` ${word(queue + 4)} of ${word(queue)}` : ''}, lock ${at('mergeLock')}, alive ${at('alive')}`,
    );
    for (let e = t + CRITICAL_BASE; e < at('critical'); e += 8) {
      const a = word(e);
      const b = word(e + 4);
      lines.push(`  section${a & 1 ? ' suspended' : ''} ${object(a & ~1)}${b ? ` ${object(b)}` : ''}`);
    }
  }
  for (let b = TABLES + 0x1000; b < TABLES + 0x1000 + 8 * BUCKETS; b += 8) {
    if (word(b) === 0 && word(b + 4) === 0) continue;
    const queue: string[] = [];
    for (let t = word(b + 4); t !== 0 && queue.length < 100; t = word(t + THREAD.nextParked)) {
      queue.push(`${word(t + THREAD.id)} on ${hex(word(t + THREAD.key))}`);
    }
    lines.push(`bucket ${(b - TABLES - 0x1000) / 8}: lock ${word(b)}, parked: ${queue.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
