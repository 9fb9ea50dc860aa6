// Where Node's main thread finds what it reads and sets: numbers of interpreter/host/kernel.ts KernelLayout.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Thread } from '../layout/thread';

export function hostLayout(which: u32): u32 {
  switch (which) {
    case 0: return <u32>(CONTROL + offsetof<Control>('signalsLow'));
    case 1: return <u32>(CONTROL + offsetof<Control>('mainThread'));
    case 2: return <u32>(CONTROL + offsetof<Control>('threads'));
    case 3: return <u32>offsetof<Thread>('safePoint');
    case 4: return <u32>offsetof<Thread>('next');
    case 5: return <u32>offsetof<Thread>('futex');
    default: return 0;
  }
}

/** Sets the keys of the string hash. Called by the host before boot. */
export function setHashSecrets(first: i64, second: i64): void {
  control().hashSecret0 = <u64>first;
  control().hashSecret1 = <u64>second;
}
