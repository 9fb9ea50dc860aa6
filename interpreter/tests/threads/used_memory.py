# A thread may get memory that something else has used: its registers begin empty all the same.
import threading

def work(number):
    made = [number]
    try: raise ValueError(made)
    except ValueError as error: return [error.args for _ in range(number)]

for address in 0x1234561, 0x1234560, 0x40:
    block = bytearray(address.to_bytes(8, 'little') * (1 << 23))
    del block
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print('done')  # expect: done
