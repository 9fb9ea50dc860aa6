# Daemon threads do not keep the program alive; others are waited for; atexit functions run after them.
import atexit
import threading
import time
atexit.register(print, 'atexit')
forever = threading.Thread(target=lambda: threading.Event().wait(), daemon=True)
forever.start()
def spin():
    while True: pass
spinning = threading.Thread(target=spin, daemon=True)
spinning.start()
started = threading.Event()
def slow():
    started.set()
    time.sleep(0.05)
    print('slow thread done')
t = threading.Thread(target=slow)
t.start()
started.wait()
print('main ends')
# expect: main ends
# expect: slow thread done
# expect: atexit
