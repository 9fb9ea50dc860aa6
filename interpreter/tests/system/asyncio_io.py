# asyncio: tasks, queues, threads, streams, child processes, signals, time-outs.
import asyncio
import os
import signal


async def shout(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def produce(queue):
    for n in range(3):
        await queue.put(n)
    await queue.put(None)


async def consume(queue):
    found = []
    while (item := await queue.get()) is not None:
        found.append(item)
    return found


async def main():
    print(await asyncio.gather(*(asyncio.sleep(0.01, n) for n in range(5))))  # expect: [0, 1, 2, 3, 4]
    print(await asyncio.to_thread(lambda: 6 * 7))  # expect: 42
    queue = asyncio.Queue(1)
    print((await asyncio.gather(produce(queue), consume(queue)))[1])  # expect: [0, 1, 2]

    server = await asyncio.start_server(shout, '127.0.0.1', 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b'hello\nagain\n')
    print(await reader.readline(), await reader.readline())  # expect: b'HELLO\n' b'AGAIN\n'
    writer.write_eof()
    print(await reader.read())  # expect: b''
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()

    child = await asyncio.create_subprocess_exec('cat', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await child.communicate(b'to and fro'), child.returncode)  # expect: (b'to and fro', None) 0
    child = await asyncio.create_subprocess_shell('echo from a shell; exit 4', stdout=asyncio.subprocess.PIPE)
    print((await child.communicate())[0], child.returncode)  # expect: b'from a shell\n' 4

    loop = asyncio.get_running_loop()
    heard = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, heard.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await asyncio.wait_for(heard.wait(), 30))  # expect: True
    loop.remove_signal_handler(signal.SIGUSR1)

    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(60)
    except TimeoutError:
        print('timed out')  # expect: timed out
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(0, n)) for n in range(3)]
    print([task.result() for task in tasks])  # expect: [0, 1, 2]


asyncio.run(main())
