# What copy and pickle take from an instance: object.__reduce_ex__ and __getstate__.
import copy


class Plain:
    def __init__(self):
        self.a = 1
        self.b = [2]


p = Plain()
f, args, state, *rest = p.__reduce_ex__(4)
print(f.__name__, args == (Plain,), state, rest)  # expect: __newobj__ True {'a': 1, 'b': [2]} [None, None]
print(state['b'] is p.b)  # expect: True
p.__dict__['c'] = 3
print(p.__reduce_ex__(2)[2])  # expect: {'a': 1, 'b': [2], 'c': 3}


class Empty:
    pass


print(Empty().__reduce_ex__(4)[2], Empty().__getstate__())  # expect: None None


class Slotted:
    __slots__ = ('x', '__hidden')

    def __init__(self):
        self.x = 1
        self.__hidden = 2


class Both(Slotted):
    pass


print(Slotted().__reduce_ex__(4)[2])  # expect: (None, {'x': 1, '_Slotted__hidden': 2})
both = Both()
print(both.__reduce_ex__(4)[2])  # expect: (None, {'x': 1, '_Slotted__hidden': 2})
both.y = 3
print(both.__reduce_ex__(4)[2])  # expect: ({'y': 3}, {'x': 1, '_Slotted__hidden': 2})
again = copy.deepcopy(both)
print(again.x, again.y, again._Slotted__hidden)  # expect: 1 3 2


class Own:
    def __getstate__(self):
        return 'own'


print(Own().__reduce_ex__(4)[2])  # expect: own
e = Empty()
e.__getstate__ = lambda: 'of the instance'
print(e.__reduce_ex__(4)[2])  # expect: of the instance


class Shown:
    __dict__ = property(lambda self: {'shown': True})


print(Shown().__reduce_ex__(4)[2])  # expect: None


class Reduced:
    def __reduce__(self):
        return (list, ([1],))


print(Reduced().__reduce_ex__(4), copy.copy(Reduced()))  # expect: (<class 'list'>, ([1],)) [1]


class Pretends:
    @property
    def __class__(self):
        return int


print(isinstance(Pretends(), int), isinstance(Pretends(), str), Pretends().__reduce_ex__(4)[1])
# expect: True False (<class '__main__.Pretends'>,)
print(isinstance(p, (int, str)), isinstance(5, str), isinstance(True, int))  # expect: False False True
