"""A JSON reader and writer in Python: string indexing, recursion, dict and list building."""
import sys


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in ' \n\t\r':
            at += 1
        self.at = at

    def expect(self, c):
        if self.text[self.at] != c:
            raise ValueError(f'{c!r} expected at {self.at}')
        self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == '{':
            return self.object()
        if c == '[':
            return self.array()
        if c == '"':
            return self.string()
        for word, v in (('true', True), ('false', False), ('null', None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return v
        return self.number()

    def object(self):
        out = {}
        self.expect('{')
        self.skip()
        if self.text[self.at] == '}':
            self.at += 1
            return out
        while True:
            self.skip()
            key = self.string()
            self.skip()
            self.expect(':')
            out[key] = self.value()
            self.skip()
            if self.text[self.at] == ',':
                self.at += 1
            else:
                self.expect('}')
                return out

    def array(self):
        out = []
        self.expect('[')
        self.skip()
        if self.text[self.at] == ']':
            self.at += 1
            return out
        while True:
            out.append(self.value())
            self.skip()
            if self.text[self.at] == ',':
                self.at += 1
            else:
                self.expect(']')
                return out

    def string(self):
        self.expect('"')
        parts = []
        text = self.text
        at = self.at
        while True:
            c = text[at]
            at += 1
            if c == '"':
                break
            if c == '\\':
                c = text[at]
                at += 1
                c = {'n': '\n', 't': '\t', 'r': '\r'}.get(c, c)
            parts.append(c)
        self.at = at
        return ''.join(parts)

    def number(self):
        text = self.text
        start = at = self.at
        while at < len(text) and (text[at].isdigit() or text[at] in '+-.eE'):
            at += 1
        self.at = at
        word = text[start:at]
        return float(word) if '.' in word or 'e' in word else int(word)


def write(v):
    if isinstance(v, dict):
        return '{' + ', '.join(f'{write(k)}: {write(x)}' for k, x in v.items()) + '}'
    if isinstance(v, list):
        return '[' + ', '.join([write(x) for x in v]) + ']'
    if isinstance(v, str):
        return '"' + v.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'
    if v is None:
        return 'null'
    if v is True:
        return 'true'
    if v is False:
        return 'false'
    return repr(v)


def sample(n):
    return {'items': [{'id': i, 'name': f'item "{i}"', 'price': i * 1.25, 'tags': ['a', 'b\n', None, i % 2 == 0],
                       'position': {'x': i, 'y': -i}} for i in range(n)], 'count': n}


def run(n):
    data = sample(n)
    text = write(data)
    ok = 0
    for _ in range(4):
        if Parser(text).value() == data:
            ok += 1
    return len(text), ok


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 4000))
