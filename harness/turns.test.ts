import { describe, expect, it } from 'vitest';
import { takeTurns } from './turns.js';

/** Lets everything that is ready to go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('go round, one member at a time, and wait for whose turn it is', async () => {
    const [a, b, c] = takeTurns(3);
    const log: string[] = [];
    const take = (name: string, turn: typeof a) => void turn.take().then(() => log.push(name));
    take('c', c);
    take('b', b);
    await settle();
    expect(log).toEqual([]);
    take('a', a);
    await settle();
    expect(log).toEqual(['a']);
    take('a', a);
    await settle();
    expect(log).toEqual(['a', 'b']);
    take('b', b);
    await settle();
    take('c', c);
    await settle();
    expect(log).toEqual(['a', 'b', 'c', 'a']);
  });

  it('pass over who has left, with the turn or without it', async () => {
    const [a, b, c] = takeTurns(3);
    const log: string[] = [];
    const take = (name: string, turn: typeof a) => void turn.take().then(() => log.push(name));
    b.leave();
    take('a', a);
    take('c', c);
    await settle();
    expect(log).toEqual(['a']);
    a.leave();
    await settle();
    expect(log).toEqual(['a', 'c']);
    take('c', c);
    await settle();
    expect(log).toEqual(['a', 'c', 'c']);
    c.leave();
  });

  it('stop waiting for a member that leaves before its turn', async () => {
    const [a, b] = takeTurns(2);
    await a.take();
    const again = a.take();
    b.leave();
    await again;
    a.leave();
    a.leave();
  });
});
