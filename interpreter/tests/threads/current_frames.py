# sys._current_frames(), sys._current_exceptions(): every thread's innermost frame and handled exception.
import sys
import threading

ready = threading.Barrier(3)
finish = threading.Event()


def outer(number):
    value = [number]
    inner(value)


def inner(value):
    mine = value[0] * 10
    try:
        raise KeyError(mine)
    except KeyError:
        ready.wait()
        finish.wait()


threads = [threading.Thread(target=outer, args=(number,), daemon=True) for number in (1, 2)]
for thread in threads:
    thread.start()
ready.wait()


def chain(frame):
    while frame is not None:
        yield frame
        frame = frame.f_back


for _ in range(20):
    frames = sys._current_frames()
    errors = sys._current_exceptions()
    assert frames[threading.get_ident()] is sys._getframe()
    assert errors[threading.get_ident()] is None
    for number, thread in enumerate(threads, 1):
        found = {frame.f_code.co_name: frame for frame in chain(frames[thread.ident])}
        assert found['inner'].f_locals['mine'] == number * 10
        assert found['outer'].f_locals == {'number': number, 'value': [number]}
        assert found['inner'].f_lineno in (19, 20), found['inner'].f_lineno
        assert found['inner'].f_back is found['outer'] and found['outer'].f_lineno == 11
        assert isinstance(errors[thread.ident], KeyError) and errors[thread.ident].args == (number * 10,)
finish.set()
for thread in threads:
    thread.join()
print(len(sys._current_frames()), found['outer'].f_locals['number'])
# expect: 1 2

# threads that run all the time: whatever is found is whole
stop = False


def busy(depth):
    local = [depth]
    if depth:
        return busy(depth - 1)
    while not stop:
        local = [len(local)]
    return local


threads = [threading.Thread(target=busy, args=(depth,), daemon=True) for depth in (3, 30)]
for thread in threads:
    thread.start()
seen = 0
while seen < 200:
    frames = sys._current_frames()
    for thread, depth in zip(threads, (3, 30)):
        names = [frame.f_locals['depth'] for frame in chain(frames.get(thread.ident)) if frame.f_code.co_name == 'busy']
        assert names == sorted(names) and names[-1:] in ([], [depth])
        seen += names[:1] == [0]
stop = True
for thread in threads:
    thread.join()
print('done')
# expect: done
