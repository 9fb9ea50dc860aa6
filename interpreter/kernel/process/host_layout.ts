// Where Node's main thread finds what it reads and sets: numbers of interpreter/host/kernel.ts LAYOUT.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Thread } from '../layout/thread';
import { LOCK } from '../counting/merge';
import { GRACE, PARKING_LOT, SUPPLY, THREADS, WORLD } from '../memory/tables';
import { BUCKETS } from '../sync/park';
import { criticalBase } from '../sync/threads';

export function hostLayout(which: u32): u32 {
  switch (which) {
    case 0: return <u32>(CONTROL + offsetof<Control>('signalsLow'));
    case 1: return <u32>(CONTROL + offsetof<Control>('mainThread'));
    case 2: return <u32>(CONTROL + offsetof<Control>('threads'));
    case 3: return <u32>offsetof<Thread>('safePoint');
    case 4: return <u32>offsetof<Thread>('next');
    case 5: return <u32>offsetof<Thread>('futex');
    case 6: return <u32>CONTROL;
    case 7: return <u32>SUPPLY;
    case 8: return <u32>GRACE;
    case 9: return <u32>THREADS;
    case 10: return <u32>WORLD;
    case 11: return <u32>PARKING_LOT;
    case 12: return <u32>PARKING_LOT + 8 * BUCKETS;
    case 13: return <u32>offsetof<Thread>('state');
    case 14: return <u32>offsetof<Thread>('id');
    case 15: return <u32>offsetof<Thread>('depth');
    case 16: return <u32>offsetof<Thread>('nativeDepth');
    case 17: return <u32>offsetof<Thread>('pc');
    case 18: return <u32>offsetof<Thread>('critical');
    case 19: return <u32>offsetof<Thread>('epoch');
    case 20: return <u32>offsetof<Thread>('mergeQueue');
    case 21: return <u32>LOCK;
    case 22: return <u32>offsetof<Thread>('s0'); // sync/park.ts
    case 23: return <u32>offsetof<Thread>('s1');
    case 24: return <u32>criticalBase(0);
    default: return 0;
  }
}

/** Sets the keys of the string hash. Called by the host before boot. */
export function setHashSecrets(first: i64, second: i64): void {
  control().hashSecret0 = <u64>first;
  control().hashSecret1 = <u64>second;
}
