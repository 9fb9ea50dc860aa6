// Stream sockets, on Node's main thread. What every worker needs of a socket (its rings, state and error) lies in its
// description (descriptors.ts): reading, writing and polling do without the main thread. Here is the rest: names,
// connecting, accepting, options. Datagram sockets: datagrams.ts.

import net from 'node:net';
import { type Address, BoundHandle } from './bound_handle.js';
import { Datagrams } from './datagrams.js';
import { type Description, Field, Kind, SocketState } from './descriptors.js';
import { errno, negated } from './errno.js';
import { DRAINED, FED } from './pipes.js';
import type { Pumps } from './pumps.js';
import type { Reply } from './requests.js';
import { optionReply, setStreamOption } from './socket_options.js';
import type { System } from './system.js';

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const READ_WRITE = 2;

/** What the main thread knows of a socket. */
export interface Served {
  readonly handle: number;
  readonly description: Description;
  readonly family: number;
  /** Values of options, by level and name. */
  readonly options: Map<string, Uint8Array>;
  bound?: BoundHandle;
  /** Names of a Unix socket. */
  path?: string;
  peerPath?: string;
  /** Names of a connected one: they outlast its stream. */
  local?: Address;
  peer?: Address;
  stream?: net.Socket;
  server?: net.Server;
  /** The ring that holds a byte for each connection, or datagram, that waits. */
  arrivals?: number;
  readonly backlog: net.Socket[];
  datagrams?: Datagrams;
  closed?: boolean;
}

const ok: Reply = { status: 0 };

export class Sockets {
  private readonly served = new Map<number, Served>();
  private next = 1;

  constructor(
    private readonly system: System,
    private readonly pumps: Pumps,
  ) {}

  /** The operations, for workers. The first argument of most is a descriptor. */
  readonly operations = {
    socketOpen: (family: number, type: number, protocol: number) => this.open(family, type, protocol),
    socketPair: (family: number, type: number) => this.pair(family, type),
    socketInfo: (fd: number) =>
      this.on(fd, ({ description, family }) => {
        const { descriptors } = this.system;
        const fields = [Field.type, Field.protocol].map((which) => descriptors.field(description, which));
        return { status: 0, content: Buffer.from([family, ...fields].join(' ')) };
      }),
    socketBind: (fd: number, host: string, port: number) => this.on(fd, (socket) => this.bind(socket, host, port)),
    socketListen: (fd: number, backlog: number) => this.on(fd, (socket) => this.listen(socket, backlog)),
    socketAccept: (fd: number) => this.on(fd, (socket) => this.accept(socket)),
    socketConnect: (fd: number, host: string, port: number) =>
      this.on(fd, (socket) => this.connect(socket, host, port)),
    socketError: (fd: number) =>
      this.on(fd, ({ description }) => ({ status: this.system.descriptors.takeError(description) })),
    socketName: (fd: number, peer: number) => this.on(fd, (socket) => this.name(socket, peer !== 0)),
    socketShutdown: (fd: number, how: number) => this.on(fd, (socket) => this.shutdown(socket, how)),
    socketPeek: (fd: number, length: number) => this.on(fd, (socket) => this.peek(socket, length)),
    socketSend: (fd: number, data: Uint8Array, host: string | null, port: number) =>
      this.on(fd, (socket) => socket.datagrams?.send(data, host, port) ?? { status: -errno.EISCONN }),
    socketReceive: (fd: number, length: number, peek: number) =>
      this.on(fd, (socket) => socket.datagrams?.receive(length, peek !== 0) ?? { status: -errno.EINVAL }),
    socketSetOption: (fd: number, level: number, name: number, value: Uint8Array) =>
      this.on(fd, (socket) => {
        socket.options.set(`${level} ${name}`, value);
        if (socket.stream) setStreamOption(socket.stream, level, name, value);
        return socket.datagrams?.setOption(level, name, value) ?? ok;
      }),
    socketGetOption: (fd: number, level: number, name: number) =>
      this.on(fd, (socket) => optionReply(this.system, socket, level, name)),
  };

  private on(fd: number, work: (socket: Served) => Reply | Promise<Reply>): Reply | Promise<Reply> {
    const description = this.system.descriptors.get(fd);
    if (description === null) return { status: -errno.EBADF };
    const socket = description.kind === Kind.socket ? this.served.get(description.handle) : undefined;
    return socket ? work(socket) : { status: -errno.ENOTSOCK };
  }

  /** The last descriptor of a socket was closed. */
  closed(handle: number): void {
    const socket = this.served.get(handle);
    if (!socket) return;
    this.served.delete(handle);
    socket.closed = true;
    socket.bound?.close();
    socket.server?.close();
    for (const waiting of socket.backlog) waiting.destroy();
    socket.datagrams?.close();
    if (socket.arrivals !== undefined) this.system.pipes.closeEnd(socket.arrivals, 'write');
    // a connected stream ends when its rings are drained
    if (socket.stream?.connecting) socket.stream.destroy();
  }

  private open(family: number, type: number, protocol: number): Reply {
    if (![AF_UNIX, AF_INET, AF_INET6].includes(family)) return { status: -errno.EAFNOSUPPORT };
    if (type !== SOCK_STREAM && !(type === SOCK_DGRAM && family !== AF_UNIX)) return { status: -errno.EPROTONOSUPPORT };
    const made = this.add(family, type, protocol);
    if (typeof made === 'number') return { status: made };
    const { fd, socket } = made;
    if (type === SOCK_DGRAM) {
      const pipe = this.system.pipes.create(1, 1);
      if (pipe < 0) return this.giveUp(fd, -errno.ENFILE);
      this.setField(socket, Field.input, pipe);
      this.setField(socket, Field.state, SocketState.datagram);
      this.served.set(socket.handle, {
        ...socket,
        arrivals: pipe,
        datagrams: new Datagrams(this.system, pipe, family === AF_INET6, (error) => this.fail(socket, error)),
      });
    }
    return { status: fd };
  }

  private giveUp(fd: number, status: number): Reply {
    this.system.release(this.system.descriptors.close(fd));
    return { status };
  }

  /** A new socket under a new descriptor, or a negated errno. */
  private add(family: number, type: number, protocol: number): { fd: number; socket: Served } | number {
    const { descriptors } = this.system;
    const handle = this.next++;
    const fd = descriptors.open(Kind.socket, handle, READ_WRITE);
    if (fd < 0) return -errno.EMFILE;
    const description = descriptors.get(fd)!;
    descriptors.setField(description, Field.family, family);
    descriptors.setField(description, Field.type, type);
    descriptors.setField(description, Field.protocol, protocol);
    const socket: Served = { handle, description, family, options: new Map(), backlog: [] };
    this.served.set(handle, socket);
    return { fd, socket };
  }

  private setField({ description, handle }: Served, which: number, value: number): void {
    const { descriptors } = this.system;
    if (descriptors.isSocket(description, handle)) descriptors.setField(description, which, value);
  }

  private state({ description }: Served): number {
    return this.system.descriptors.field(description, Field.state);
  }

  private fail(socket: Served, error: unknown): void {
    this.setField(socket, Field.error, -negated(error));
    this.system.active();
  }

  private pair(family: number, type: number): Reply {
    if (family !== AF_UNIX) return { status: -errno.EOPNOTSUPP };
    if ((type & 0xf) !== SOCK_STREAM) return { status: -errno.EPROTONOSUPPORT };
    const { pipes } = this.system;
    const rings = [pipes.create(), pipes.create()];
    const ends = [this.add(family, SOCK_STREAM, 0), this.add(family, SOCK_STREAM, 0)];
    const content = Buffer.alloc(8);
    for (const [i, end] of ends.entries()) {
      if (typeof end === 'number') return { status: end };
      if (rings.includes(-1)) return { status: -errno.ENFILE };
      this.setField(end.socket, Field.input, rings[i]);
      this.setField(end.socket, Field.output, rings[1 - i]);
      this.setField(end.socket, Field.state, SocketState.connected);
      content.writeInt32LE(end.fd, i * 4);
    }
    return { status: 0, content };
  }

  private bind(socket: Served, host: string, port: number): Reply | Promise<Reply> {
    if (socket.datagrams) return socket.datagrams.bind(host, port, socket.options);
    if (socket.bound || socket.server || socket.stream) return { status: -errno.EINVAL };
    if (socket.family === AF_UNIX) {
      // Node has no bind() for them: the server listens from now on
      const server = this.server(socket);
      if (server === null) return { status: -errno.ENFILE };
      socket.path = host;
      return started(server, () => server.listen(host));
    }
    const bound = BoundHandle.bind(host, port, socket.family === AF_INET6);
    if (typeof bound === 'number') return { status: bound };
    socket.bound = bound;
    return ok;
  }

  /** Gives a socket its server; null: there is no ring left that could say that somebody can be accepted. */
  private server(socket: Served): net.Server | null {
    const arrivals = this.system.pipes.create(1, 1);
    if (arrivals < 0) return null;
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (stream) => {
      if (socket.closed) {
        stream.destroy();
        return;
      }
      socket.backlog.push(stream);
      this.system.pipes.put(arrivals, Uint8Array.of(1));
    });
    this.setField(socket, Field.input, arrivals);
    socket.server = server;
    socket.arrivals = arrivals;
    return server;
  }

  private listen(socket: Served, backlog: number): Reply | Promise<Reply> {
    const state = this.state(socket);
    if (socket.datagrams) return { status: -errno.EOPNOTSUPP };
    if (state === SocketState.connected || state === SocketState.connecting) return { status: -errno.EINVAL };
    if (state === SocketState.listening) return ok;
    if (socket.family === AF_UNIX) {
      if (!socket.server) return { status: -errno.EINVAL };
      this.setField(socket, Field.state, SocketState.listening);
      return ok;
    }
    if (!socket.bound) {
      const v6 = socket.family === AF_INET6;
      const bound = BoundHandle.bind(v6 ? '::' : '0.0.0.0', 0, v6);
      if (typeof bound === 'number') return { status: bound };
      socket.bound = bound;
    }
    const { bound } = socket;
    const server = this.server(socket);
    if (server === null) return { status: -errno.ENFILE };
    socket.bound = undefined;
    return started(server, () => bound.listen(server, Math.max(1, backlog))).then((reply) => {
      if (reply.status === 0) this.setField(socket, Field.state, SocketState.listening);
      this.system.active();
      return reply;
    });
  }

  private accept(socket: Served): Reply {
    if (this.state(socket) !== SocketState.listening) return { status: -errno.EINVAL };
    const stream = socket.backlog.shift();
    if (!stream || socket.arrivals === undefined) return { status: -errno.EAGAIN };
    this.system.pipes.take(socket.arrivals, new Uint8Array(1), 1);
    const made = this.add(socket.family, SOCK_STREAM, 0);
    if (typeof made === 'number') {
      stream.destroy();
      return { status: made };
    }
    const accepted = made.socket;
    accepted.path = socket.path;
    accepted.peerPath = '';
    if (!this.attach(accepted, stream)) return this.giveUp(made.fd, -errno.ENFILE);
    return { status: made.fd, content: this.name(accepted, true).content };
  }

  /** Connects a stream's bytes with rings; false: there are none. */
  private attach(socket: Served, stream: net.Socket): boolean {
    const { pipes } = this.system;
    const input = pipes.create(1, 1, FED);
    const output = pipes.create(1, 1, DRAINED);
    if (input < 0 || output < 0) {
      stream.destroy();
      return false;
    }
    socket.stream = stream;
    socket.local = { host: stream.localAddress ?? '', port: stream.localPort ?? 0 };
    socket.peer = { host: stream.remoteAddress ?? '', port: stream.remotePort ?? 0 };
    for (const [key, value] of socket.options) {
      const [level, name] = key.split(' ').map(Number);
      setStreamOption(stream, level, name, value);
    }
    this.setField(socket, Field.input, input);
    this.setField(socket, Field.output, output);
    let open = 2;
    const done = (error: unknown) => {
      if (error) this.fail(socket, error);
      if (--open === 0) stream.destroySoon();
    };
    this.pumps.feed(input, stream, done);
    this.pumps.drain(output, stream, done);
    this.setField(socket, Field.state, SocketState.connected);
    this.system.active();
    return true;
  }

  private connect(socket: Served, host: string, port: number): Reply | Promise<Reply> {
    if (socket.datagrams) return socket.datagrams.connect(host, port);
    const state = this.state(socket);
    if (state === SocketState.connected) return { status: -errno.EISCONN };
    if (state === SocketState.connecting) return { status: -errno.EALREADY };
    if (socket.server) return { status: -errno.EISCONN };
    this.system.descriptors.takeError(socket.description);
    const stream = socket.bound?.socket() ?? new net.Socket({ allowHalfOpen: true });
    socket.bound = undefined;
    socket.stream = stream;
    socket.peerPath = host;
    socket.path ??= '';
    this.setField(socket, Field.state, SocketState.connecting);
    const failed = (error: Error) => {
      socket.stream = undefined;
      this.setField(socket, Field.state, SocketState.idle);
      this.fail(socket, error);
    };
    stream.once('error', failed);
    stream.once('connect', () => {
      stream.removeListener('error', failed);
      if (socket.closed) stream.destroy();
      else if (!this.attach(socket, stream)) failed(Object.assign(new Error(), { errno: -errno.ENFILE }));
    });
    try {
      if (socket.family === AF_UNIX) stream.connect(host);
      else stream.connect({ host, port, family: socket.family === AF_INET6 ? 6 : 4 });
    } catch (error) {
      failed(error as Error);
      return { status: negated(error) };
    }
    return { status: -errno.EINPROGRESS };
  }

  /** The socket's name, or its peer's: `host`, a line end, `port`; of a Unix socket its path. */
  private name(socket: Served, peer: boolean): Reply {
    const reply = (host: string | undefined, port: number | undefined) => ({
      status: 0,
      content: Buffer.from(`${host ?? ''}\n${port ?? 0}`),
    });
    if (socket.datagrams) return socket.datagrams.name(peer);
    if (peer && this.state(socket) !== SocketState.connected) return { status: -errno.ENOTCONN };
    if (socket.family === AF_UNIX) return reply(peer ? socket.peerPath : socket.path, 0);
    if (peer) return reply(socket.peer?.host, socket.peer?.port);
    const own = socket.bound?.address ?? socket.local;
    if (own) return reply(own.host, own.port);
    const address = socket.server?.address();
    if (address && typeof address === 'object') return reply(address.address, address.port);
    return reply(socket.family === AF_INET6 ? '::' : '0.0.0.0', 0);
  }

  private shutdown(socket: Served, how: number): Reply {
    if (how < 0 || how > 2) return { status: -errno.EINVAL };
    if (socket.datagrams) return socket.datagrams.connected ? ok : { status: -errno.ENOTCONN };
    if (this.state(socket) === SocketState.listening) return ok;
    if (this.state(socket) !== SocketState.connected) return { status: -errno.ENOTCONN };
    const { descriptors, pipes } = this.system;
    const { description } = socket;
    const old = descriptors.field(description, Field.shut);
    const shut = old | (how === 0 ? 1 : how === 1 ? 2 : 3);
    this.setField(socket, Field.shut, shut);
    if ((shut & ~old & 2) !== 0) pipes.closeEnd(descriptors.field(description, Field.output), 'write');
    pipes.wakeAll();
    this.system.active();
    return ok;
  }

  private peek(socket: Served, length: number): Reply {
    if (socket.datagrams) return socket.datagrams.receive(length, true);
    if (this.state(socket) !== SocketState.connected) return { status: -errno.ENOTCONN };
    const { descriptors, pipes } = this.system;
    const pipe = descriptors.field(socket.description, Field.input);
    const content = pipes.peek(pipe, Math.min(length, 65536));
    const ended = !pipes.hasWriters(pipe) || (descriptors.field(socket.description, Field.shut) & 1) !== 0;
    return content.length === 0 && !ended ? { status: -errno.EAGAIN } : { status: 0, content };
  }

  close(): void {
    for (const handle of [...this.served.keys()]) this.closed(handle);
  }
}

/** Starts a server; answers once it listens, or can't. */
function started(server: net.Server, start: () => void): Promise<Reply> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve({ status: negated(error) }));
    server.once('listening', () => resolve(ok));
    start();
  });
}
