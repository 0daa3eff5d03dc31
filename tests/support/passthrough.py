#!/usr/bin/env python3
"""A file system like one of the network: what is mounted hands every call on to a folder, one after the other, keeps no page in memory and shares none (no mmap of shared pages,
so no write-ahead log of SQLite), and may have no locks.

usage: passthrough.py FOLDER POINT [--no-locks] [--hang CALL NAME TIMES]        mounts FOLDER at POINT, prints a line, and serves until it is unmounted

With --hang it stops itself (SIGSTOP) when it has answered the call (OPEN, OPENDIR) on what is called NAME so many times, in all: what follows waits.

It speaks the protocol of /dev/fuse itself (linux/fuse.h, version 7.31), as far as folders and files of plain programs need it. Needs to be root in its mount namespace.
"""
import ctypes
import errno
import os
import signal
import stat
import struct
import sys

LOOKUP, FORGET, GETATTR, SETATTR, MKDIR, UNLINK, RMDIR, RENAME, OPEN, READ, WRITE, STATFS, RELEASE = 1, 2, 3, 4, 9, 10, 11, 12, 14, 15, 16, 17, 18
FSYNC, FLUSH, INIT, OPENDIR, READDIR, RELEASEDIR, FSYNCDIR, GETLK, SETLK, SETLKW, ACCESS, CREATE, INTERRUPT, DESTROY, BATCH_FORGET, RENAME2 = (
    20, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 38, 42, 45)
POSIX_LOCKS = 1 << 1
DIRECT_IO = 1
SET_MODE, SET_SIZE, SET_ATIME, SET_MTIME = 1, 8, 16, 32


class Passthrough:
    def __init__(self, folder, has_locks, hang=None):
        self.folder, self.has_locks = folder, has_locks
        self.call, self.name, self.times = hang or (None, None, 0)
        self.paths, self.numbers = {1: ""}, {"": 1}

    def path(self, node, name=None):
        below = self.paths[node]
        if name is not None:
            below = os.path.join(below, os.fsdecode(name))
        return os.path.join(self.folder, below), below

    def node(self, below):
        if below not in self.numbers:
            self.numbers[below] = max(self.paths) + 1
            self.paths[self.numbers[below]] = below
        return self.numbers[below]

    def forget(self, below):
        """Of a name that leads nowhere, or elsewhere, now: open files have their descriptors."""
        self.numbers.pop(below, None)

    @staticmethod
    def attributes(status):
        times = [divmod(t, 10**9) for t in (status.st_atime_ns, status.st_mtime_ns, status.st_ctime_ns)]
        return struct.pack("<6Q10I", status.st_ino, status.st_size, status.st_blocks, *(t[0] for t in times), *(t[1] for t in times), status.st_mode, status.st_nlink,
                           status.st_uid, status.st_gid, 0, 4096, 0)

    def entry(self, path, below):
        status = os.lstat(path)
        return struct.pack("<4Q2I", self.node(below), 0, 0, 0, 0, 0) + self.attributes(status)

    def answer(self, code, node, body):  # noqa: C901  (one line an operation)
        if code == INIT:
            major, minor, ahead, _ = struct.unpack_from("<4I", body)
            flags = 0 if self.has_locks else POSIX_LOCKS
            return struct.pack("<4I2H2I2H8I", 7, min(minor, 31), ahead, flags, 12, 9, 1 << 17, 1, 0, 0, 0, *[0] * 7)
        if code == LOOKUP:
            return self.entry(*self.path(node, body.rstrip(b"\0")))
        if code == GETATTR:
            return struct.pack("<Q2I", 0, 0, 0) + self.attributes(os.lstat(self.path(node)[0]))
        if code == SETATTR:
            return self.set_attributes(node, body)
        if code == MKDIR:
            mode, _ = struct.unpack_from("<2I", body)
            path, below = self.path(node, body[8:].rstrip(b"\0"))
            os.mkdir(path, mode)
            return self.entry(path, below)
        if code in (UNLINK, RMDIR):
            path, below = self.path(node, body.rstrip(b"\0"))
            (os.unlink if code == UNLINK else os.rmdir)(path)
            self.forget(below)
            return b""
        if code in (RENAME, RENAME2):
            (target,) = struct.unpack_from("<Q", body)
            old, new = body[8 if code == RENAME else 16:].rstrip(b"\0").split(b"\0")
            (source, below), (to, below_to) = self.path(node, old), self.path(target, new)
            os.rename(source, to)
            self.forget(below)
            self.forget(below_to)
            return b""
        if code == OPEN:
            flags, _ = struct.unpack_from("<2I", body)
            return struct.pack("<QIi", os.open(self.path(node)[0], flags & ~(os.O_CREAT | os.O_EXCL | os.O_NOCTTY)), DIRECT_IO, 0)
        if code == CREATE:
            flags, mode, _, _ = struct.unpack_from("<4I", body)
            path, below = self.path(node, body[16:].rstrip(b"\0"))
            handle = os.open(path, flags | os.O_CREAT, mode)
            return self.entry(path, below) + struct.pack("<QIi", handle, DIRECT_IO, 0)
        if code == READ:
            handle, offset, size = struct.unpack_from("<2QI", body)
            return os.pread(handle, size, offset)
        if code == WRITE:
            handle, offset, size = struct.unpack_from("<2QI", body)
            return struct.pack("<2I", os.pwrite(handle, body[40:40 + size], offset), 0)
        if code == STATFS:
            of = os.statvfs(self.folder)
            return struct.pack("<5Q10I", of.f_blocks, of.f_bfree, of.f_bavail, of.f_files, of.f_ffree, of.f_bsize, 255, of.f_frsize, *[0] * 7)
        if code == RELEASE:
            os.close(struct.unpack_from("<Q", body)[0])
            return b""
        if code == FSYNC:
            os.fsync(struct.unpack_from("<Q", body)[0])
            return b""
        if code == READDIR:
            return self.listing(node, body)
        if code in (GETLK, SETLK, SETLKW):
            raise OSError(errno.ENOLCK, "no locks")
        if code in (FLUSH, OPENDIR, RELEASEDIR, FSYNCDIR, ACCESS, DESTROY):
            return struct.pack("<QIi", 0, 0, 0) if code == OPENDIR else b""
        raise OSError(errno.ENOSYS, "not done here")

    def set_attributes(self, node, body):
        valid, _, _, size, _, atime, mtime, _, atime_ns, mtime_ns, _, mode = struct.unpack_from("<2I6Q4I", body)
        path = self.path(node)[0]
        if valid & SET_SIZE:
            os.truncate(path, size)
        if valid & SET_MODE:
            os.chmod(path, stat.S_IMODE(mode))
        if valid & (SET_ATIME | SET_MTIME):
            os.utime(path, ns=(atime * 10**9 + atime_ns, mtime * 10**9 + mtime_ns))
        return struct.pack("<Q2I", 0, 0, 0) + self.attributes(os.lstat(path))

    def listing(self, node, body):
        _, offset, size = struct.unpack_from("<2QI", body)
        path = self.path(node)[0]
        entries, data = sorted(os.listdir(path)), b""
        for number, name in enumerate(entries[offset:], offset + 1):
            status, raw = os.lstat(os.path.join(path, name)), os.fsencode(name)
            one = struct.pack("<2Q2I", status.st_ino, number, len(raw), status.st_mode >> 12) + raw
            one += b"\0" * (-len(one) % 8)
            if len(data) + len(one) > size:
                break
            data += one
        return data

    def serve(self, device):
        while True:
            try:
                request = os.read(device, (1 << 17) + 4096)
            except OSError as error:
                if error.errno in (errno.EINTR, errno.ENOENT, errno.EAGAIN):
                    continue
                return  # unmounted
            _, code, unique, node = struct.unpack_from("<2I2Q", request)
            if code in (FORGET, BATCH_FORGET, INTERRUPT):
                continue
            try:
                body, failed = self.answer(code, node, request[40:]), 0
            except OSError as error:
                body, failed = b"", -error.errno
            except KeyError:
                body, failed = b"", -errno.ESTALE
            try:
                os.write(device, struct.pack("<IiQ", 16 + len(body), failed, unique) + body)
            except OSError:
                continue  # nobody waits for the answer any more
            if code == self.call and os.path.basename(self.path(node)[0]) == self.name:
                self.times -= 1
                if self.times == 0:
                    os.kill(os.getpid(), signal.SIGSTOP)


def main():
    folder, point = (os.path.abspath(path) for path in sys.argv[1:3])
    device = os.open("/dev/fuse", os.O_RDWR)
    options = "fd=%d,rootmode=40000,user_id=0,group_id=0,default_permissions" % device
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"passthrough", os.fsencode(point), b"fuse", 6, options.encode()) != 0:
        sys.exit("cannot mount: %s" % os.strerror(ctypes.get_errno()))
    print("mounted", flush=True)
    hang = None
    if "--hang" in sys.argv:
        call, name, times = sys.argv[sys.argv.index("--hang") + 1:][:3]
        hang = ({"OPEN": OPEN, "OPENDIR": OPENDIR}[call], name, int(times))
    Passthrough(folder, "--no-locks" not in sys.argv, hang).serve(device)


if __name__ == "__main__":
    main()
