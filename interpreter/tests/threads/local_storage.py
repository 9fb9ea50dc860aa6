# threading.local and contextvars: each thread its own values.
import contextvars
import threading
local = threading.local()
local.value = 'main'
seen = []
def body(n):
    seen.append(hasattr(local, 'value'))
    local.value = n
    for _ in range(100):
        assert local.value == n
    seen.append(sorted(vars(local).items()) == [('value', n)])
threads = [threading.Thread(target=body, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(seen.count(False), seen.count(True), local.value)  # expect: 5 5 main
class Mine(threading.local):
    created = []
    shared = 'class attribute'
    def __init__(self, start):
        self.n = start
        Mine.created.append(threading.current_thread() is threading.main_thread())
m = Mine(5)
m.n += 1
values = []
def use():
    m.n += 10
    values.append((m.n, m.shared))
t = threading.Thread(target=use)
t.start(); t.join()
print(m.n, values, Mine.created)  # expect: 6 [(15, 'class attribute')] [True, False]
try:
    local.missing
except AttributeError as error:
    print(error)
# expect: '_thread._local' object has no attribute 'missing'
# expect: local value freed
class D:
    def __del__(self): print('local value freed')
def hold(): local.d = D()
t = threading.Thread(target=hold)
t.start(); t.join()
print('joined')  # expect: joined
var = contextvars.ContextVar('var', default='default')
var.set('main')
results = []
t = threading.Thread(target=lambda: results.append(var.get()))
t.start(); t.join()
context = contextvars.copy_context()
t = threading.Thread(target=lambda: results.append(context.run(var.get)))
t.start(); t.join()
token = var.set('changed')
var.reset(token)
print(results, var.get(), context[var], var.name)  # expect: ['default', 'main'] main main var
def change():
    var.set('inside')
    return var.get()
print(context.run(change), var.get(), context[var])  # expect: inside main inside
