"""Regular expressions over a log: match, search, findall, sub with a function."""
import re
import sys

LINE = re.compile(r'(\d{4})-(\d\d)-(\d\d) (\w+) +\[([^\]]+)\] (.*)')
NUMBER = re.compile(r'\d+')
WORD = re.compile(r'\b[a-z]+(?:ing|ed)\b')
ADDRESS = re.compile(r'[\w.]+@[\w.]+\.(?:com|org)')


def log(n):
    lines = []
    for i in range(n):
        level = ('INFO', 'WARN', 'ERROR')[i % 3]
        lines.append(f'2024-{i % 12 + 1:02d}-{i % 28 + 1:02d} {level} [part.{i % 7}] user{i % 50}@mail.example.{"com" if i % 2 else "org"} '
                     f'opened item {i} and started working, {i * 37} bytes')
    return lines


def run(n):
    lines = log(n)
    levels = {}
    total = 0
    for line in lines:
        m = LINE.match(line)
        year, month, day, level, part, rest = m.groups()
        levels[level] = levels.get(level, 0) + int(month)
        total += sum(map(int, NUMBER.findall(rest)))
        total += len(WORD.findall(rest))
        if ADDRESS.search(line):
            total += 1
    text = '\n'.join(lines)
    text = NUMBER.sub(lambda m: str(len(m.group())), text)
    return levels, total, len(text), len(re.split(r'[,\s]+', text))


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 25000))
