# enum: members, values, lookup, iteration, aliases, auto, flags, methods.
import enum
class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def shout(self): return self.name.upper() + '!'
    @classmethod
    def default(cls): return cls.RED
print(Colour.RED, repr(Colour.GREEN), Colour(1), Colour['GREEN'], Colour.RED.name, Colour.RED.value, Colour.CRIMSON is Colour.RED)
# expect: Colour.RED <Colour.GREEN: 2> Colour.RED Colour.GREEN RED 1 True
print(list(Colour), len(Colour), Colour.RED in Colour, 1 in Colour, Colour.__members__.keys(), Colour.RED.shout(), Colour.default(), isinstance(Colour.RED, Colour))
# expect: [<Colour.RED: 1>, <Colour.GREEN: 2>] 2 True True dict_keys(['RED', 'GREEN', 'CRIMSON']) RED! Colour.RED True
print(Colour.RED == Colour.RED, Colour.RED == 1, Colour.RED != Colour.GREEN, hash(Colour.RED) == hash(Colour.RED), {Colour.RED: 'r'}[Colour(1)], f'{Colour.RED}')
# expect: True False True True r Colour.RED
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: Colour(9))  # expect: ValueError: 9 is not a valid Colour
attempt(lambda: Colour['BLUE'])  # expect: KeyError: 'BLUE'
attempt(lambda: Colour.BLUE)  # expect: AttributeError: type object 'Colour' has no attribute 'BLUE'
attempt(lambda: setattr(Colour, 'RED', 5))  # expect: AttributeError: cannot reassign member 'RED'
attempt(lambda: Colour.RED < Colour.GREEN)
# expect: TypeError: '<' not supported between instances of 'Colour' and 'Colour'
attempt(lambda: type('Sub', (Colour,), {}))  # expect: AttributeError: 'dict' object has no attribute '_member_names'
class Num(enum.IntEnum):
    ONE = 1
    TWO = enum.auto()
print(Num.ONE + 1, Num.TWO > Num.ONE, Num.TWO == 2, sorted([Num.TWO, Num.ONE]), f'{Num.TWO}', repr(Num.TWO), [10, 20, 30][Num.ONE])
# expect: 2 True True [<Num.ONE: 1>, <Num.TWO: 2>] 2 <Num.TWO: 2> 20
class Perm(enum.Flag):
    R = enum.auto()
    W = enum.auto()
    X = enum.auto()
    RW = R | W
print(Perm.R | Perm.X, Perm.RW & Perm.W, Perm.R in Perm.RW, ~Perm.R, bool(Perm.R & Perm.W), Perm(3), list(Perm.RW), Perm.RW ^ Perm.R, Perm(0))
# expect: Perm.R|X Perm.W True Perm.W|X False Perm.RW [<Perm.R: 1>, <Perm.W: 2>] Perm.W Perm(0)
class S(enum.StrEnum):
    A = enum.auto()
    B = 'bee'
print(S.A, S.B + '!', S.B == 'bee', S('a'))  # expect: a bee! True a
Animal = enum.Enum('Animal', 'CAT DOG', start=5)
print(list(Animal), Animal.DOG.value)  # expect: [<Animal.CAT: 5>, <Animal.DOG: 6>] 6
@enum.unique
class U(enum.Enum):
    A = 1
try:
    @enum.unique
    class V(enum.Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
# expect: duplicate values found in <enum 'V'>: B -> A
class Planet(enum.Enum):
    EARTH = (5.97, 6.37)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius, 2)
print(Planet.EARTH.mass, Planet.EARTH.density, Planet((5.97, 6.37)))  # expect: 5.97 0.94 Planet.EARTH
class Auto(enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower()
    ONE = enum.auto()
print(Auto.ONE.value, Colour.RED.__class__, type(Colour).__name__, [m.name for m in reversed(Colour)])
# expect: one <enum 'Colour'> EnumType ['GREEN', 'RED']
class Miss(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A
print(Miss(99), enum.IntFlag('F', 'A B')(3))  # expect: Miss.A 3
