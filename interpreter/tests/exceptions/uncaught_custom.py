# An uncaught exception of a class of the program's own; finally blocks still run.
class Trouble(Exception):
    def __str__(self):
        return 'trouble with ' + self.args[0]
try:
    raise Trouble('everything')
finally:
    print('cleaned up')
# expect: cleaned up
# expect-error: Trouble: trouble with everything
