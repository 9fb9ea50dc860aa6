import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Migration, migrations } from './migrations/index.js';

/** Marks the file as ours in SQLite's header: the letters "GILL". */
const applicationId = 0x47494c4c;

/** The store cannot be used as it is; the message says why and what to do. The file was not changed. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** Whether what is wrong is the file itself, and not what was asked of it. */
  readonly isDamage: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isDamage?: boolean } = {}) {
    super(message, options);
    this.isDamage = options.isDamage ?? false;
  }
}

export interface OpenOptions {
  /** Read only: the file must exist; one with an older schema is migrated first. */
  readonly readonly?: boolean;
  readonly migrations?: readonly Migration[];
}

export type Connection = Database.Database;

/**
 * Opens the store at `file`, creating or migrating it as needed, after checking that it is ours, intact and not from
 * a newer gil-lab.
 * @throws StoreError when it is not.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Connection {
  const readonly = options.readonly ?? false;
  if (readonly && file !== ':memory:' && !existsSync(file)) {
    throw new StoreError(`There is no result store at ${file}: run \`gil-lab run\` first, or name another with --db.`);
  }
  let connection: Connection | undefined;
  try {
    if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const known = options.migrations ?? migrations;
    const inspected = file !== ':memory:' && existsSync(file) && inspect(file, known);
    connection = new Database(file, { readonly, timeout: 10_000 });
    if (!inspected) checkAll(connection, file, known);
    connection.pragma('foreign_keys = ON');
    if (!readonly) connection.pragma('journal_mode = WAL');
    if (isCurrent(connection, file, known)) return connection;
    if (!readonly) {
      migrate(connection, known);
      return connection;
    }
    connection.close();
    openDatabase(file, { migrations: known }).close();
    return openDatabase(file, options);
  } catch (error) {
    connection?.close();
    throw explain(error, file);
  }
}

/**
 * Looks at a file through a connection that cannot write, so that one which is refused stays as it is: closing a
 * connection that can would carry what another program left in its log over into its file. False where only a
 * connection that writes can tell, because whoever wrote last was killed in the middle.
 * @throws StoreError
 */
function inspect(file: string, known: readonly Migration[], name = file): boolean {
  let connection: Connection | undefined;
  try {
    connection = new Database(file, { readonly: true, timeout: 10_000 });
    checkAll(connection, name, known);
    return true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && /^SQLITE_(READONLY|CANTOPEN)/.test(code)) return false;
    throw error;
  } finally {
    connection?.close();
  }
}

/**
 * Makes sure that a file is a store that this program could open, without changing it. In messages it has another name
 * where it is a copy.
 * @throws StoreError when it is not.
 */
export function inspectStore(file: string, name = file): void {
  if (!existsSync(file)) throw new StoreError(`There is no result store at ${file}.`);
  try {
    inspect(file, migrations, name);
  } catch (error) {
    throw explain(error, name);
  }
}

function checkAll(connection: Connection, file: string, known: readonly Migration[]): void {
  checkIdentity(connection, file);
  isCurrent(connection, file, known);
  checkIntegrity(connection, file);
}

function checkIdentity(connection: Connection, file: string): void {
  const id = connection.pragma('application_id', { simple: true }) as number;
  if (id === applicationId) return;
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  // An empty file is one that we may make our own.
  if (id !== 0 || tables > 0) {
    throw new StoreError(`${file} is a SQLite database of another program. Name a file of gil-lab's own with --db.`);
  }
}

function checkIntegrity(connection: Connection, file: string): void {
  const verdict = connection.pragma('quick_check(1)', { simple: true }) as string;
  if (verdict !== 'ok') {
    throw new StoreError(
      `${file} is damaged (${verdict}). Restore a backup, or save what is readable with \`sqlite3 ${file} .recover\`.`,
      { isDamage: true },
    );
  }
}

function version(connection: Connection): number {
  return connection.pragma('user_version', { simple: true }) as number;
}

function isCurrent(connection: Connection, file: string, known: readonly Migration[]): boolean {
  const newest = known.length;
  if (version(connection) > newest) {
    throw new StoreError(
      `${file} has schema ${version(connection)}, and this gil-lab knows schemas up to ${newest}: update gil-lab to read it.`,
    );
  }
  return version(connection) === newest;
}

function migrate(connection: Connection, known: readonly Migration[]): void {
  connection
    .transaction(() => {
      // Another process may have migrated between the check before and this lock.
      for (const migration of known.slice(version(connection))) {
        connection.exec(migration.sql);
        connection.pragma(`user_version = ${migration.number}`);
      }
      connection.pragma(`application_id = ${applicationId}`);
    })
    .immediate();
}

/** Turns SQLite's error codes into messages that say what to do; other errors pass unchanged. */
export function explain(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error;
  const cause = { cause: error };
  if (code.startsWith('SQLITE_NOTADB')) return new StoreError(`${file} is not a SQLite database.`, cause);
  if (code.startsWith('SQLITE_CORRUPT')) {
    const message = `${file} is damaged: restore a backup, or try \`sqlite3 ${file} .recover\`.`;
    return new StoreError(message, { ...cause, isDamage: true });
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return new StoreError(`${file} cannot be written: it, or its folder, is read-only. Name another with --db.`, cause);
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR') {
    return new StoreError(`${file} cannot be opened: check that its folder exists and may be written.`, cause);
  }
  if (code.startsWith('SQLITE_BUSY')) return new StoreError(`${file} is locked by another program.`, cause);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return new StoreError(`The disk is full: ${file} was left as it was before the last transaction.`, cause);
  }
  return error;
}
