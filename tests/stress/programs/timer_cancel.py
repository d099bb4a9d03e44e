# permitted output: fired, not cancelled one
import threading
log = []
a = threading.Timer(0.01, lambda: log.append('fired'))
b = threading.Timer(30, lambda: log.append('never'))
a.start(); b.start()
b.cancel()
a.join(); b.join()
print(', '.join(log + ['not cancelled one']))
