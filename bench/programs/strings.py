"""Strings: building, splitting, joining, formatting, indexing, searching."""
import sys


def build(n):
    parts = []
    for i in range(n):
        parts.append(str(i))
        parts.append(f'<{i % 10}:{i:04d}>')
    return len(''.join(parts))


def concatenate(n):
    s = ''
    for i in range(n):
        s += 'ab'
    return len(s)


def scan(n):
    text = 'the quick brown fox jumps over the lazy dog ' * 20
    total = 0
    for _ in range(n):
        words = text.split()
        total += len(words) + text.count('o') + text.find('lazy')
        total += len('-'.join(words).upper().replace('THE', 'a'))
    return total


def characters(n):
    text = 'abcdefghijklmnopqrstuvwxyz0123456789' * 10
    vowels = digits = 0
    for i in range(n):
        for c in text:
            if c in 'aeiou':
                vowels += 1
            elif c.isdigit():
                digits += 1
    return vowels, digits


def rotate13(n):
    text = 'Hello, World'
    for _ in range(n):
        out = ''
        for c in text:
            if 'a' <= c <= 'z':
                out += chr((ord(c) - 97 + 13) % 26 + 97)
            elif 'A' <= c <= 'Z':
                out += chr((ord(c) - 65 + 13) % 26 + 65)
            else:
                out += c
        text = out
    return text


def run(n):
    return build(n * 20), concatenate(n * 20), scan(n // 2), characters(n // 2), rotate13(n * 3)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 12000))
