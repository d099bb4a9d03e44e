# permitted output: False True
import threading
e = threading.Event()
first = e.wait(0.02)
threading.Timer(0.02, e.set).start()
print(first, e.wait(20))
