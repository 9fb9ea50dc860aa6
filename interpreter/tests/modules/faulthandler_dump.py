# faulthandler: tracebacks on demand, of all threads, after a time, and at a signal.
import faulthandler
import os
import signal
import sys
import tempfile
import threading


def dumped(action):
    with tempfile.TemporaryFile('w+') as file:
        action(file)
        file.seek(0)
        return file.read()


def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)


text = dumped(lambda file: inner(file))
lines = text.splitlines()
print(lines[0], [line.rpartition(' in ')[2] for line in lines[1:]])
# expect: Stack (most recent call first): ['inner', '<lambda>', 'dumped', '<module>']
print(lines[1].startswith('  File "') and lines[1].endswith(', line 18 in inner'))
# expect: True

started = threading.Event()
finish = threading.Event()


def waiting():
    started.set()
    finish.wait()


thread = threading.Thread(target=waiting)
thread.start()
started.wait()
text = dumped(lambda file: faulthandler.dump_traceback(file))
print(text.count('hread 0x'), text.count('Current thread 0x%016x (most recent call first):' % threading.get_ident()), 'in waiting' in text)
# expect: 2 1 True
finish.set()
thread.join()

print(faulthandler.is_enabled())
# expect: False
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable())
# expect: True True False

with tempfile.TemporaryFile('w+') as file:
    faulthandler.register(signal.SIGUSR2, file, all_threads=False)
    os.kill(os.getpid(), signal.SIGUSR2)
    while not os.fstat(file.fileno()).st_size:
        pass
    print(faulthandler.unregister(signal.SIGUSR2), faulthandler.unregister(signal.SIGUSR2))
    file.seek(0)
    print(file.readline().rstrip())
# expect: True False
# expect: Stack (most recent call first):

with tempfile.TemporaryFile('w+') as file:
    faulthandler.dump_traceback_later(0.01, file=file)
    while not os.fstat(file.fileno()).st_size:
        pass
    faulthandler.cancel_dump_traceback_later()
    file.seek(0)
    print(file.readline().rstrip())
# expect: Timeout (0:00:00.010000)!
faulthandler.dump_traceback_later(1000)
faulthandler.cancel_dump_traceback_later()
for bad in (lambda: faulthandler.dump_traceback_later(0), lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.dump_traceback(-1)):
    try:
        bad()
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
# expect: ValueError timeout must be greater than 0
# expect: RuntimeError signal 11 cannot be registered, use enable() instead
# expect: ValueError file is not a valid file descriptor
