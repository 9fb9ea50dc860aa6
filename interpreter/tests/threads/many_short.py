# Two threads that start and join short threads all the time: the pool grows no further than it has to.
import threading


def start_many(done):
    for number in range(500):
        thread = threading.Thread(target=done.append, args=(number,))
        thread.start()
        thread.join()


results = [[], []]
starters = [threading.Thread(target=start_many, args=(done,)) for done in results]
for thread in starters:
    thread.start()
for thread in starters:
    thread.join()
print([done == list(range(500)) for done in results])  # expect: [True, True]
