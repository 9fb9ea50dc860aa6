// Options of sockets. Those that Node can set are set; the others are remembered, and read back as they were set.

import type net from 'node:net';
import { Field, SocketState } from './descriptors.js';
import { errno } from './errno.js';
import type { Reply } from './requests.js';
import type { Served } from './sockets.js';
import type { System } from './system.js';

const SOL_SOCKET = 1;
const IPPROTO_TCP = 6;
const SO_TYPE = 3;
const SO_ERROR = 4;
const SO_SNDBUF = 7;
const SO_RCVBUF = 8;
const SO_KEEPALIVE = 9;
const SO_ACCEPTCONN = 30;
const SO_PROTOCOL = 38;
const SO_DOMAIN = 39;
const TCP_NODELAY = 1;
const TCP_MAXSEG = 2;

function int(value: number): Reply {
  const content = Buffer.alloc(4);
  content.writeInt32LE(value);
  return { status: 0, content };
}

/** First four bytes of an option's value as a number. */
export function optionNumber(value: Uint8Array): number {
  return value.length < 4 ? (value[0] ?? 0) : Buffer.from(value).readInt32LE();
}

export function setStreamOption(stream: net.Socket, level: number, name: number, value: Uint8Array): void {
  if (level === IPPROTO_TCP && name === TCP_NODELAY) stream.setNoDelay(optionNumber(value) !== 0);
  if (level === SOL_SOCKET && name === SO_KEEPALIVE) stream.setKeepAlive(optionNumber(value) !== 0);
}

/** The value of an option as getsockopt gives it. */
export function optionReply({ descriptors }: System, socket: Served, level: number, name: number): Reply {
  const { description } = socket;
  if (level === SOL_SOCKET) {
    switch (name) {
      case SO_TYPE:
        return int(descriptors.field(description, Field.type));
      case SO_ERROR:
        return int(descriptors.takeError(description));
      case SO_PROTOCOL:
        return int(descriptors.field(description, Field.protocol));
      case SO_DOMAIN:
        return int(socket.family);
      case SO_ACCEPTCONN:
        return int(descriptors.field(description, Field.state) === SocketState.listening ? 1 : 0);
    }
  }
  const value = socket.options.get(`${level} ${name}`);
  if (level === SOL_SOCKET && (name === SO_SNDBUF || name === SO_RCVBUF)) {
    // Linux reserves twice what it is asked for
    if (value) return int(Math.max(optionNumber(value) * 2, 2304));
    return int(name === SO_SNDBUF ? 16384 : 131072);
  }
  if (level === IPPROTO_TCP && name === TCP_MAXSEG && !value) return int(536);
  if (value) return { status: 0, content: value };
  return level === SOL_SOCKET || level === IPPROTO_TCP || level === 0 || level === 41
    ? int(0)
    : { status: -errno.ENOPROTOOPT };
}
