# Sockets: streams, datagrams, names, time-outs, errors.
import os
import socket
import tempfile
import threading

one, two = socket.socketpair()
one.sendall(b'through a pair')
print(two.recv(7), two.recv(100))  # expect: b'through' b' a pair'
one.shutdown(socket.SHUT_WR)
print(two.recv(10))  # expect: b''
two.sendall(b'back')
print(one.recv(10))  # expect: b'back'
one.close()
try:
    two.sendall(b'x')
except BrokenPipeError as error:
    print(error)  # expect: [Errno 32] Broken pipe
two.close()

server = socket.create_server(('127.0.0.1', 0))
address = server.getsockname()
print(address[0], address[1] > 0)  # expect: 127.0.0.1 True


def echo():
    while True:
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(65536):
                connection.sendall(data)


threading.Thread(target=echo, daemon=True).start()
with socket.create_connection(address) as client:
    print(client.getpeername() == address)  # expect: True
    client.sendall(b'ping')
    print(client.recv(4, socket.MSG_PEEK), client.recv(100))  # expect: b'ping' b'ping'
    client.settimeout(0.02)
    try:
        client.recv(1)
    except TimeoutError as error:
        print(error)  # expect: timed out
    client.setblocking(False)
    try:
        client.recv(1)
    except BlockingIOError as error:
        print(error)  # expect: [Errno 11] Resource temporarily unavailable
    client.settimeout(30)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)  # expect: True
    print(client.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)  # expect: True
    received = []

    def receive():
        while data := client.recv(100000):
            received.append(data)

    reader = threading.Thread(target=receive)
    reader.start()
    client.sendall(b'0123456789' * 100000)
    client.shutdown(socket.SHUT_WR)
    reader.join()
    print(b''.join(received) == b'0123456789' * 100000)  # expect: True
print(client.fileno())  # expect: -1
try:
    client.send(b'x')
except OSError as error:
    print(error)  # expect: [Errno 9] Bad file descriptor

with socket.socket() as unused:
    unused.bind(('127.0.0.1', 0))
    port = unused.getsockname()[1]
    try:
        socket.create_connection(('127.0.0.1', port))
    except ConnectionRefusedError as error:
        print(error)  # expect: [Errno 111] Connection refused
with socket.socket() as other:
    try:
        other.bind(address)
    except OSError as error:
        print(error)  # expect: [Errno 98] Address already in use
    try:
        other.recv(1)
    except OSError as error:
        print(error)  # expect: [Errno 107] Transport endpoint is not connected

with socket.socket(type=socket.SOCK_DGRAM) as first, socket.socket(type=socket.SOCK_DGRAM) as second:
    first.bind(('127.0.0.1', 0))
    second.connect(first.getsockname())
    print(second.send(b'a datagram'))  # expect: 10
    data, sender = first.recvfrom(5)
    print(data, sender == second.getsockname())  # expect: b'a dat' True
    first.sendto(b'an answer', sender)
    print(second.recv(100))  # expect: b'an answer'

path = os.path.join(tempfile.mkdtemp(), 'socket')
with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as client:
    listener.bind(path)
    listener.listen()
    client.connect(path)
    connection, _ = listener.accept()
    with connection:
        connection.sendall(b'by a path')
        print(client.recv(100), listener.getsockname() == path)  # expect: b'by a path' True

print(socket.gethostbyname('127.0.0.1'), socket.inet_aton('127.1'))  # expect: 127.0.0.1 b'\x7f\x00\x00\x01'
print(socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM)[0][4])  # expect: ('127.0.0.1', 80)
print(socket.inet_pton(socket.AF_INET6, '::1').hex())  # expect: 00000000000000000000000000000001
print(socket.inet_ntop(socket.AF_INET6, bytes(15) + b'\1'))  # expect: ::1
print(socket.htons(1), socket.ntohl(1))  # expect: 256 16777216
try:
    socket.getaddrinfo('127.0.0.1', 'no such service')
except socket.gaierror as error:
    print(error)  # expect: [Errno -8] Servname not supported for ai_socktype
