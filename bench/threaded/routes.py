"""Lee's routing on a grid: each route is found and laid under one coarse lock, each thread in its own part of the board."""
import sys
import threading

SIDE = 40


def lay(board, start, goal, mark):
    distance = {start: 0}
    wave = [start]
    while wave and goal not in distance:
        following = []
        for p in wave:
            d = distance[p] + 1
            for q in (p - 1, p + 1, p - SIDE, p + SIDE):
                if 0 <= q < SIDE * SIDE and q not in distance and board[q] == 0:
                    distance[q] = d
                    following.append(q)
        wave = following
    if goal not in distance:
        return 0
    p = goal
    length = 0
    while p != start:
        board[p] = mark
        length += 1
        for q in (p - 1, p + 1, p - SIDE, p + SIDE):
            if distance.get(q) == distance[p] - 1:
                p = q
                break
    return length


def run(n, threads):
    lock = threading.Lock()
    boards = [[0] * (SIDE * SIDE) for _ in range(threads)]
    lengths = [0] * threads

    def work(k):
        board = boards[k]
        total = 0
        seed = k + 1
        for i in range(k, n, threads):
            seed = (seed * 1103515245 + 12345) & 0x7fffffff
            start = seed % (SIDE * SIDE)
            goal = (start + 1 + (seed >> 12) % 5 + SIDE * ((seed >> 8) % 3)) % (SIDE * SIDE)
            with lock:
                if board[start] == 0 and board[goal] == 0 and start != goal:
                    total += lay(board, start, goal, i + 1)
                if i % 50 < threads:
                    for p in range(SIDE * SIDE):
                        board[p] = 0
        lengths[k] = total
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return sum(lengths) > 0


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 30000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))
