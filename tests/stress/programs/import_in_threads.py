# permitted output: 8 the same
import threading
got = []
def work():
    import json.decoder, string, textwrap
    got.append((id(json.decoder), id(string), id(textwrap)))
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert len(set(got)) == 1
print(len(got), 'the same')
