# Struct sequences: pickled, copied, replaced, and made with their hidden fields.
import copy
import os
import pickle
import time


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except TypeError as error:
        print(error)


t = time.gmtime(0)
print(t.__reduce__())
# expect: (<class 'time.struct_time'>, ((1970, 1, 1, 0, 0, 0, 3, 1, 0), {'tm_zone': 'GMT', 'tm_gmtoff': 0}))
for protocol in range(6):
    again = pickle.loads(pickle.dumps(t, protocol))
    print(again == t, type(again) is time.struct_time, again.tm_zone, again.tm_gmtoff)
# expect: True True GMT 0
# expect: True True GMT 0
# expect: True True GMT 0
# expect: True True GMT 0
# expect: True True GMT 0
# expect: True True GMT 0
print(copy.copy(t).tm_zone, copy.deepcopy(t).tm_gmtoff)  # expect: GMT 0
later = t.__replace__(tm_year=5, tm_zone='X')
print(later, later.tm_zone, t.tm_year)
# expect: time.struct_time(tm_year=5, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0) X 1970
attempt(t.__replace__, foo=1, bar=2)  # expect: Got unexpected field name(s): ['foo', 'bar']
attempt(t.__replace__, 1)  # expect: __replace__() takes no positional arguments
made = time.struct_time((1, 2, 3, 4, 5, 6, 7, 8, 9), {'tm_zone': 'Z'})
print(made.tm_zone, made.tm_gmtoff)  # expect: Z None
attempt(time.struct_time, (1, 2, 3, 4, 5, 6, 7, 8, 9), {'tm_what': 1})
# expect: time.struct_time() got duplicate or unexpected field name(s)
attempt(time.struct_time, (1, 2, 3, 4, 5, 6, 7, 8, 9), 3)
# expect: time.struct_time() takes a dict as second arg, if any
s = os.stat('/')
again = pickle.loads(pickle.dumps(s))
print(again == s, again.st_mtime == s.st_mtime, again.st_mtime_ns == s.st_mtime_ns)  # expect: True True True
attempt(s.__replace__, st_mode=1)
# expect: __replace__() is not supported for os.stat_result because it has unnamed field(s)
