/** Estimates the time left from what each kind of step took before. */
export class RemainingTime {
  private readonly known = new Map<string, number>();

  /** Notes that a step of this kind took so long. */
  learn(kind: string, ms: number): void {
    const before = this.known.get(kind);
    this.known.set(kind, before === undefined ? ms : (before + ms) / 2);
  }

  /** Milliseconds that steps of these kinds will take; kinds not seen yet count as the mean of the others. */
  estimate(kinds: readonly string[]): number | null {
    if (this.known.size === 0) return null;
    const values = [...this.known.values()];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return kinds.reduce((sum, kind) => sum + (this.known.get(kind) ?? mean), 0);
  }
}

/** 95 s -> "1 min 35 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export interface Progress {
  /** Shows what runs now; each call replaces the last. */
  step(done: number, total: number, what: string, remainingMs: number | null): void;
  /** A line that stays. */
  note(text: string): void;
  /** Takes the progress line away. */
  end(): void;
}

/** The part of a terminal stream that progress needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const colours = { dim: 2, red: 31, green: 32, yellow: 33, bold: 1 } as const;

/** Colours text for a terminal; leaves it alone where it is piped or NO_COLOR is set. */
export function paint(terminal: Terminal, environment: NodeJS.ProcessEnv = process.env) {
  const wanted = Boolean(terminal.isTTY) && !environment.NO_COLOR;
  return (colour: keyof typeof colours, text: string) => (wanted ? `\x1b[${colours[colour]}m${text}\x1b[0m` : text);
}

/** On a pipe or in a log, where a line cannot be written over, one step in this many milliseconds is told. */
export const plainStepEveryMs = 20_000;

/** Progress on one line that is written over; on a pipe a line now and then. */
export function terminalProgress(terminal: Terminal, now: () => number = () => performance.now()): Progress {
  let shown = false;
  let told = now();
  const colour = paint(terminal);
  const clear = () => {
    if (shown) terminal.write('\r\x1b[2K');
    shown = false;
  };
  return {
    step(done, total, what, remainingMs) {
      const left = remainingMs === null ? '' : ` · ${formatDuration(remainingMs)} left`;
      const text = `${done}/${total} · ${what}${left}`;
      if (!terminal.isTTY) {
        if (now() - told < plainStepEveryMs) return;
        told = now();
        terminal.write(`${text}\n`);
        return;
      }
      clear();
      const width = Math.max(20, (terminal.columns ?? 80) - 1);
      const filled = Math.round((12 * done) / Math.max(1, total));
      const bar = `${'━'.repeat(filled)}${colour('dim', '━'.repeat(12 - filled))}`;
      terminal.write(bar + ` ${text}`.slice(0, width - 12));
      shown = true;
    },
    note(text) {
      clear();
      terminal.write(`${text}\n`);
    },
    end: clear,
  };
}
