"""Counts the words of a text on several threads: one shared dict, one coarse lock around all work on it.

    typhon word_count.py [--threads N] [--megabytes M | FILE]

Without a file it makes a text of M megabytes (the same every time). Prints the ten most frequent words, a checksum of
all counts, which does not depend on the number of threads, and the time.
"""

import sys
import threading
import time

WORDS = '''the of and a to in he have it that for they with as not on she at by this we you do but from or which one would all
will there say who make when can more if no man out other so what time up go about than into could state only new year
some take come these know see use get like then first any work now may such give over think most even find day also after way
many must look before great back through long where much should well people down own just because good each those feel seem
how high too place little world very still nation hand old life tell write become here show house both between need mean
call develop under last right move thing general school never same another begin while number part turn real leave might
want point form off child few small since against ask late home interest large person end open public follow during present
without again hold govern around possible head consider word program problem however lead system set order eye plan run keep
face fact group play stand increase early course change help line'''.split()


def make_text(megabytes):
    """A text of about `megabytes` MB from a small linear congruential generator; lines of twelve words."""
    lines, size, seed = [], 0, 12345
    while size < megabytes * 1_000_000:
        line = []
        for _ in range(12):
            seed = (seed * 1103515245 + 12345) & 0x7fffffff
            line.append(WORDS[(seed >> 8) % len(WORDS) * ((seed >> 20) % 7 + 1) // 7])
        text = ' '.join(line)
        lines.append(text)
        size += len(text) + 1
    return lines


def count_words(lines, threads, chunk=200):
    """Words and their counts; `threads` threads take chunks of lines in turn."""
    counts = {}
    lock = threading.Lock()
    chunks = [lines[i:i + chunk] for i in range(0, len(lines), chunk)]

    def work(first):
        for n in range(first, len(chunks), threads):
            with lock:
                for line in chunks[n]:
                    for word in line.split():
                        counts[word] = counts.get(word, 0) + 1

    workers = [threading.Thread(target=work, args=(i,)) for i in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counts


def main(args):
    threads, megabytes, path = 2, 3, None
    while args:
        arg = args.pop(0)
        if arg == '--threads':
            threads = int(args.pop(0))
        elif arg == '--megabytes':
            megabytes = float(args.pop(0))
        else:
            path = arg
    if path:
        with open(path, encoding='utf-8') as file:
            lines = file.read().splitlines()
    else:
        lines = make_text(megabytes)
    start = time.perf_counter()
    counts = count_words(lines, threads)
    seconds = time.perf_counter() - start
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]:
        print(f'{count:8} {word}')
    checksum = 0
    for word in sorted(counts):
        checksum = (checksum * 31 + counts[word]) % 1_000_000_007
    print(f'{len(counts)} words, checksum {checksum}')
    print(f'{threads} thread(s): {seconds:.2f} s', file=sys.stderr)


if __name__ == '__main__':
    main(sys.argv[1:])
