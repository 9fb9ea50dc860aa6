// What the imports of one kernel instance share.

import type { KernelExports } from './kernel.js';
import type { Requester } from './system/requests.js';
import type { System } from './system/system.js';

/** Ends the instance from within an import: unwinds through the kernel. */
export class ExitSignal extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}

export interface WorkerContext {
  readonly memory: WebAssembly.Memory;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Set once the instance exists. */
  exports: KernelExports;
  readonly options: WorkerOptions;
  readonly system: System;
  readonly requests: Requester;
  /** This worker runs Python's main thread: signals are its business. */
  readonly isMain: boolean;
  /** A signal waits for this thread: blocking calls end with EINTR. */
  interrupted(): boolean;
  /** Sends a request to the main thread without waiting. */
  post(message: unknown): void;
}

export interface WorkerOptions {
  readonly optimize: number;
  readonly debug: boolean;
}

const decoder = new TextDecoder();

/** UTF-8 at an address as a string. */
export function readText(context: WorkerContext, address: number, length: number): string {
  const at = address >>> 0;
  // TextDecoder refuses views of shared memory
  return decoder.decode(context.bytes.slice(at, at + length));
}

/** UTF-16 literal of the kernel's language: its size in bytes stands at -4. */
export function readLiteral(context: WorkerContext, address: number): string {
  const at = address >>> 0;
  if (at === 0) return '';
  const size = context.view.getUint32(at - 4, true);
  return Buffer.from(context.bytes.slice(at, at + size)).toString('utf16le');
}

/** A str object as a JavaScript string; lone surrogates stay what they are. */
export function readStr(context: WorkerContext, address: number): string {
  const at = address >>> 0;
  const length = context.view.getUint32(at + 16, true);
  const kind = context.bytes[at + 20];
  const data = Buffer.from(context.bytes.slice(at + 32, at + 32 + length * kind));
  if (kind === 1) return data.toString('latin1');
  if (kind === 2) return data.toString('utf16le');
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCodePoint(data.readUInt32LE(i * 4));
  return text;
}

/** A path: as a string, or as bytes where it holds bytes that are no UTF-8 (surrogate escapes). */
export function readPath(context: WorkerContext, address: number): string | Buffer {
  const text = readStr(context, address);
  if (!/\p{Surrogate}/u.test(text)) return text;
  const parts: Buffer[] = [];
  for (const part of text.split(/(\p{Surrogate})/u)) {
    const escaped = part.length === 1 && /[\udc80-\udcff]/.test(part);
    parts.push(escaped ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** Content of a bytes object, copied. */
export function readBytes(context: WorkerContext, address: number): Uint8Array {
  const at = address >>> 0;
  return context.bytes.slice(at + 32, at + 32 + context.view.getUint32(at + 16, true));
}

/**
 * A result block { u32 status, u32 length, bytes } in the kernel's memory; the kernel frees it. 0: no memory.
 */
export function resultBlock(context: WorkerContext, status: number, content: Uint8Array): number {
  const at = context.exports.kernelAlloc(8 + content.length) >>> 0;
  if (at === 0) return 0;
  context.view.setUint32(at, status, true);
  context.view.setUint32(at + 4, content.length, true);
  context.bytes.set(content, at + 8);
  return at;
}
