// What poll finds of a descriptor.

import { type Description, Field, Kind, SocketState } from './descriptors.js';
import type { System } from './system.js';

export const POLLIN = 1;
export const POLLOUT = 4;
export const POLLERR = 8;
export const POLLHUP = 16;
export const POLLNVAL = 32;
const POLLRDHUP = 0x2000;

/** Room that makes a ring writable: that of a write that is not mixed with others. */
const ENOUGH = 4096;

/** Poll bits of a descriptor now. */
export function readiness(system: System, fd: number): number {
  const description = system.descriptors.get(fd);
  if (description === null) return POLLNVAL;
  const { pipe } = description;
  switch (description.kind) {
    case Kind.pipeRead: {
      const ready = readable(system, pipe);
      return system.pipes.hasWriters(pipe) ? ready : ready | POLLHUP;
    }
    case Kind.pipeWrite:
      return system.pipes.hasReaders(pipe) ? (system.pipes.room(pipe) >= ENOUGH ? POLLOUT : 0) : POLLOUT | POLLERR;
    case Kind.socket:
      return socketReadiness(system, description);
    default:
      return POLLIN | POLLOUT;
  }
}

/** POLLIN, or 0: then the one who feeds the ring is told that somebody waits. */
function readable({ pipes }: System, pipe: number): number {
  if (pipes.filled(pipe) > 0) return POLLIN;
  pipes.tellFeeder(pipe);
  return 0;
}

function socketReadiness(system: System, description: Description): number {
  const { descriptors, pipes } = system;
  const failed = descriptors.field(description, Field.error) ? POLLERR | POLLIN : 0;
  const state = descriptors.field(description, Field.state);
  const input = descriptors.field(description, Field.input);
  switch (state) {
    case SocketState.connecting:
      return 0;
    case SocketState.listening:
      return readable(system, input);
    case SocketState.datagram:
      return failed | readable(system, input) | POLLOUT;
    case SocketState.connected: {
      const output = descriptors.field(description, Field.output);
      const shut = descriptors.field(description, Field.shut);
      let bits = failed | readable(system, input);
      const ended = (shut & 1) !== 0 || !pipes.hasWriters(input);
      if (ended) bits |= POLLIN | POLLRDHUP;
      const gone = !pipes.hasReaders(output);
      if (gone || (shut & 2) !== 0 || pipes.room(output) >= ENOUGH) bits |= POLLOUT;
      if (ended && (gone || (shut & 2) !== 0)) bits |= POLLHUP;
      return bits;
    }
    default:
      return failed | POLLOUT | POLLHUP;
  }
}
