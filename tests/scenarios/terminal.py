# SPDX-License-Identifier: MIT
"""Runs a command on a terminal: terminal.py ANSWER... -- COMMAND.

Each question that ends in its choices ([Y/n], [y/N], [1]) gets the next answer. Prints everything that the
terminal showed; exits as the command does, and with 99 where an answer is left over.
"""
import os
import pty
import re
import sys


def main():
    split = sys.argv.index("--")
    answers, command = sys.argv[1:split], sys.argv[split + 1:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
        if answers and re.search(rb"\[(Y/n|y/N|1)\] $", shown):
            os.write(terminal, answers.pop(0).encode() + b"\n")
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
    return 99 if answers else os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
