"""Runs a command with NOTIFY_SOCKET set, and prints what it told until it ended, and its exit code:
notify.py path|abstract COMMAND..."""
import os
import socket
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
name = folder + "/notify" if sys.argv[1] == "path" else "@tide-%d" % os.getpid()
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(name.replace("@", "\0"))
listener.settimeout(0.05)
process = subprocess.Popen(sys.argv[2:], env=dict(os.environ, NOTIFY_SOCKET=name))
while True:
    over = process.poll() is not None
    try:
        print(listener.recv(100).decode(), flush=True)
    except socket.timeout:
        if over:
            break
print("code", process.returncode)
if name[0] == "/":
    os.unlink(name)
os.rmdir(folder)
