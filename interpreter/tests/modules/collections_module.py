# collections: deque, Counter, defaultdict, OrderedDict, ChainMap, UserDict.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend([5]); d.extendleft([-1, -2])
print(d, d.pop(), d.popleft(), len(d), d[0], d[-1], 3 in d)  # expect: deque([-1, 0, 1, 2, 3, 4]) 5 -2 6 -1 4 True
d.rotate(2); print(d); d.rotate(-1); print(d, d.index(3), d.count(3))
# expect: deque([3, 4, -1, 0, 1, 2])
# expect: deque([4, -1, 0, 1, 2, 3]) 5 1
d.remove(3); d.insert(1, 'x'); d.reverse(); print(d); d[0] = 'first'; del d[1]; print(d, d.copy() == d)
# expect: deque([2, 1, 0, -1, 'x', 4])
# expect: deque(['first', 0, -1, 'x', 4]) True
m = deque(maxlen=3)
for i in range(5): m.append(i)
print(m, m.maxlen, m + deque([9]), m * 2, deque('ab') < deque('b'), list(reversed(m)))
# expect: deque([2, 3, 4], maxlen=3) 3 deque([3, 4, 9], maxlen=3) deque([2, 3, 4], maxlen=3) True [4, 3, 2]
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: deque().pop())  # expect: IndexError: pop from an empty deque
attempt(lambda: deque().popleft())  # expect: IndexError: pop from an empty deque
attempt(lambda: deque([1])[5])  # expect: IndexError: deque index out of range
attempt(lambda: deque([1]).remove(9))  # expect: ValueError: 9 is not in deque
attempt(lambda: m.insert(0, 1))  # expect: IndexError: deque already at its maximum size
attempt(lambda: deque([1], -1))  # expect: ValueError: maxlen must be non-negative
attempt(lambda: [m.append(x) for x in m])  # expect: RuntimeError: deque mutated during iteration
attempt(lambda: deque([1])[0:1])  # expect: TypeError: sequence index must be integer, not 'slice'
attempt(lambda: hash(deque()))  # expect: TypeError: unhashable type: 'collections.deque'
c = Counter('abracadabra')
print(c, c['a'], c['zz'], c.most_common(2), sorted(c.elements())[:4], c.total(), c + Counter('ab'), c - Counter('aaaaab'), c & Counter('ab'), Counter(a=1) | Counter(a=3))
# expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) 5 0 [('a', 5), ('b', 2)] ['a', 'a', 'a', 'a'] 11 Counter({'a': 6, 'b': 3, 'r': 2, 'c': 1, 'd': 1}) Counter({'r': 2, 'b': 1, 'c': 1, 'd': 1}) Counter({'a': 1, 'b': 1}) Counter({'a': 3})
c.update('aa'); c.subtract('b'); print(c['a'], c['b'], +Counter(a=-1, b=2), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))
# expect: 7 1 Counter({'b': 2}) True True
dd = defaultdict(list)
dd['a'].append(1); dd['a'].append(2); dd['b']
print(dd, dd.default_factory, dict(dd), 'z' in dd, dd.get('z'))
# expect: defaultdict(<class 'list'>, {'a': [1, 2], 'b': []}) <class 'list'> {'a': [1, 2], 'b': []} False None
attempt(lambda: defaultdict(None)['k'])  # expect: KeyError: 'k'
attempt(lambda: defaultdict(5))  # expect: TypeError: first argument must be callable or None
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a'); o.move_to_end('c', last=False); print(o, o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1}, list(reversed(o)))
# expect: OrderedDict({'b': 2, 'a': 1}) ('c', 3) ['b', 'a'] False True ['a', 'b']
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm['a'], cm['b'], dict(cm), cm.new_child({'a': 0})['a'], cm.parents['a'], sorted(cm))
# expect: 1 3 {'a': 1, 'b': 3} 0 2 ['a', 'b']
cm['b'] = 9; print(cm.maps)  # expect: [{'a': 1, 'b': 9}, {'a': 2, 'b': 3}]
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
print(U({'a': 1}), U(b=2)['B'], UserList([1, 2])[::-1])  # expect: {'A': 1} 2 [2, 1]
import heapq, bisect
h = [5, 1, 4, 2]
heapq.heapify(h); heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [1, 3, 2]), heapq.nsmallest(2, 'cab'), list(heapq.merge([1, 4], [2, 3])), heapq.heapreplace([1, 2], 5), heapq.heappushpop([1, 2], 0))
# expect: [0, 1, 2, 4, 5] [3, 2] ['a', 'b'] [1, 2, 3, 4] 1 0
L = [1, 3, 3, 5]
bisect.insort(L, 4); print(L, bisect.bisect(L, 3), bisect.bisect_left(L, 3), bisect.bisect([('a', 1), ('b', 2)], 1, key=lambda t: t[1]))
# expect: [1, 3, 3, 4, 5] 3 1 1
attempt(lambda: heapq.heappop([]))  # expect: IndexError: index out of range
