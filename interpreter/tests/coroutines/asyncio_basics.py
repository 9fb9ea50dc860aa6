# asyncio: run, sleep, gather, tasks, queues, locks, timeouts, cancellation; order only, never time.
import asyncio
async def worker(name, n, log):
    for i in range(n):
        log.append(f'{name}{i}')
        await asyncio.sleep(0)
    return name * n
async def main():
    log = []
    print(await asyncio.gather(worker('a', 2, log), worker('b', 3, log)))
    print(log)
    task = asyncio.create_task(worker('t', 1, log), name='task one')
    print(task.get_name(), task.done(), await task, task.done(), task.result())
    queue = asyncio.Queue()
    async def producer():
        for i in range(3):
            await queue.put(i)
        await queue.put(None)
    async def consumer():
        got = []
        while (item := await queue.get()) is not None:
            got.append(item)
        return got
    _, got = await asyncio.gather(producer(), consumer())
    print(got)
    lock = asyncio.Lock()
    order = []
    async def locked(n):
        async with lock:
            order.append(('in', n))
            await asyncio.sleep(0)
            order.append(('out', n))
    await asyncio.gather(locked(1), locked(2))
    print(order)
    async def fails():
        raise ValueError('failed')
    print(await asyncio.gather(fails(), worker('c', 1, log), return_exceptions=True))
    sleeper = asyncio.create_task(asyncio.sleep(1000))
    await asyncio.sleep(0)
    sleeper.cancel()
    try:
        await sleeper
    except asyncio.CancelledError:
        print('cancelled', sleeper.cancelled())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1000)
    except TimeoutError:
        print('timeout')
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(asyncio.sleep(1000))
    except* ValueError as error:
        print(repr(error))
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiter)
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_result, 'future')
    print(await future, await asyncio.to_thread(lambda: 'in thread'))
    return 'main done'
print(asyncio.run(main()))
# expect: ['aa', 'bbb']
# expect: ['a0', 'b0', 'a1', 'b1', 'b2']
# expect: task one False t True t
# expect: [0, 1, 2]
# expect: [('in', 1), ('out', 1), ('in', 2), ('out', 2)]
# expect: [ValueError('failed'), 'c']
# expect: cancelled True
# expect: timeout
# expect: ExceptionGroup('unhandled errors in a TaskGroup', [ValueError('failed')])
# expect: True
# expect: future in thread
# expect: main done
try:
    asyncio.run(5)
except (ValueError, TypeError) as error:
    print(type(error).__name__)
# expect: ValueError
