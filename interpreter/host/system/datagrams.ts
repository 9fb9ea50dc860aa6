// UDP sockets, on Node's main thread. Datagrams wait here until they are received; the socket's ring holds a byte for
// each, for those who poll.

import dgram from 'node:dgram';
import { errno, negated } from './errno.js';
import type { Reply } from './requests.js';
import { optionNumber } from './socket_options.js';
import type { System } from './system.js';

/** Bytes that wait at most; more are dropped, as the system does it. */
const ROOM = 212_992;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_BROADCAST = 6;

interface Datagram {
  readonly data: Buffer;
  readonly host: string;
  readonly port: number;
}

export class Datagrams {
  private readonly waiting: Datagram[] = [];
  private bytes = 0;
  private socket: dgram.Socket | null = null;
  private ready: Promise<Reply> | null = null;
  connected = false;
  private readonly options: [level: number, name: number, value: Uint8Array][] = [];

  constructor(
    private readonly system: System,
    private readonly pipe: number,
    private readonly v6: boolean,
    private readonly failed: (error: unknown) => void,
  ) {}

  private open(reuseAddr: boolean): dgram.Socket {
    const socket = dgram.createSocket({ type: this.v6 ? 'udp6' : 'udp4', reuseAddr });
    this.socket = socket;
    socket.on('message', (data, { address, port }) => {
      if (this.bytes + data.length > ROOM) return;
      this.bytes += data.length;
      this.waiting.push({ data, host: address, port });
      this.system.pipes.put(this.pipe, Uint8Array.of(1));
    });
    socket.on('error', this.failed);
    return socket;
  }

  bind(host: string, port: number, options: ReadonlyMap<string, Uint8Array>): Promise<Reply> | Reply {
    if (this.ready) return { status: -errno.EINVAL };
    const reuse = options.get(`${SOL_SOCKET} ${SO_REUSEADDR}`);
    const socket = this.open(reuse !== undefined && optionNumber(reuse) !== 0);
    this.ready = new Promise((resolve) => {
      socket.once('error', (error) => {
        this.ready = null;
        resolve({ status: negated(error) });
      });
      socket.bind({ address: host, port, exclusive: true }, () => {
        for (const option of this.options) this.setOption(...option);
        resolve({ status: 0 });
      });
    });
    return this.ready;
  }

  /** Bound to some port if it was not bound yet. */
  private bound(): Promise<Reply> | Reply {
    return this.ready ?? this.bind(this.v6 ? '::' : '0.0.0.0', 0, new Map());
  }

  async connect(host: string, port: number): Promise<Reply> {
    const bound = await this.bound();
    const { socket } = this;
    if (bound.status < 0 || !socket) return bound;
    if (this.connected) socket.disconnect();
    return new Promise((resolve) => {
      // dgram hands the error to the callback, and to no listener then
      (socket.connect as (port: number, host: string, done: (error?: Error) => void) => void)(port, host, (error) => {
        this.connected = !error;
        resolve({ status: error ? negated(error) : 0 });
      });
    });
  }

  async send(data: Uint8Array, host: string | null, port: number): Promise<Reply> {
    const bound = await this.bound();
    const { socket } = this;
    if (bound.status < 0 || !socket) return bound;
    if (host === null && !this.connected) return { status: -errno.EDESTADDRREQ };
    return new Promise((resolve) => {
      const done = (error: Error | null) => resolve({ status: error ? negated(error) : data.length });
      if (this.connected) socket.send(data, done);
      else socket.send(data, port, host ?? '', done);
    });
  }

  /** The first datagram: the sender's host, port and the datagram's length as lines, then its first `length` bytes. */
  receive(length: number, peek: boolean): Reply {
    const datagram = peek ? this.waiting[0] : this.waiting.shift();
    if (!datagram) return { status: -errno.EAGAIN };
    const { data, host, port } = datagram;
    if (!peek) {
      this.bytes -= data.length;
      this.system.pipes.take(this.pipe, new Uint8Array(1), 1);
    }
    const head = Buffer.from(`${host}\n${port}\n${data.length}\n`);
    return { status: head.length, content: Buffer.concat([head, data.subarray(0, length)]) };
  }

  name(peer: boolean): Reply {
    try {
      const { address, port } = peer ? this.socket!.remoteAddress() : this.socket!.address();
      return { status: 0, content: Buffer.from(`${address}\n${port}`) };
    } catch {
      if (peer) return { status: -errno.ENOTCONN };
      return { status: 0, content: Buffer.from(`${this.v6 ? '::' : '0.0.0.0'}\n0`) };
    }
  }

  setOption(level: number, name: number, value: Uint8Array): Reply {
    if (!this.ready) this.options.push([level, name, value]);
    else if (level === SOL_SOCKET && name === SO_BROADCAST) this.socket?.setBroadcast(optionNumber(value) !== 0);
    return { status: 0 };
  }

  close(): void {
    this.socket?.close();
    this.socket = null;
  }
}
