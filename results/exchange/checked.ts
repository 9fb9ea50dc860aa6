import { StoreError } from '../database.js';

/** A value inside a JSON file. Every reader returns what it says or throws a StoreError that names file and place. */
export class Checked {
  readonly value: unknown;
  private readonly file: string;
  /** The way to the value, such as `variants[2].loops`; empty for the whole file. */
  private readonly place: string;

  constructor(value: unknown, file: string, place = '') {
    this.value = value;
    this.file = file;
    this.place = place;
  }

  static parse(text: string, file: string): Checked {
    try {
      return new Checked(JSON.parse(text), file);
    } catch (error) {
      throw new StoreError(`${file} is not JSON: ${(error as Error).message}`);
    }
  }

  refuse(problem: string): never {
    throw new StoreError(`${this.file}: ${this.place ? `${this.place} ` : 'it '}${problem}`);
  }

  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A field of an object; it may be absent. */
  field(name: string): Checked {
    const path = /^[A-Za-z_]\w*$/.test(name) ? `${this.place ? '.' : ''}${name}` : `[${JSON.stringify(name)}]`;
    return new Checked(this.object()[name], this.file, this.place + path);
  }

  object(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.refuse('must be an object');
    return value as Record<string, unknown>;
  }

  items(): Checked[] {
    if (!Array.isArray(this.value)) return this.refuse('must be a list');
    return this.value.map((item, index) => new Checked(item, this.file, `${this.place}[${index}]`));
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('must be a text');
  }

  texts(): string[] {
    return this.items().map((item) => item.text());
  }

  oneOf<T extends string>(...allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === this.value);
    return found ?? this.refuse(`must be one of ${allowed.join(', ')}`);
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse('must be true or false');
  }

  whole(least = Number.MIN_SAFE_INTEGER): number {
    const { value } = this;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.refuse(`must be a whole number${least === Number.MIN_SAFE_INTEGER ? '' : `, ${least} or more`}`);
  }

  number(least = Number.NEGATIVE_INFINITY): number {
    const { value } = this;
    if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value;
    return this.refuse(`must be a number${least === Number.NEGATIVE_INFINITY ? '' : `, ${least} or more`}`);
  }

  above(limit: number): number {
    const value = this.number();
    return value > limit ? value : this.refuse(`must be above ${limit}`);
  }

  /** Null where the value is null or absent. */
  optional<T>(read: (value: Checked) => T): T | null {
    return this.isPresent ? read(this) : null;
  }
}
