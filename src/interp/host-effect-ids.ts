// Numbers of the host's functions that core code calls by itself: the first entries of the list of host builtins
// (src/modules/io.ts, src/host/host-modules.ts). Both compilers read this file.

export const enum HostEffect {
  open = 0, // (path, flags, mode) -> descriptor
  close, // (fd)
  read, // (fd, size) -> bytes
  readAll, // (fd) -> bytes
  write, // (fd, bytes) -> count
  seek, // (fd, offset, whence) -> position
  truncate, // (fd, size)
  stat, // (fd) -> (mode, block size, size)
  isatty, // (fd) -> bool
  scandir, // (path) -> list of (name, path, kind)
}
