// A TCP handle that is bound but neither listens nor connects: Python's bind() comes before both. Node's public API binds
// and listens in one step, so this is taken from beneath it.

import net from 'node:net';
import { errno } from './errno.js';

interface TcpHandle {
  bind(host: string, port: number): number;
  bind6(host: string, port: number, flags: number): number;
  getsockname(target: { address?: string; port?: number }): number;
  close(): void;
}

interface TcpBinding {
  readonly TCP: new (kind: number) => TcpHandle;
  readonly constants: { readonly SOCKET: number; readonly SERVER: number };
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export class BoundHandle {
  private constructor(
    private readonly handle: TcpHandle,
    readonly address: Address,
  ) {}

  /** Binds; a number is a negated errno. */
  static bind(host: string, port: number, v6: boolean): BoundHandle | number {
    const { TCP, constants } = (process as unknown as { binding(name: string): TcpBinding }).binding('tcp_wrap');
    const handle = new TCP(constants.SERVER);
    const name: { address?: string; port?: number } = {};
    // libuv keeps an address in use to itself until it is asked for the name
    const status = (v6 ? handle.bind6(host, port, 0) : handle.bind(host, port)) || handle.getsockname(name);
    if (status === 0) return new BoundHandle(handle, { host: name.address ?? host, port: name.port ?? port });
    handle.close();
    return status > -4000 ? status : -errno.EINVAL;
  }

  /** Makes a server listen on it: the handle is the server's from then on. */
  listen(server: net.Server, backlog: number): void {
    server.listen({ _handle: this.handle } as unknown as net.ListenOptions, backlog);
  }

  /** A socket that connects from here: the handle is its own from then on. */
  socket(): net.Socket {
    return new net.Socket({ handle: this.handle, allowHalfOpen: true, manualStart: true } as net.SocketConstructorOpts);
  }

  close(): void {
    this.handle.close();
  }
}
