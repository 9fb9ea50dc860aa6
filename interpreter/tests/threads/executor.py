# concurrent.futures: ThreadPoolExecutor with map, submit, exceptions, cancellation, as_completed.
import concurrent.futures as cf
import threading
with cf.ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(lambda x: x * x, range(10))))
    futures = [pool.submit(pow, 2, n) for n in range(5)]
    print([f.result() for f in futures], all(f.done() for f in futures))
    print(sorted(f.result() for f in cf.as_completed([pool.submit(abs, -n) for n in range(5)])))
    failing = pool.submit(lambda: 1 / 0)
    print(repr(failing.exception()), failing.cancelled())
    try:
        failing.result()
    except ZeroDivisionError as error:
        print(error)
    try:
        list(pool.map(int, ['1', 'x', '3']))
    except ValueError as error:
        print(error)
    done, not_done = cf.wait([pool.submit(len, 'abc')])
    print(len(done), len(not_done))
    f = pool.submit(lambda: 5)
    called = []
    f.result()
    f.add_done_callback(lambda fut: called.append(fut.result()))
    print(called)
# expect: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]
# expect: [1, 2, 4, 8, 16] True
# expect: [0, 1, 2, 3, 4]
# expect: ZeroDivisionError('division by zero') False
# expect: division by zero
# expect: invalid literal for int() with base 10: 'x'
# expect: 1 0
# expect: [5]
try:
    pool.submit(len, '')
except RuntimeError as error:
    print(error)
# expect: cannot schedule new futures after shutdown
gate = threading.Event()
with cf.ThreadPoolExecutor(1) as pool:
    first = pool.submit(gate.wait)
    second = pool.submit(len, 'x')
    print(second.cancel(), second.cancelled())
    try:
        first.result(timeout=0.01)
    except TimeoutError:
        print('timeout')
    gate.set()
# expect: True True
# expect: timeout
print(first.result())  # expect: True
try:
    second.result()
except cf.CancelledError:
    print('cancelled')
# expect: cancelled
future = cf.Future()
threading.Thread(target=future.set_result, args=('set elsewhere',)).start()
print(future.result())  # expect: set elsewhere
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
with cf.ThreadPoolExecutor(4, thread_name_prefix='w', initializer=lambda: called.append('init')) as pool:
    print(list(pool.map(fib, [10, 12, 14, 15])), pool.submit(lambda: threading.current_thread().name.split('_')[0]).result(), 'init' in called)
# expect: [55, 144, 377, 610] w True
