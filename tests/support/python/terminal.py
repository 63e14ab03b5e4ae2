"""Drives a program in a pseudo terminal.

    terminal.py COLUMNS PROGRAM WORD... < steps.json > answers.json

steps: a list of [text to send, text to wait for]. answers: {"shown": [what came after each text],
"code": exit code or -1 when it is still running, "late": number of the step that waited in vain}.
"""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

PATIENCE = 20.0


def read_until(fd, wanted, got):
    """What comes until `wanted`, None for the end; what came after it; was it there?"""
    end = time.time() + PATIENCE
    while time.time() < end:
        if wanted is not None and wanted in got:
            at = got.index(wanted) + len(wanted)
            return got[:at], got[at:], True
        if not select.select([fd], [], [], 0.05)[0]:
            continue
        try:
            part = os.read(fd, 65536)
        except OSError:
            part = b""
        if not part:
            return got, b"", wanted is None
        got += part
    return got, b"", False


def main():
    columns, words = int(sys.argv[1]), sys.argv[2:]
    steps = json.load(sys.stdin)
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(words[0], words)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shown, late, rest = [], None, b""
    for number, (send, wait) in enumerate(steps, 1):
        if send:
            os.write(fd, send.encode())
        got, rest, found = read_until(fd, wait.encode() if wait is not None else None, rest)
        shown.append(got.decode(errors="replace"))
        if not found:
            late = number
            break
    code, end = -1, time.time() + PATIENCE
    while late is None and time.time() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            break
        time.sleep(0.01)
    if code == -1:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    json.dump({"shown": shown, "code": code, "late": late}, sys.stdout)


main()
