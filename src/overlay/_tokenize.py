"""The tokens of a program, as the compiler's own tokenizer sees them."""

import _typhon_tokenize


class TokenizerIter:
    """Iterator of (type, text, start, end, line) over the lines that `readline` gives."""

    __module__ = '_tokenize'

    def __init__(self, readline, /, *, encoding=None, extra_tokens=False):
        lines = []
        while True:
            try:
                line = readline()
            except StopIteration:
                break
            if encoding is not None and isinstance(line, (bytes, bytearray)):
                line = str(line, encoding)
            elif not isinstance(line, str):
                raise TypeError('readline() returned a non-string object')
            if not line:
                break
            lines.append(line)
        self._tokens = _tokens(lines, extra_tokens)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)


def _tokens(lines, extra_tokens):
    table, error = _typhon_tokenize.scan(''.join(lines))
    lines = ''.join(lines).splitlines(True) if any(['\r' in line for line in lines]) else lines
    rows = memoryview(table).cast('i')
    exact = None
    if not extra_tokens:
        from token import EXACT_TOKEN_TYPES as exact
    last = len(lines)
    complete = not lines or lines[-1].endswith(('\n', '\r'))
    for i in range(0, len(rows), 6):
        type_, line, column, end_line, end_column, operator = rows[i:i + 6]
        text = line_text = ''
        if type_ == 0:
            line = end_line = last + 1
            column = end_column = 0
        elif line <= last:
            line_text = lines[line - 1]
            if line == end_line:
                text = line_text[column:end_column]
                if type_ in (4, 66):
                    text = line_text[column:]
                    end_column = column + max(len(text), 1)
                    if not text and type_ == 66 and complete:
                        text = '\n'
            else:
                text = line_text[column:] + ''.join(lines[line:end_line - 1]) + lines[end_line - 1][:end_column]
                line_text = ''.join(lines[line - 1:end_line])
        if not extra_tokens:
            if type_ in (65, 66):
                continue
            if operator:
                type_ = exact.get(text, 64)
        if type_ == 5 or type_ == 6:
            text = line_text[:end_column] if type_ == 5 else ''
        yield (type_, text, (line, column), (end_line, end_column), line_text)
    if error is not None:
        message, line, column, indentation = error
        line_text = lines[line - 1].rstrip('\r\n') if 0 < line <= last else None
        cls = IndentationError if indentation else SyntaxError
        if 'tabs' in message:
            cls = TabError
        end = (None, None) if indentation else (line, column)
        raise cls(message, ('<string>', line, column, line_text, *end))
