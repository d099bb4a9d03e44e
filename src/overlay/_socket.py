"""Sockets: so far only pairs inside this process (socketpair), which event loops wake themselves with. Everything that would reach the
network raises NotImplementedError."""

import _thread
import os as _os
from time import monotonic as _monotonic

error = OSError
timeout = TimeoutError
has_ipv6 = True

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET = 0, 1, 2, 10, 16, 17
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET, SOCK_NONBLOCK, SOCK_CLOEXEC = 1, 2, 3, 4, 5, 2048, 524288
SOL_SOCKET, SOL_IP, SOL_TCP, SOL_UDP = 1, 0, 6, 17
SO_DEBUG, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_DONTROUTE, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF = 1, 2, 3, 4, 5, 6, 7, 8
SO_KEEPALIVE, SO_OOBINLINE, SO_LINGER, SO_REUSEPORT, SO_RCVLOWAT, SO_SNDLOWAT, SO_RCVTIMEO, SO_SNDTIMEO = 9, 10, 13, 15, 18, 19, 20, 21
SO_ACCEPTCONN, SO_PROTOCOL, SO_DOMAIN, SOMAXCONN = 30, 38, 39, 4096
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPPROTO_ICMPV6, IPPROTO_RAW = 0, 1, 6, 17, 41, 58, 255
IPV6_V6ONLY, IPV6_UNICAST_HOPS, IPV6_MULTICAST_HOPS, IPV6_JOIN_GROUP, IPV6_LEAVE_GROUP = 26, 16, 18, 20, 21
IP_TOS, IP_TTL, IP_MULTICAST_TTL, IP_MULTICAST_LOOP, IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP = 1, 2, 33, 34, 35, 36
TCP_NODELAY, TCP_MAXSEG, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT, TCP_QUICKACK, TCP_FASTOPEN = 1, 2, 4, 5, 6, 18, 12, 23
MSG_OOB, MSG_PEEK, MSG_DONTROUTE, MSG_CTRUNC, MSG_TRUNC, MSG_DONTWAIT, MSG_EOR, MSG_WAITALL, MSG_NOSIGNAL = 1, 2, 4, 8, 32, 64, 128, 256, 16384
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_V4MAPPED, AI_ALL, AI_ADDRCONFIG, AI_NUMERICSERV = 1, 2, 4, 8, 16, 32, 1024
NI_NUMERICHOST, NI_NUMERICSERV, NI_NOFQDN, NI_NAMEREQD, NI_DGRAM, NI_MAXHOST, NI_MAXSERV = 1, 2, 4, 8, 16, 1025, 32
EAI_BADFLAGS, EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_FAMILY, EAI_SOCKTYPE, EAI_SERVICE, EAI_MEMORY, EAI_SYSTEM = -1, -2, -3, -4, -6, -7, -8, -10, -11
INADDR_ANY, INADDR_BROADCAST, INADDR_LOOPBACK, INADDR_NONE = 0, 0xffffffff, 0x7f000001, 0xffffffff

_BUFFER_SIZE = 212992
_FIRST_FD = 1 << 20     # fds of sockets are above those of files

_mutex = _thread.allocate_lock()
_bells = []             # locks that select waits on, released at every change
_endpoints = {}
_next_fd = _FIRST_FD
_default_timeout = None


class herror(OSError):
    __module__ = 'socket'


class gaierror(OSError):
    __module__ = 'socket'


def _absent(what):
    raise NotImplementedError(f'{what}: this version of Typhon has no sockets beyond socketpair')


def _ring():
    """After a change, with the mutex held."""
    for bell in _bells:
        bell.release()
    _bells.clear()


def _endpoint(fd):
    try:
        return _endpoints[fd]
    except KeyError:
        if fd >= _FIRST_FD:
            raise OSError(9, 'Bad file descriptor') from None
        _absent('select on a file')


class socket:
    """A socket: one end of a pair inside this process."""

    __module__ = '_socket'
    __slots__ = ('family', 'type', 'proto', 'timeout', '_fd', '_input', '_peer', '_ended', '_shut')

    def _become(self, other):
        # Through the slots themselves: the library's subclass has read-only properties of the same names.
        for name in socket.__slots__:
            slot = socket.__dict__[name]
            slot.__set__(self, slot.__get__(other))

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is not None:
            end = _endpoint(fileno)
            socket._become(self, end)
            _endpoints[fileno] = self
            if self._peer is not None:
                self._peer._peer = self
            return
        slots = socket.__dict__
        slots['family'].__set__(self, AF_INET if family == -1 else family)
        slots['type'].__set__(self, SOCK_STREAM if type == -1 else type)
        self.proto = 0 if proto == -1 else proto
        self._open()

    def _open(self):
        global _next_fd
        with _mutex:
            self._fd = _next_fd
            _next_fd += 1
            _endpoints[self._fd] = self
        self._input = bytearray()
        self._peer = None
        self._ended = False         # no more input comes
        self._shut = False          # no more output may go
        self.timeout = _default_timeout

    def _can_read(self):
        return bool(self._input) or self._ended

    def _can_write(self):
        peer = self._peer
        return peer is None or len(peer._input) < _BUFFER_SIZE

    def _connected(self):
        if self._fd < 0:
            raise OSError(9, 'Bad file descriptor')
        if self._peer is None:
            raise OSError(107, 'Transport endpoint is not connected')

    def _wait(self, ready):
        """Waits, with the mutex held at entry and at exit, until ready()."""
        limit = None if self.timeout is None else _monotonic() + self.timeout
        while not ready():
            if self.timeout == 0:
                raise BlockingIOError(11, 'Resource temporarily unavailable')
            bell = _thread.allocate_lock()
            bell.acquire()
            _bells.append(bell)
            _mutex.release()
            try:
                rung = bell.acquire(True, -1 if limit is None else max(limit - _monotonic(), 0))
            finally:
                _mutex.acquire()
            if not rung:
                raise TimeoutError('timed out')

    def fileno(self):
        """The number of the socket, -1 if it is closed."""
        return self._fd

    def close(self):
        """Close the socket: the other end reads the end of the stream."""
        with _mutex:
            if self._fd < 0:
                return
            _endpoints.pop(self._fd, None)
            self._fd = -1
            if self._peer is not None:
                self._peer._ended = True
            _ring()

    def detach(self):
        """Close the object without closing the socket."""
        fd = self._fd
        if fd >= 0:
            other = object.__new__(socket)
            socket._become(other, self)
            _endpoints[fd] = other
            if self._peer is not None:
                self._peer._peer = other
            self._fd = -1
        return fd

    def send(self, data, flags=0, /):
        """Send what fits; the number of bytes."""
        data = bytes(data)
        self._connected()
        with _mutex:
            self._wait(lambda: self._can_write() or self._peer._fd < 0)
            if self._peer._fd < 0 or self._shut:
                raise BrokenPipeError(32, 'Broken pipe')
            part = data[:max(_BUFFER_SIZE - len(self._peer._input), 0)]
            self._peer._input += part
            _ring()
        return len(part)

    def sendall(self, data, flags=0, /):
        """Send everything."""
        data = bytes(data)
        while data:
            data = data[self.send(data):]

    def recv(self, bufsize, flags=0, /):
        """Up to `bufsize` bytes; none at the end of the stream."""
        if bufsize < 0:
            raise ValueError('negative buffersize in recv')
        self._connected()
        with _mutex:
            self._wait(self._can_read)
            data = bytes(self._input[:bufsize])
            if not flags & MSG_PEEK:
                del self._input[:bufsize]
            _ring()
        return data

    def recv_into(self, buffer, nbytes=0, flags=0):
        """As recv, into a buffer; the number of bytes."""
        view = memoryview(buffer).cast('B')
        data = self.recv(nbytes or len(view), flags)
        view[:len(data)] = data
        return len(data)

    def recvfrom(self, bufsize, flags=0, /):
        """As recv, with the sender's address: none."""
        return self.recv(bufsize, flags), None

    def shutdown(self, how, /):
        """Close one or both directions."""
        self._connected()
        with _mutex:
            if how != SHUT_RD:
                self._shut = True
                self._peer._ended = True
            if how != SHUT_WR:
                self._ended = True
            _ring()

    def setblocking(self, flag, /):
        """Whether calls wait."""
        self.timeout = None if flag else 0.0

    def getblocking(self):
        """Whether calls wait."""
        return self.timeout != 0

    def settimeout(self, timeout, /):
        """How long calls wait."""
        if timeout is not None and timeout < 0:
            raise ValueError('Timeout value out of range')
        self.timeout = None if timeout is None else float(timeout)

    def gettimeout(self):
        """How long calls wait."""
        return self.timeout

    def getsockname(self):
        """The address of this end: none."""
        return ''

    def getpeername(self):
        """The address of the other end: none."""
        self._connected()
        return ''

    def getsockopt(self, level, optname, buflen=0, /):
        """An option: only the error state and the type are known."""
        return int(socket.__dict__['type'].__get__(self)) if optname == SO_TYPE else 0

    def setsockopt(self, level, optname, value, optlen=0, /):
        """Options are without effect."""

    def bind(self, address, /):
        """Not there."""
        _absent('bind')

    def connect(self, address, /):
        """Not there."""
        _absent('connect')

    def connect_ex(self, address, /):
        """Not there."""
        _absent('connect')

    def listen(self, backlog=0, /):
        """Not there."""
        _absent('listen')

    def _accept(self):
        _absent('accept')

    def sendto(self, *args):
        """Not there."""
        _absent('sendto')


SocketType = socket


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /):
    """Two sockets that are connected with each other."""
    a, b = socket(family, type, proto), socket(family, type, proto)
    a._peer, b._peer = b, a
    # The caller makes objects of its own class from the numbers.
    return a, b


def getdefaulttimeout():
    """The timeout of new sockets."""
    return _default_timeout


def setdefaulttimeout(timeout, /):
    """Set the timeout of new sockets."""
    global _default_timeout
    _default_timeout = None if timeout is None else float(timeout)


def close(fd, /):
    """Close the socket of this number."""
    _endpoint(fd).close()


def dup(fd, /):
    """Not there."""
    _absent('dup')


def gethostname():
    """The name of this machine."""
    return _os.uname().nodename


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Not there."""
    _absent('getaddrinfo')


def gethostbyname(hostname, /):
    """Not there but for "localhost" and addresses."""
    if hostname in ('localhost', ''):
        return '127.0.0.1' if hostname else '0.0.0.0'
    inet_aton(hostname)
    return hostname


def gethostbyaddr(host, /):
    """Not there."""
    _absent('gethostbyaddr')


def getnameinfo(sockaddr, flags, /):
    """Not there."""
    _absent('getnameinfo')


def _swap(name, bits):
    def convert(x, /):
        if not isinstance(x, int):
            raise TypeError(f"'{x.__class__.__name__}' object cannot be interpreted as an integer")
        if not 0 <= x < 1 << bits:
            raise OverflowError(f'{name}: Python int too large to convert to C {bits}-bit unsigned integer' if x > 0
                                else f"{name}: can't convert negative Python int to C {bits}-bit unsigned integer")
        return int.from_bytes(x.to_bytes(bits // 8, 'little'), 'big')
    convert.__name__ = convert.__qualname__ = name
    return convert


htons, ntohs, htonl, ntohl = _swap('htons', 16), _swap('ntohs', 16), _swap('htonl', 32), _swap('ntohl', 32)


def inet_aton(ip_addr, /):
    """The four bytes of an address in dotted form."""
    parts = ip_addr.split('.')
    try:
        numbers = [int(part, 0) for part in parts]
        if not 1 <= len(numbers) <= 4 or any([n < 0 or n > 255 for n in numbers[:-1]]) or not 0 <= numbers[-1] < 1 << 8 * (5 - len(numbers)):
            raise ValueError
    except ValueError:
        raise OSError('illegal IP address string passed to inet_aton') from None
    return bytes(numbers[:-1]) + numbers[-1].to_bytes(5 - len(numbers))


def inet_ntoa(packed_ip, /):
    """The dotted form of four bytes."""
    packed_ip = bytes(packed_ip)
    if len(packed_ip) != 4:
        raise OSError('packed IP wrong length')
    return '.'.join(map(str, packed_ip))


def inet_pton(address_family, ip_string, /):
    """The bytes of an address."""
    import ipaddress
    try:
        if address_family == AF_INET:
            return ipaddress.IPv4Address(ip_string).packed
        if address_family == AF_INET6:
            return ipaddress.IPv6Address(ip_string).packed
    except ValueError:
        raise OSError('illegal IP address string passed to inet_pton') from None
    raise OSError(97, 'Address family not supported by protocol')


def inet_ntop(address_family, packed_ip, /):
    """The text of an address."""
    import ipaddress
    if address_family not in (AF_INET, AF_INET6):
        raise ValueError(f'unknown address family {address_family}')
    packed = bytes(packed_ip)
    if len(packed) != (4 if address_family == AF_INET else 16):
        raise ValueError('invalid length of packed IP address string')
    return str(ipaddress.ip_address(packed))
