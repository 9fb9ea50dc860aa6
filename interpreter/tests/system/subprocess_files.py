# Files and descriptors that children inherit.
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryFile() as file:
    file.write(b'before\n')
    file.flush()
    subprocess.check_call(['echo', 'first'], stdout=file)
    subprocess.check_call(['echo', 'second'], stdout=file)
    file.write(b'after\n')
    file.seek(0)
    print(file.read())  # expect: b'before\nfirst\nsecond\nafter\n'
    file.seek(7)
    print(subprocess.check_output(['cat'], stdin=file))  # expect: b'first\nsecond\nafter\n'

read, write = os.pipe()
child = subprocess.Popen(['sh', '-c', f'echo inherited >&{write}'], pass_fds=[write])
os.close(write)
print(os.read(read, 100), child.wait())  # expect: b'inherited\n' 0
print(os.read(read, 100))  # expect: b''
os.close(read)

read, write = os.pipe()
program = f'import os; os.write({write}, b"from Python")'
print(subprocess.call([sys.executable, '-c', program], pass_fds=[write]))  # expect: 0
os.close(write)
print(os.read(read, 100))  # expect: b'from Python'
os.close(read)

read, write = os.pipe()
child = subprocess.Popen([sys.executable, '-c', f'import os; print(os.read({read}, 100))'], pass_fds=[read],
                         stdout=subprocess.PIPE)
os.write(write, b'to Python')
os.close(write)
print(child.communicate()[0])  # expect: b"b'to Python'\n"
os.close(read)

read, write = os.pipe()
print(os.get_inheritable(read), os.get_inheritable(write))  # expect: False False
child = subprocess.Popen(['yes'], stdout=write, stderr=subprocess.DEVNULL)
os.close(write)
print(os.read(read, 4))  # expect: b'y\ny\n'
os.close(read)
print(child.wait() != 0)  # expect: True

pid = subprocess.Popen(['true']).pid
try:
    os.waitpid(pid + 100000000, 0)
except ChildProcessError as error:
    print(error)  # expect: [Errno 10] No child processes
