# select, poll, epoll and selectors over pipes and sockets.
import os
import select
import selectors
import socket
import threading
import time

read, write = os.pipe()
print(select.select([read], [write], [], 0) == ([], [write], []))  # expect: True
os.write(write, b'x')
print(select.select([read], [], []) == ([read], [], []))  # expect: True
for maker in select.poll, select.epoll:
    poller = maker()
    poller.register(read, select.POLLIN)
    poller.register(write, select.POLLOUT)
    print(sorted(poller.poll(0)) == [(read, select.POLLIN), (write, select.POLLOUT)])
    poller.modify(write, 0)
    print(poller.poll() == [(read, select.POLLIN)])
    poller.unregister(read)
    print(poller.poll(0))
# expect: True
# expect: True
# expect: []
# expect: True
# expect: True
# expect: []
os.read(read, 1)

# a poller that waits hears of what another thread does
threading.Timer(0.02, os.write, (write, b'later')).start()
print(select.select([read], [], [])[0] == [read])  # expect: True
os.close(write)
poller = select.poll()
ends = socket.socketpair()
poller.register(ends[0], select.POLLIN)
started = time.monotonic()
print(poller.poll(20), 0.02 <= time.monotonic() - started < 15)  # expect: [] True
for end in ends:
    end.close()
poller = select.poll()
poller.register(read)
print(poller.poll() == [(read, select.POLLIN | select.POLLHUP)])  # expect: True
os.close(read)
print(poller.poll() == [(read, select.POLLNVAL)])  # expect: True
try:
    select.select([read], [], [])
except OSError as error:
    print(error)  # expect: [Errno 9] Bad file descriptor

with selectors.DefaultSelector() as selector, socket.create_server(('127.0.0.1', 0)) as server:
    print(type(selector).__name__)  # expect: EpollSelector
    selector.register(server, selectors.EVENT_READ, 'server')
    print(selector.select(0))  # expect: []
    client = socket.socket()
    client.setblocking(False)
    print(client.connect_ex(server.getsockname()))  # expect: 115
    print([key.data for key, _ in selector.select()])  # expect: ['server']
    connection, _ = server.accept()
    selector.register(client, selectors.EVENT_WRITE, 'client')
    print([key.data for key, events in selector.select()])  # expect: ['client']
    print(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))  # expect: 0
    connection.close()
    selector.modify(client, selectors.EVENT_READ, 'client')
    print([key.data for key, _ in selector.select()], client.recv(1))  # expect: ['client'] b''
    client.close()
for arguments in ([], [], [], -1), ([-1], [], []), (['x'], [], []):
    try:
        select.select(*arguments)
    except (TypeError, ValueError) as error:
        print(error)
# expect: timeout must be non-negative
# expect: file descriptor cannot be a negative integer (-1)
# expect: argument must be an int, or have a fileno() method.
