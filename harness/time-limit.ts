/** A time limit whose clock can be stopped, so that time spent waiting for others does not count. */
export class TimeLimit {
  private readonly expire: () => void;
  private left: number;
  private startedAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private ended = false;

  /** The clock runs from the start; `expire` is called once when the limit is used up. */
  constructor(limitMs: number, expire: () => void) {
    this.left = limitMs;
    this.expire = expire;
    this.run();
  }

  /** Lets the clock run, if it does not already. */
  run(): void {
    if (this.ended || this.timer) return;
    this.startedAt = performance.now();
    this.timer = setTimeout(() => {
      this.end();
      this.expire();
    }, this.left);
  }

  /** Stops the clock until it is let run again. */
  rest(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.left = Math.max(0, this.left - (performance.now() - this.startedAt));
  }

  /** Takes the limit away for good. */
  end(): void {
    this.rest();
    this.ended = true;
  }
}
