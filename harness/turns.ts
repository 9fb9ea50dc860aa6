/** One member's side of the turns that a group takes. */
export interface Turn {
  /** Gives the turn that the member has, if any, to the next one, and waits for its own. */
  take(): Promise<void>;
  /** Leaves the group for good, whether or not it is the member's turn. */
  leave(): void;
}

/**
 * A turn that goes round a group in a fixed order and that one member has at a time. Whose turn has come is waited for
 * until it takes or leaves, so that every member has had its n-th turn, or has left, before any has the next one.
 */
export function takeTurns(members: number): Turn[] {
  const waiting = new Map<number, () => void>();
  const left = new Set<number>();
  let next = 0;
  let holder: number | null = null;

  const pass = () => {
    if (holder !== null || left.size === members) return;
    while (left.has(next)) next = (next + 1) % members;
    const begin = waiting.get(next);
    if (!begin) return;
    waiting.delete(next);
    holder = next;
    next = (next + 1) % members;
    begin();
  };
  const giveBack = (member: number) => {
    if (holder === member) holder = null;
  };
  return Array.from({ length: members }, (_, member) => ({
    take: () =>
      new Promise<void>((begin) => {
        giveBack(member);
        waiting.set(member, begin);
        pass();
      }),
    leave: () => {
      left.add(member);
      waiting.delete(member);
      giveBack(member);
      pass();
    },
  }));
}
