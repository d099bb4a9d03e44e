# permitted output: ping pong 1000
import threading
cond, turn, log = threading.Condition(), 0, []
def play(me, word):
    global turn
    for _ in range(500):
        with cond:
            while turn != me:
                cond.wait()
            log.append(word)
            turn = 1 - me
            cond.notify()
a, b = threading.Thread(target=play, args=(0, 'ping')), threading.Thread(target=play, args=(1, 'pong'))
a.start(); b.start(); a.join(); b.join()
assert log == ['ping', 'pong'] * 500
print(log[0], log[1], len(log))
