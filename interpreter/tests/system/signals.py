# Signals: handlers, blocking calls that they end, masks, timers, the descriptor that hears of them.
import os
import signal
import socket
import subprocess
import sys
import time

heard = []
print(signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number)))  # expect: 0
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
print(heard == [signal.SIGUSR1] * 2)  # expect: True

# a handler that returns: the call goes on
read, write = os.pipe()
signal.signal(signal.SIGALRM, lambda number, frame: os.write(write, b'from the handler'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
print(os.read(read, 100))  # expect: b'from the handler'


# a handler that raises: the call ends
def fail(number, frame):
    raise InterruptedError('raised by the handler')


signal.signal(signal.SIGALRM, fail)
child = subprocess.Popen(['sleep', '60'])
ours, theirs = socket.socketpair()
calls = [
    lambda: os.read(read, 100), lambda: time.sleep(60), child.wait, lambda: ours.recv(1), lambda: signal.pause(),
    lambda: __import__('select').select([ours], [], []),
]
for call in calls:
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        call()
    except InterruptedError as error:
        print(error)
# expect: raised by the handler
# expect: raised by the handler
# expect: raised by the handler
# expect: raised by the handler
# expect: raised by the handler
# expect: raised by the handler
child.kill()
child.wait()

heard.clear()
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]))  # expect: set()
os.kill(os.getpid(), signal.SIGUSR1)
print(heard, signal.sigpending() == {signal.SIGUSR1})  # expect: [] True
print(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]) == {signal.SIGUSR1})  # expect: True
print(len(heard), signal.sigpending())  # expect: 1 set()

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigwait({signal.SIGUSR2}) == signal.SIGUSR2)  # expect: True

theirs.setblocking(False)
print(signal.set_wakeup_fd(theirs.fileno()))  # expect: -1
signal.raise_signal(signal.SIGUSR1)
print(ours.recv(10) == bytes([signal.SIGUSR1]))  # expect: True
print(signal.set_wakeup_fd(-1) == theirs.fileno())  # expect: True
try:
    signal.set_wakeup_fd(read)
except ValueError as error:
    print(error)  # expect: the fd 3 must be in non-blocking mode

print(signal.alarm(0), signal.getitimer(signal.ITIMER_REAL))  # expect: 0 (0.0, 0.0)
program = 'import os, signal, sys; os.kill(os.getpid(), int(sys.argv[1]))'
for number in signal.SIGTERM, signal.SIGHUP, signal.SIGABRT, signal.SIGKILL:
    print(subprocess.call([sys.executable, '-c', program, str(int(number))]) == -number)
# expect: True
# expect: True
# expect: True
# expect: True

heard.clear()
signal.signal(signal.SIGCHLD, lambda number, frame: heard.append(number))
subprocess.call(['true'])
signal.setitimer(signal.ITIMER_REAL, 5)
while not heard:
    signal.pause()
print(heard == [signal.SIGCHLD])  # expect: True
