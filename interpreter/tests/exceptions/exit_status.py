# SystemExit without a status ends the program quietly; atexit functions run, last first.
import atexit
import sys
atexit.register(print, 'registered first')
atexit.register(print, 'registered second')
@atexit.register
def third():
    print('registered third')
print('leaving')  # expect: leaving
sys.exit()
# expect: registered third
# expect: registered second
# expect: registered first
