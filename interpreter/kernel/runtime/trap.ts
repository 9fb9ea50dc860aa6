// The language runtime: none. Any managed allocation traps at once.

export function __alloc(_size: usize): usize {
  return unreachable();
}
export function __realloc(_ptr: usize, _size: usize): usize {
  return unreachable();
}
export function __free(_ptr: usize): void {
  unreachable();
}
export function __new(_size: usize, _id: u32): usize {
  return unreachable();
}
export function __renew(_ptr: usize, _size: usize): usize {
  return unreachable();
}
export function __link(_parent: usize, _child: usize, _expectMultiple: bool): void {}
export function __pin(ptr: usize): usize {
  return ptr;
}
export function __unpin(_ptr: usize): void {}
export function __collect(): void {}

// @ts-ignore: decorator
@external('host', 'abort')
declare function hostAbort(message: usize, file: usize, line: u32, column: u32): void;

/** A failed assertion: the host hears message and place (UTF-16 with their byte size at -4), then the instance traps. */
export function abort(message: usize, file: usize, line: u32, column: u32): void {
  hostAbort(message, file, line, column);
  unreachable();
}
