#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A proxy on loopback that loses the reply of a push which the server accepted.

As soon as the file FLAG exists, what the server says is dropped and the connection closed. The flag
is taken away by that; with `for-good` the proxy ends too, so that nobody can look either.

usage: cut_replies.py PORT FLAG once|for-good   (prints the port on which it listens)
"""
import os
import pathlib
import socket
import sys
import threading


def pump(source, target, is_cut):
    try:
        while data := source.recv(65536):
            if is_cut():
                break
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def main():
    port, flag, how = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)

    def cut():
        if not flag.exists():
            return False
        if how == "for-good":
            os._exit(0)
        flag.unlink()
        return True

    while True:
        client, _ = server.accept()
        upstream = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=pump, args=(client, upstream, lambda: False), daemon=True).start()
        threading.Thread(target=pump, args=(upstream, client, cut), daemon=True).start()


if __name__ == "__main__":
    main()
