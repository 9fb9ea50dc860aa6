# A collection while a native module is being made leaves that module alone.
import collections.abc
import gc
class Registry:
    @staticmethod
    def register(kind):
        gc.collect()
        print(kind.__name__)
collections.abc.MutableSequence = Registry
import array  # expect: array
print(type(array).__name__, array.array('i', [1, 2]).tolist(), array.typecodes[:3])  # expect: module [1, 2] bBu
