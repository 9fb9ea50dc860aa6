# Child processes: output, input, exit status, signals, time-outs, environment.
import os
import signal
import subprocess
import sys

done = subprocess.run(['echo', 'hello'], capture_output=True)
print(done.returncode, done.stdout, done.stderr)  # expect: 0 b'hello\n' b''

print(len(subprocess.run(['cat'], input=b'x' * 300000, capture_output=True).stdout))  # expect: 300000

print(subprocess.check_output('echo $WORD; pwd', shell=True, env={'WORD': 'given'}, cwd='/', text=True).split())
# expect: ['given', '/']

try:
    subprocess.check_call(['sh', '-c', 'exit 3'])
except subprocess.CalledProcessError as error:
    print(error.returncode)  # expect: 3

for arguments in dict(args=['/no/such/program']), dict(args=['ls'], cwd='/no/such/folder'):
    try:
        subprocess.run(**arguments)
    except OSError as error:
        print(repr(error), error.filename)
# expect: FileNotFoundError(2, 'No such file or directory') /no/such/program
# expect: FileNotFoundError(2, 'No such file or directory') /no/such/folder

try:
    subprocess.run(['/'])
except OSError as error:
    print(repr(error))  # expect: PermissionError(13, 'Permission denied')

child = subprocess.Popen(['sleep', '60'])
print(child.poll())  # expect: None
child.terminate()
print(child.wait() == -signal.SIGTERM, child.poll() == -signal.SIGTERM)  # expect: True True

child = subprocess.Popen(['sleep', '60'])
child.send_signal(signal.SIGKILL)
print(child.wait())  # expect: -9

try:
    subprocess.run(['sleep', '60'], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error.cmd)  # expect: ['sleep', '60']

program = 'import sys; print(sys.argv[1:], sys.stdin.read()); print("bad", file=sys.stderr); sys.exit(7)'
done = subprocess.run([sys.executable, '-c', program, 'a', 'b c'], input='text', text=True, capture_output=True)
print(done.returncode, done.stdout.rstrip(), done.stderr.rstrip())  # expect: 7 ['a', 'b c'] text bad

done = subprocess.run(['sh', '-c', 'echo out; echo err >&2'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
print(done.stdout)  # expect: b'out\nerr\n'

first = subprocess.Popen(['echo', 'through a pipeline'], stdout=subprocess.PIPE)
second = subprocess.Popen(['tr', 'a-z', 'A-Z'], stdin=first.stdout, stdout=subprocess.PIPE)
first.stdout.close()
print(second.communicate()[0], first.wait())  # expect: b'THROUGH A PIPELINE\n' 0

child = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
for word in b'one', b'two':
    child.stdin.write(word)
    print(child.stdout.read(3))
# expect: b'one'
# expect: b'two'
child.stdin.close()
print(child.stdout.read(), child.wait())  # expect: b'' 0

print(subprocess.run(['cat'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout)  # expect: b''
print(os.waitstatus_to_exitcode(os.system('exit 5')))  # expect: 5
with os.popen('echo from popen') as stream:
    print(stream.read().strip())  # expect: from popen
