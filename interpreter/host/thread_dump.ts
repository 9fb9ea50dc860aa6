// What the kernel's threads do now, read from the outside: for a process that hangs. GILPY_THREAD_DUMP=1 makes SIGUSR2
// write it to stderr. It reads while the threads run, so it is a moment's view.

import type { KernelLayout } from './kernel.js';

const STATES = ['detached', 'attached', 'stopped', 'free', 'borrowed'];
const BITS = ['stop', 'gil', 'merge', 'signal', 'async', 'reenter', 'quiesce', 'collect', 'exit', 'pending'];
/** The text of the dump; `memory` is the heap's. */
export function threadDump(memory: WebAssembly.Memory, layout: KernelLayout): string {
  const view = new DataView(memory.buffer);
  const word = (address: number) => view.getUint32(address, true);
  const hex = (n: number) => n.toString(16);
  const object = (p: number) =>
    `${hex(p)}(type ${hex(word(p))} local ${word(p + 4)} shared ${view.getInt32(p + 8, true)} owner ${view.getUint16(p + 12, true)} mutex ${view.getUint8(p + 14)})`;
  const lines = [
    `control ${Array.from({ length: 32 }, (_, i) => hex(word(layout.control + 4 * i))).join(' ')}`,
    `locks: pages ${word(layout.pagesLock)}, grace ${word(layout.graceLock)}, threads ${word(layout.threadsLock)}, world ${word(layout.worldLock)}`,
  ];
  for (let t = word(layout.threads); t !== 0; t = word(t + layout.next)) {
    const at = (name: keyof KernelLayout) => word(t + layout[name]);
    const bits = BITS.filter((_, i) => at('safePoint') & (1 << i));
    const queue = at('mergeQueue');
    lines.push(
      `thread ${at('id')} at ${hex(t)}: ${STATES[at('state')]} [${bits.join(' ')}] depth ${at('depth')}/${at('nativeDepth')} pc ${hex(at('pc'))} futex ${at('futex')} parked on ${hex(at('parkedOn'))} epoch ${at('epoch')}`,
      `  merge queue ${hex(queue)}${queue ? ` ${word(queue + 4)} of ${word(queue)}` : ''}, lock ${at('mergeLock')}`,
    );
    for (let e = t + layout.criticalBase; e < at('critical'); e += 8) {
      const a = word(e);
      const b = word(e + 4);
      lines.push(`  section${a & 1 ? ' suspended' : ''} ${object(a & ~1)}${b ? ` ${object(b)}` : ''}`);
    }
  }
  for (let b = layout.parkingLot; b < layout.parkingLotEnd; b += 8) {
    if (word(b) === 0 && word(b + 4) === 0) continue;
    const queue: string[] = [];
    for (let t = word(b + 4); t !== 0 && queue.length < 100; t = word(t + layout.nextParked)) {
      queue.push(`${word(t + layout.id)} on ${hex(word(t + layout.parkedOn))}`);
    }
    lines.push(`bucket ${(b - layout.parkingLot) / 8}: lock ${word(b)}, parked: ${queue.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
