# A program may close its standard output: the end of the process flushes only what is open.
import sys

print('written')  # expect: written
sys.stdout.close()
