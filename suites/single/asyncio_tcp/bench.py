"""asyncio over TCP: a client sends blocks to an echo server in the same event loop and reads them back.

Exercises asyncio's streams and transports, the selector, and sockets on the loopback interface.
"""

import asyncio
import hashlib

BLOCK = 4096


async def echo(reader, writer):
    while True:
        data = await reader.read(BLOCK)
        if not data:
            break
        writer.write(data)
        await writer.drain()
    writer.close()


async def exchange(address, blocks):
    reader, writer = await asyncio.open_connection(*address)
    digest = hashlib.sha256()
    for number in range(blocks):
        writer.write(bytes([number % 256]) * BLOCK)
        await writer.drain()
        digest.update(await reader.readexactly(BLOCK))
    writer.close()
    await writer.wait_closed()
    return digest.hexdigest()


async def turns(blocks, loops):
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()[:2]
    digest = None
    for _ in range(loops):
        digest = await exchange(address, blocks)
    server.close()
    await server.wait_closed()
    return digest


def prepare(scale):
    return max(4, round(50 * scale))


def run(blocks, loops):
    return asyncio.run(turns(blocks, loops))


def verify(blocks, loops, digest):
    expected = b''.join(bytes([number % 256]) * BLOCK for number in range(blocks))
    assert digest == hashlib.sha256(expected).hexdigest()
