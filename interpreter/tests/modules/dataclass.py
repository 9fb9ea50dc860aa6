# dataclasses: fields, defaults, order, frozen, slots, inheritance, post-init, replace, asdict.
import dataclasses as dc
@dc.dataclass
class P:
    x: int
    y: int = 0
    tags: list = dc.field(default_factory=list, repr=False, compare=False)
    def total(self): return self.x + self.y
p = P(1, 2)
print(p, p == P(1, 2), p == P(1, 3), p.total(), P(5), P(1).tags is P(1).tags, P(y=3, x=4))
# expect: P(x=1, y=2) True False 3 P(x=5, y=0) False P(x=4, y=3)
print([f.name for f in dc.fields(P)], dc.asdict(p), dc.astuple(p), dc.replace(p, x=9), dc.is_dataclass(p), P.__match_args__)
# expect: ['x', 'y', 'tags'] {'x': 1, 'y': 2, 'tags': []} (1, 2, []) P(x=9, y=2) True ('x', 'y', 'tags')
@dc.dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 9)]), hash(V(1)) == hash(V(1)), {V(1): 'a'}[V(1, 0)])
# expect: True [V(major=1, minor=9), V(major=2, minor=0)] True a
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: setattr(V(1), 'major', 2))  # expect: FrozenInstanceError: cannot assign to field 'major'
attempt(lambda: P())  # expect: TypeError: P.__init__() missing 1 required positional argument: 'x'
attempt(lambda: P(1, 2, 3, 4))
# expect: TypeError: P.__init__() takes from 2 to 4 positional arguments but 5 were given
attempt(lambda: hash(p))  # expect: TypeError: unhashable type: 'P'
attempt(lambda: V(1) < 5)  # expect: TypeError: '<' not supported between instances of 'V' and 'int'
def bad_default():
    @dc.dataclass
    class B: x: list = []
attempt(bad_default)
# expect: ValueError: mutable default <class 'list'> for field x is not allowed: use default_factory
def bad_order():
    @dc.dataclass
    class B:
        x: int = 1
        y: int
attempt(bad_order)  # expect: TypeError: non-default argument 'y' follows default argument 'x'
@dc.dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = 2
print(S(a=1), S.__slots__)  # expect: S(a=1, b=2) ('a', 'b')
attempt(lambda: S(1))  # expect: TypeError: S.__init__() takes 1 positional argument but 2 were given
attempt(lambda: setattr(S(a=1), 'z', 1))
# expect: AttributeError: 'S' object has no attribute 'z' and no __dict__ for setting new attributes
@dc.dataclass
class Base:
    a: int = 1
@dc.dataclass
class Child(Base):
    b: int = 2
    c: dc.InitVar[int] = 3
    d: int = dc.field(init=False)
    kind: 'dc.ClassVar' = 'k'
    def __post_init__(self, c): self.d = self.a + self.b + c
print(Child(), Child(10, 20, 30).d)  # expect: Child(a=1, b=2, d=6, kind='k') 60
print(dc.make_dataclass('M', [('x', int), ('y', int, 5)])(1), repr(dc.field(default=1))[:6])
# expect: M(x=1, y=5) Field(
match p:
    case P(x, y): print('matched', x, y)
# expect: matched 1 2
