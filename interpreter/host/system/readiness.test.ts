import { expect, it } from 'vitest';
import { Field, Kind, SocketState } from './descriptors.js';
import { POLLHUP, POLLIN, POLLNVAL, POLLOUT, readiness } from './readiness.js';
import { System } from './system.js';

const READ_WRITE = 2;

function socket(system: System): number {
  return system.descriptors.open(Kind.socket, 1, READ_WRITE);
}

function connect(system: System, fd: number): { readonly input: number; readonly output: number } {
  const description = system.descriptors.get(fd)!;
  const rings = { input: system.pipes.create(1, 1), output: system.pipes.create(1, 1) };
  system.descriptors.setField(description, Field.input, rings.input);
  system.descriptors.setField(description, Field.output, rings.output);
  system.descriptors.setField(description, Field.state, SocketState.connected);
  return rings;
}

it('tells what a socket can do in each state', () => {
  const system = System.create(() => {});
  expect(readiness(system, 500)).toBe(POLLNVAL);
  const fd = socket(system);
  expect(readiness(system, fd)).toBe(POLLOUT | POLLHUP);
  const { input, output } = connect(system, fd);
  expect(readiness(system, fd)).toBe(POLLOUT);
  system.pipes.put(input, Uint8Array.of(1));
  expect(readiness(system, fd)).toBe(POLLIN | POLLOUT);
  system.pipes.put(output, new Uint8Array(65536));
  expect(readiness(system, fd)).toBe(POLLIN);
});

it('looks at the rings of a socket that connects while it is polled', () => {
  const system = System.create(() => {});
  const fd = socket(system);
  const { descriptors } = system;
  const get = descriptors.get.bind(descriptors);
  let connected = false;
  descriptors.get = (asked) => {
    const seen = get(asked);
    if (!connected) {
      connected = true;
      connect(system, fd);
    }
    return seen;
  };
  expect(readiness(system, fd)).toBe(POLLOUT);
});

it('closes the rings that a socket got after its descriptor was looked up', () => {
  const told: unknown[] = [];
  const system = System.create((message) => told.push(message));
  const fd = socket(system);
  const early = system.descriptors.get(fd);
  const { input, output } = connect(system, fd);
  system.release(early);
  expect(system.pipes.hasReaders(input)).toBe(false);
  expect(system.pipes.hasWriters(output)).toBe(false);
  expect(told).toContainEqual({ kind: 'closed', handle: 1 });
});
