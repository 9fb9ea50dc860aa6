"""Richards: a scheduler runs an idle task, a worker, two handlers and two devices until the idle task has no turns left.

Exercises method calls through subclasses, attribute updates and small linked lists.
"""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)

DEVICE_PACKET = 0
WORK_PACKET = 1

PACKET_SIZE = 4

# Packets queued and tasks held for a number of idle turns, as published with the algorithm.
KNOWN_COUNTS = {1000: (2322, 928), 10000: (23246, 9297)}


class Packet:
    def __init__(self, following, ident, kind):
        self.following = following
        self.ident = ident
        self.kind = kind
        self.cursor = 0
        self.data = [0] * PACKET_SIZE

    def append_to(self, chain):
        """Put this packet at the end of a chain of packets; returns the chain's first packet."""
        self.following = None
        if chain is None:
            return self
        last = chain
        while last.following is not None:
            last = last.following
        last.following = self
        return chain


class Task:
    """One task with its mailbox; subclasses say what a turn does."""

    def __init__(self, kernel, ident, priority, inbox):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.inbox = inbox
        self.has_packet = inbox is not None
        self.waiting = True
        self.held = False
        self.successor = kernel.first
        kernel.first = self
        kernel.tasks[ident] = self

    def is_blocked(self):
        return self.held or (self.waiting and not self.has_packet)

    def turn(self):
        """Take a packet if one is waited for, then act on it; returns the task to run next."""
        packet = None
        if self.waiting and self.has_packet:
            packet = self.inbox
            self.inbox = packet.following
            self.waiting = False
            self.has_packet = self.inbox is not None
        return self.act(packet)

    def receive(self, packet, sender):
        if self.inbox is None:
            self.inbox = packet
            self.has_packet = True
            if self.priority > sender.priority:
                return self
        else:
            self.inbox = packet.append_to(self.inbox)
        return sender

    def suspend(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.hold_count += 1
        self.held = True
        return self.successor

    def act(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, kernel, turns):
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.shift_register = 1
        self.turns = turns

    def act(self, packet):
        self.turns -= 1
        if self.turns == 0:
            return self.hold()
        if self.shift_register & 1:
            self.shift_register = (self.shift_register >> 1) ^ 0xD008
            return self.kernel.release(DEVICE_B)
        self.shift_register >>= 1
        return self.kernel.release(DEVICE_A)


class WorkerTask(Task):
    def __init__(self, kernel, inbox):
        super().__init__(kernel, WORKER, 1000, inbox)
        self.destination = HANDLER_A
        self.letter = 0

    def act(self, packet):
        if packet is None:
            return self.suspend()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.ident = self.destination
        packet.cursor = 0
        for i in range(PACKET_SIZE):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = self.letter
        return self.kernel.send(packet)


class HandlerTask(Task):
    def __init__(self, kernel, ident, priority, inbox):
        super().__init__(kernel, ident, priority, inbox)
        self.work = None
        self.devices = None

    def act(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is not None:
            cursor = work.cursor
            if cursor >= PACKET_SIZE:
                self.work = work.following
                return self.kernel.send(work)
            device = self.devices
            if device is not None:
                self.devices = device.following
                device.cursor = work.data[cursor]
                work.cursor = cursor + 1
                return self.kernel.send(device)
        return self.suspend()


class DeviceTask(Task):
    def __init__(self, kernel, ident, priority):
        super().__init__(kernel, ident, priority, None)
        self.current = None

    def act(self, packet):
        if packet is not None:
            self.current = packet
            return self.hold()
        if self.current is None:
            return self.suspend()
        done = self.current
        self.current = None
        return self.kernel.send(done)


class Kernel:
    def __init__(self):
        self.first = None
        self.running = None
        self.tasks = [None] * 6
        self.queue_count = 0
        self.hold_count = 0

    def release(self, ident):
        task = self.tasks[ident]
        task.held = False
        if task.priority > self.running.priority:
            return task
        return self.running

    def send(self, packet):
        task = self.tasks[packet.ident]
        self.queue_count += 1
        packet.following = None
        packet.ident = self.running.ident
        return task.receive(packet, self.running)

    def schedule(self):
        task = self.first
        while task is not None:
            if task.is_blocked():
                task = task.successor
            else:
                self.running = task
                task = task.turn()


def packets(count, ident, kind):
    chain = None
    for _ in range(count):
        chain = Packet(chain, ident, kind)
    return chain


def simulate(turns):
    kernel = Kernel()
    IdleTask(kernel, turns)
    WorkerTask(kernel, packets(2, WORKER, WORK_PACKET))
    HandlerTask(kernel, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET))
    HandlerTask(kernel, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET))
    DeviceTask(kernel, DEVICE_A, 4000)
    DeviceTask(kernel, DEVICE_B, 5000)
    kernel.schedule()
    return kernel.queue_count, kernel.hold_count


def prepare(scale):
    return max(100, round(1000 * scale))


def run(turns, loops):
    counts = None
    for _ in range(loops):
        counts = simulate(turns)
    return counts


def verify(turns, loops, counts):
    queued, held = counts
    if turns in KNOWN_COUNTS:
        assert counts == KNOWN_COUNTS[turns], counts
    # Each release of a device by the idle task lets at most one packet go on.
    assert 0 < held < turns and queued > 2 * held, counts
