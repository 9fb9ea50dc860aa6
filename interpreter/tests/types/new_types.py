# NewType: its calls give back what they get.
from typing import NewType

UserId = NewType('UserId', int)
print(UserId(5), UserId('x'), UserId.__name__, UserId.__supertype__, UserId)
# expect: 5 x UserId <class 'int'> __main__.UserId
Nested = NewType('Nested', UserId)
print(Nested(7) + 1, Nested.__supertype__ is UserId)  # expect: 8 True
print(list(map(UserId, [1, 2])))  # expect: [1, 2]
