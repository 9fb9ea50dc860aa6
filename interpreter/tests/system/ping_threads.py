# A TCP echo server and four clients on threads of their own, a thousand pings each.
import socket
import threading

server = socket.create_server(('127.0.0.1', 0))
address = server.getsockname()


def echo(connection):
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data)


def serve():
    for _ in range(4):
        connection, _ = server.accept()
        threading.Thread(target=echo, args=(connection,)).start()


answers = []


def ping():
    with socket.create_connection(address) as connection:
        count = 0
        for n in range(1000):
            connection.sendall(b'%d' % n)
            count += connection.recv(1024) == b'%d' % n
    answers.append(count)


threads = [threading.Thread(target=serve)] + [threading.Thread(target=ping) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
server.close()
print(answers)  # expect: [1000, 1000, 1000, 1000]
