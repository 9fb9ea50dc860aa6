# Modules imported by many threads at once run once and are whole for everybody.
import os
import sys
import threading
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'fixtures'))
seen = []
barrier = threading.Barrier(6)
def body():
    barrier.wait()
    import slow_module
    seen.append((slow_module.first, slow_module.last, id(slow_module)))
threads = [threading.Thread(target=body) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(len(seen), len(set(seen)), seen[0][:2])  # expect: 6 1 ('first', 'last')
import slow_module
print(slow_module.runs)  # expect: 1
names = ['string', 'textwrap', 'json', 'decimal', 'csv', 'shlex', 'fractions', 'difflib']
loaded = []
def load(n):
    module = __import__(names[n % len(names)])
    loaded.append(module.__name__)
threads = [threading.Thread(target=load, args=(i,)) for i in range(16)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(loaded) == sorted(names * 2))  # expect: True
errors = []
def fail():
    try:
        import failing_module
    except ValueError as error:
        errors.append(str(error))
threads = [threading.Thread(target=fail) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(set(errors), len(errors) >= 1, 'failing_module' in sys.modules)  # expect: {'always'} True False
