"""Two threads pass messages back and forth under a condition, while the others are bound by the CPU."""
import sys
import threading


class Channel:
    def __init__(self):
        self.items = []
        self.ready = threading.Condition()

    def put(self, x):
        with self.ready:
            self.items.append(x)
            self.ready.notify()

    def get(self):
        with self.ready:
            while not self.items:
                self.ready.wait()
            return self.items.pop(0)


def run(n, threads):
    there, back = Channel(), Channel()
    sums = []
    done = []

    def ping():
        total = 0
        for i in range(n):
            there.put(i)
            total += back.get()
        sums.append(total)

    def pong():
        for i in range(n):
            back.put(there.get() + 1)

    def spin(k):
        s = 0
        for i in range(n * 400 // max(threads - 2, 1)):
            s = (s + i * k) % 1000003
        done.append(s)
    workers = [threading.Thread(target=ping), threading.Thread(target=pong)]
    workers += [threading.Thread(target=spin, args=(k,)) for k in range(max(threads - 2, 1))]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return sums, len(done)


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 10000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))
