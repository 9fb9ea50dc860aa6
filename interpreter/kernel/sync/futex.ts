// The only place that waits on a word of the memory.
//
// V8's baseline compiler (Liftoff, seen in V8 11.3) spills the address operand of memory.atomic.wait32 as 8 bytes into a
// slot of 4, and so overwrites the local variable that lies next to it. In a function of its own there is no variable
// whose loss would matter; the call through the table keeps Binaryen from putting it back into its callers. The build
// checks that the kernel has exactly one such instruction (tools/wasm.ts).

function wait(address: usize, expected: i32, timeout: i64): i32 {
  return atomic.wait<i32>(address, expected, timeout);
}

/**
 * Waits while the word at `address` is `expected`, at most `timeout` ns (-1: for ever), until somebody notifies it.
 * 0: notified, 1: the word differed, 2: timed out.
 */
// @ts-ignore: decorator
@inline export function futexWait(address: usize, expected: i32, timeout: i64): i32 {
  return call_indirect<i32>(wait.index, address, expected, timeout);
}
