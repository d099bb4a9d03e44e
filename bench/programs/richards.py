"""A small operating system kernel: tasks of several classes, packets in queues, priorities."""
import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE_PACKET, WORK_PACKET = range(2)


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class Task:
    def __init__(self, kernel, number, priority, queue):
        self.kernel = kernel
        self.number = number
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.pending = queue is not None
        self.held = False
        self.next = kernel.first
        kernel.first = self
        kernel.table[number] = self

    def is_blocked(self):
        return self.held or (self.waiting and not self.pending)

    def add_packet(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def run_once(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.link
            self.pending = self.queue is not None
            self.waiting = False
        return self.step(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.held += 1
        self.held = True
        return self.next

    def send(self, packet):
        self.kernel.sent += 1
        target = self.kernel.table[packet.owner]
        packet.link = None
        packet.owner = self.number
        return target.add_packet(packet, self)

    def release(self, number):
        task = self.kernel.table[number]
        task.held = False
        return task if task.priority > self.priority else self


class IdleTask(Task):
    def __init__(self, kernel, count):
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xd008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, kernel, priority, queue):
        super().__init__(kernel, WORKER, priority, queue)
        self.target = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.owner = self.target
        packet.datum = 0
        for i in range(4):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = 64 + self.letter
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, kernel, number, priority, queue):
        super().__init__(kernel, number, priority, queue)
        self.work = None
        self.devices = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is None:
            return self.wait()
        count = work.datum
        if count >= 4:
            self.work = work.link
            return self.send(work)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.datum = work.data[count]
        work.datum = count + 1
        return self.send(device)


class DeviceTask(Task):
    def __init__(self, kernel, number, priority, queue):
        super().__init__(kernel, number, priority, queue)
        self.packet = None

    def step(self, packet):
        if packet is None:
            packet = self.packet
            if packet is None:
                return self.wait()
            self.packet = None
            return self.send(packet)
        self.packet = packet
        return self.hold()


class Kernel:
    def __init__(self, count):
        self.first = None
        self.table = [None] * 6
        self.held = 0
        self.sent = 0
        IdleTask(self, count)
        WorkTask(self, 1000, Packet(Packet(None, WORKER, WORK_PACKET), WORKER, WORK_PACKET))
        for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
            queue = None
            for _ in range(3):
                queue = Packet(queue, device, DEVICE_PACKET)
            task = HandlerTask(self, handler, priority, queue)
            task.waiting = True
        DeviceTask(self, DEVICE_A, 4000, None)
        DeviceTask(self, DEVICE_B, 5000, None)

    def schedule(self):
        task = self.first
        while task is not None:
            if task.is_blocked():
                task = task.next
            else:
                task = task.run_once()


def run(n):
    total = 0
    for _ in range(n):
        kernel = Kernel(3000)
        kernel.schedule()
        total += kernel.sent * 7 + kernel.held
    return total


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
