"""Runs a command with NOTIFY_SOCKET set, under a path and under an abstract name, and prints what it
printed and what it told: notify.py COMMAND..."""
import os
import socket
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
for name in (folder + "/notify", "@tide-%d" % os.getpid()):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(name.replace("@", "\0"))
    listener.settimeout(20)
    env = dict(os.environ, NOTIFY_SOCKET=name)
    print(subprocess.run(sys.argv[1:], env=env, capture_output=True, text=True).stdout.strip())
    print(listener.recv(100).decode())
os.unlink(folder + "/notify")
os.rmdir(folder)
