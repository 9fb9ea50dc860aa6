# sys.excepthook sees the uncaught exception; the exit status stays 1.
import sys
def hook(kind, value, traceback):
    print('hook', kind.__name__, value, traceback.tb_frame.f_code.co_name)
    sys.stderr.write('reported by the hook\n')
sys.excepthook = hook
print('before')
raise KeyError('unhandled')
# expect: before
# expect: hook KeyError 'unhandled' <module>
# expect-error: reported by the hook
