// The tokenizer: decoded text -> TokenStream, all at once.
//
// It follows the lexical analysis chapter of the language reference and CPython's tokenizer in what it
// reports where. It never throws for an invalid program: the stream then ends with an ERRORTOKEN and
// `stream.error`; whether that is the error to show is for the parser to find out.
// Text inside f-strings and t-strings is scanned by a stack of modes (PEP 701): while the top mode is
// `inText`, FSTRING_MIDDLE is scanned, else ordinary tokens of a replacement field.
// Numbers are in number-scanner.ts, the f-string text in fstring-scanner.ts, identifiers beyond ASCII in
// identifiers.ts.

import { type FStringMode, scanFStringText, startFString } from './fstring-scanner.ts'
import { firstInvalidInIdentifier, isPrintable } from './identifiers.ts'
import { scanNumber } from './number-scanner.ts'
import type { TokenError } from './syntax-error.ts'
import * as T from './tokens.ts'

const MAX_INDENT = 100
const MAX_LEVEL = 200

const enum Class {
  Other = 0,
  Name = 1,
  Digit = 2,
  Operator = 3,
  Quote = 4,
  Space = 5,
  Newline = 6,
  Comment = 7,
  Backslash = 8,
}

const classOf = new Uint8Array(128)
const isNameChar = new Uint8Array(128)
const single = new Uint8Array(128)
const withEquals = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  const text = String.fromCharCode(c)
  if (/[A-Za-z_]/.test(text)) classOf[c] = Class.Name
  if (/[0-9]/.test(text)) classOf[c] = Class.Digit
  if (/[A-Za-z0-9_]/.test(text)) isNameChar[c] = 1
  const kind = T.lookUpKind(text)
  if (kind !== undefined) {
    classOf[c] = Class.Operator
    single[c] = kind
  }
  const both = T.lookUpKind(`${text}=`)
  if (both !== undefined) {
    classOf[c] = Class.Operator
    withEquals[c] = both
  }
}
classOf[0x22] = classOf[0x27] = Class.Quote
classOf[0x20] = classOf[0x09] = classOf[0x0c] = Class.Space
classOf[0x0a] = Class.Newline
classOf[0x23] = Class.Comment
classOf[0x5c] = Class.Backslash

const ELLIPSIS = T.kindOf('...')
const DOT = T.kindOf('.')
const ARROW = T.kindOf('->')
const NOT_EQUAL = T.kindOf('!=')
const POWER = T.kindOf('**')
const POWER_EQUAL = T.kindOf('**=')
const FLOOR = T.kindOf('//')
const FLOOR_EQUAL = T.kindOf('//=')
const LEFT_SHIFT = T.kindOf('<<')
const LEFT_SHIFT_EQUAL = T.kindOf('<<=')
const RIGHT_SHIFT = T.kindOf('>>')
const RIGHT_SHIFT_EQUAL = T.kindOf('>>=')

// Keywords have 2 to 8 letters; this spares most names the look-up.
const keywordStart = new Uint8Array(128)
for (const word of T.keywordList) keywordStart[word.charCodeAt(0)] |= 1 << (word.length - 2)

export function isAsciiNameChar(c: number): boolean {
  return c < 128 && isNameChar[c] === 1
}

/** Ends the scan; the tokenizer turns it into the stream's last token. */
class Stop {
  readonly error: TokenError
  constructor(error: TokenError) {
    this.error = error
  }
}

export interface TokenizeOptions {
  /** The text ends where the user has not gone on yet: a totally empty line ends a compound statement. */
  readonly interactive?: boolean
}

export class Tokenizer {
  readonly text: string
  readonly stream: T.TokenStream
  pos = 0
  line = 1
  lineStart = 0
  modes: FStringMode[] = []
  mode: FStringMode | null = null
  private atLastNewline = false
  private readonly isAscii: boolean
  private readonly interactive: boolean
  private readonly indents = [0]
  private readonly altIndents = [0]
  private columnPos = 0
  private column = 0
  private columnLine = 0

  constructor(text: string, options: TokenizeOptions = {}) {
    this.text = text
    this.interactive = options.interactive ?? false
    this.isAscii = !/[^\x00-\x7f]/.test(text)
    this.stream = new T.TokenStream(text, Math.max(64, text.length >> 1))
  }

  run(): T.TokenStream {
    try {
      this.scanProgram()
    } catch (stop) {
      if (!(stop instanceof Stop)) throw stop
      const at = this.stream.count
      this.push(T.ERRORTOKEN, this.pos, this.pos)
      this.stream.line[at] = this.stream.endLine[at] = stop.error.line
      this.stream.col[at] = this.stream.endCol[at] = -1
      this.stream.error = stop.error
    }
    return this.stream
  }

  // ---- reporting ----

  /** Stops with `message` at the character before `at` (CPython shows the last one it has read). */
  fail(message: string, at: number, col = -1, endCol = -1, atEnd = false): never {
    throw new Stop({
      cause: 'message',
      message,
      line: this.line,
      at,
      lineStart: this.lineStart,
      col,
      endCol,
      atEnd,
      atLastNewline: this.atLastNewline,
      inFString: this.mode !== null,
    })
  }

  private stop(cause: TokenError['cause'], at: number, line = this.line): never {
    const atEnd = cause === 'end of input in brackets'
    const lineStart = this.stream.lineStarts[line - 1]
    throw new Stop({
      cause,
      message: '',
      line,
      at,
      lineStart,
      col: -1,
      endCol: -1,
      atEnd,
      atLastNewline: this.atLastNewline,
      inFString: this.mode !== null,
    })
  }

  warn(message: string, category: 'SyntaxWarning' | 'DeprecationWarning' = 'SyntaxWarning'): void {
    this.stream.warnings.push({ message, line: this.line, category })
  }

  // ---- output ----

  /** UTF-8 bytes between the start of the line and `pos`. */
  columnOf(pos: number): number {
    if (this.isAscii) return pos - this.lineStart
    if (this.columnLine !== this.lineStart || pos < this.columnPos) {
      this.columnLine = this.columnPos = this.lineStart
      this.column = 0
    }
    this.column += utf8Length(this.text, this.columnPos, pos)
    this.columnPos = pos
    return this.column
  }

  push(kind: number, start: number, end: number): void {
    const s = this.stream
    const i = s.count++
    if (i === s.kind.length) s.grow()
    s.kind[i] = kind
    s.start[i] = start
    s.end[i] = end
    s.line[i] = this.line
    s.endLine[i] = this.line
    s.col[i] = this.columnOf(start)
    s.endCol[i] = this.columnOf(end)
    s.level[i] = s.openBrackets.length
  }

  pushMultiline(kind: number, start: number, end: number, startLine: number, startCol: number): void {
    this.push(kind, end, end)
    const s = this.stream
    const i = s.count - 1
    s.start[i] = start
    s.line[i] = startLine
    s.col[i] = startCol
  }

  private pushWithoutColumn(kind: number): void {
    const s = this.stream
    const line = this.text.charCodeAt(this.pos) === 0 && this.pos === this.text.length - 1 ? this.line - 1 : this.line
    this.push(kind, this.pos, this.pos)
    const i = s.count - 1
    s.line[i] = s.endLine[i] = line
    s.col[i] = s.endCol[i] = -1
  }

  newLine(next: number): void {
    this.line++
    this.lineStart = next
    this.stream.lineStarts.push(next)
  }

  // ---- scanning ----

  private atEnd(pos: number): boolean {
    return pos >= this.text.length - 1
  }

  private scanProgram(): void {
    const text = this.text
    const stream = this.stream
    let blankLine = this.scanIndentation()
    for (;;) {
      if (this.mode?.inText) {
        scanFStringText(this, this.mode)
        continue
      }
      let pos = this.pos
      let c = text.charCodeAt(pos)
      while (c === 0x20 || c === 0x09 || c === 0x0c) c = text.charCodeAt(++pos)
      const start = pos
      let cls = c < 128 ? classOf[c] : Class.Name
      if (cls === Class.Comment) {
        do c = text.charCodeAt(++pos)
        while (c !== 0x0a)
        cls = Class.Newline
      }
      switch (cls) {
        case Class.Name:
          this.scanName(start, c)
          break
        case Class.Operator:
          this.scanOperator(start, c)
          break
        case Class.Newline:
          if (!blankLine && stream.openBrackets.length === 0) {
            this.push(T.NEWLINE, start, pos + 1)
          }
          this.pos = pos + 1
          this.newLine(pos + 1)
          blankLine = this.scanIndentation()
          break
        case Class.Digit:
          this.push(T.NUMBER, start, (this.pos = scanNumber(this, start)))
          break
        case Class.Quote:
          this.scanString(start, start)
          break
        case Class.Backslash:
          this.pos = pos
          this.continueLine()
          break
        default:
          this.pos = pos
          if (c === 0 && this.atEnd(pos)) {
            if (stream.openBrackets.length > 0) this.stop('end of input in brackets', pos, this.line - 1)
            this.pushWithoutColumn(T.ENDMARKER)
            return
          }
          if (!isPrintable(c)) {
            this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`, pos + 1)
          }
          // `$`, `?` and the backquote: CPython makes a token of them that no rule takes.
          this.push(T.ERRORTOKEN, start, (this.pos = pos + 1))
      }
    }
  }

  /** Behind a newline: reads white space, makes INDENT and DEDENT. Returns whether the line is blank. */
  private scanIndentation(): boolean {
    const text = this.text
    let col = 0
    let altCol = 0
    let continuedCol = 0
    let c: number
    for (;;) {
      c = text.charCodeAt(this.pos)
      if (c === 0x20) {
        col++
        altCol++
      } else if (c === 0x09) {
        col = ((col >> 3) + 1) << 3
        altCol++
      } else if (c === 0x0c) col = altCol = 0
      else if (c === 0x5c) {
        // The first backslash fixes the indentation of what follows on the next lines.
        continuedCol = continuedCol || col
        this.continueLine()
        continue
      } else break
      this.pos++
    }
    if (c === 0x23 || c === 0x0a) {
      if (!this.interactive || col !== 0 || c !== 0x0a || this.line === 1) return true
    }
    if (this.stream.openBrackets.length > 0 || this.mode?.inText) return false
    if (continuedCol) col = altCol = continuedCol
    const { indents, altIndents } = this
    let top = indents.length - 1
    if (col === indents[top]) {
      if (altCol !== altIndents[top]) this.stop('tab', this.endOfLine())
    } else if (col > indents[top]) {
      if (indents.length >= MAX_INDENT) this.stop('too deep', this.endOfLine())
      if (altCol <= altIndents[top]) this.stop('tab', this.endOfLine())
      indents.push(col)
      altIndents.push(altCol)
      this.pushWithoutColumn(T.INDENT)
    } else {
      let dedents = 0
      while (top > 0 && col < indents[top]) {
        indents.pop()
        altIndents.pop()
        top--
        dedents++
      }
      if (col !== indents[top]) this.stop('dedent', this.endOfLine())
      if (altCol !== altIndents[top]) this.stop('tab', this.endOfLine())
      while (dedents-- > 0) this.pushWithoutColumn(T.DEDENT)
    }
    return false
  }

  endOfLine(): number {
    const end = this.text.indexOf('\n', this.pos)
    return end < 0 ? this.text.length - 1 : end + 1
  }

  private continueLine(): void {
    const next = this.pos + 1
    if (this.text.charCodeAt(next) !== 0x0a) this.stop('line continuation', next + 1)
    if (this.atEnd(next + 1)) this.stop('end of input in brackets', next + 1)
    this.pos = next + 1
    this.newLine(this.pos)
  }

  private scanName(start: number, first: number): void {
    const text = this.text
    let pos = start
    let c = first
    let seen = 0
    // String prefixes: each letter once; whether they go together is checked at the quote.
    prefix: for (;;) {
      let bit = 0
      switch (c | 0x20) {
        case 0x62:
          bit = 1
          break
        case 0x75:
          bit = 2
          break
        case 0x72:
          bit = 4
          break
        case 0x66:
          bit = 8
          break
        case 0x74:
          bit = 16
          break
        default:
          break prefix
      }
      if (seen & bit || c < 0x41 || c > 127) break
      seen |= bit
      c = text.charCodeAt(++pos)
      if (c === 0x22 || c === 0x27) {
        this.checkPrefixes(seen, start, pos)
        if (seen & 24) startFString(this, start, pos, (seen & 16) !== 0, (seen & 4) !== 0)
        else this.scanString(start, pos)
        return
      }
    }
    while (c < 128 && isNameChar[c] === 1) c = text.charCodeAt(++pos)
    if (c >= 128) {
      pos = this.scanWideName(start, pos)
      this.push(T.NAME, start, pos)
      this.pos = pos
      return
    }
    const length = pos - start
    let kind: number = T.NAME
    if (length <= 8 && length >= 2 && keywordStart[first] & (1 << (length - 2))) {
      const found = T.keywordKinds.get(text.slice(start, pos))
      if (found !== undefined) kind = found
    }
    this.push(kind, start, pos)
    this.pos = pos
  }

  private scanWideName(start: number, from: number): number {
    const text = this.text
    let pos = from
    for (;;) {
      const c = text.charCodeAt(pos)
      if (c < 128 && isNameChar[c] === 0) break
      pos++
    }
    const name = text.slice(start, pos)
    const bad = firstInvalidInIdentifier(name)
    if (bad >= 0) {
      const point = name.codePointAt(bad)!
      const hex = point.toString(16).toUpperCase().padStart(4, '0')
      const at = start + bad + (point > 0xffff ? 2 : 1)
      if (isPrintable(point)) this.fail(`invalid character '${String.fromCodePoint(point)}' (U+${hex})`, at)
      this.fail(`invalid non-printable character U+${hex}`, at)
    }
    return pos
  }

  private checkPrefixes(seen: number, start: number, quote: number): void {
    const pairs: [number, string, string][] = [
      [3, 'u', 'b'],
      [6, 'u', 'r'],
      [10, 'u', 'f'],
      [18, 'u', 't'],
      [9, 'b', 'f'],
      [17, 'b', 't'],
      [24, 'f', 't'],
    ]
    if ((seen & (seen - 1)) === 0) return
    for (const [bits, one, other] of pairs) {
      if ((seen & bits) === bits) {
        const col = this.columnOf(start) + 1
        const endCol = this.columnOf(quote) + 1
        this.fail(`'${one}' and '${other}' prefixes are incompatible`, quote + 1, col, endCol)
      }
    }
  }

  private scanString(start: number, quoteAt: number): void {
    const text = this.text
    const quote = text.charCodeAt(quoteAt)
    const startLine = this.line
    const startLineStart = this.lineStart
    let pos = quoteAt + 1
    if (text.charCodeAt(pos) === quote) {
      if (text.charCodeAt(pos + 1) !== quote) {
        this.push(T.STRING, start, (this.pos = pos + 1))
        return
      }
      const startCol = this.columnOf(start)
      pos += 2
      for (;;) {
        const c = text.charCodeAt(pos)
        if (c === quote) {
          if (text.charCodeAt(pos + 1) === quote && text.charCodeAt(pos + 2) === quote) break
          pos++
        } else if (c === 0x0a) this.newLine(++pos)
        else if (c === 0x5c) {
          if (text.charCodeAt(++pos) === 0x0a) this.newLine(++pos)
          else if (!this.atEnd(pos)) pos++
        } else if (c === 0 && this.atEnd(pos)) {
          const detected = this.line - 1
          this.line = startLine
          this.lineStart = startLineStart
          this.failIfFieldIsOpen(quote, 3, start)
          this.fail(`unterminated triple-quoted string literal (detected at line ${detected})`, start + 1, -1, -1, true)
        } else pos++
      }
      this.pos = pos + 3
      this.pushMultiline(T.STRING, start, this.pos, startLine, startCol)
      return
    }
    let escapedQuote = false
    let startCol = -1
    for (;;) {
      const c = text.charCodeAt(pos)
      if (c === quote) break
      if (c === 0x5c) {
        const next = text.charCodeAt(++pos)
        if (next === quote) escapedQuote = true
        if (next === 0x0a && !this.atEnd(pos + 1)) {
          if (startCol < 0) startCol = this.columnOf(start)
          this.newLine(pos + 1)
          pos++
        } else if (next !== 0x0a) pos++
      } else if (c === 0x0a || (c === 0 && this.atEnd(pos))) {
        const detected = this.line
        this.atLastNewline = pos === text.length - 2
        this.line = startLine
        this.lineStart = startLineStart
        this.failIfFieldIsOpen(quote, 1, start)
        const hint = escapedQuote ? '; perhaps you escaped the end quote?' : ''
        this.fail(`unterminated string literal (detected at line ${detected})${hint}`, start + 1)
      } else pos++
    }
    this.pos = pos + 1
    if (startCol < 0) this.push(T.STRING, start, this.pos)
    else this.pushMultiline(T.STRING, start, this.pos, startLine, startCol)
  }

  /** An unterminated string that begins with the quotes of the f-string around it: its field is open. */
  private failIfFieldIsOpen(quote: number, quoteSize: number, start: number): void {
    const mode = this.mode
    if (mode !== null && mode.quote === quote && mode.quoteSize === quoteSize) {
      this.fail(`${mode.letter}-string: expecting '}'`, start + 1)
    }
  }

  private scanOperator(start: number, c: number): void {
    const text = this.text
    const next = text.charCodeAt(start + 1)
    const mode = this.mode
    let kind = single[c]
    let length = 1
    switch (c) {
      case 0x28:
      case 0x5b:
      case 0x7b:
        this.openBracket(start, c)
        break
      case 0x29:
      case 0x5d:
      case 0x7d:
        this.pos = start + 1
        this.closeBracket(start, c)
        break
      case 0x2e:
        if (next >= 0x30 && next <= 0x39) {
          this.push(T.NUMBER, start, (this.pos = scanNumber(this, start)))
          return
        }
        if (next === 0x2e && text.charCodeAt(start + 2) === 0x2e) {
          kind = ELLIPSIS
          length = 3
        } else kind = DOT
        break
      case 0x3a: // `:` opens the format specification when it stands at the top of a replacement field
        if (mode !== null && mode.fieldDepth >= 0 && mode.depth - 1 === mode.fieldDepth) {
          mode.inText = true
          mode.inFormatSpec = true
        } else if (next === 0x3d) {
          kind = withEquals[c]
          length = 2
        }
        break
      case 0x2a:
        if (next === 0x2a) {
          length = text.charCodeAt(start + 2) === 0x3d ? 3 : 2
          kind = length === 3 ? POWER_EQUAL : POWER
          break
        }
        if (next === 0x3d) {
          kind = withEquals[c]
          length = 2
        }
        break
      case 0x2f:
        if (next === 0x2f) {
          length = text.charCodeAt(start + 2) === 0x3d ? 3 : 2
          kind = length === 3 ? FLOOR_EQUAL : FLOOR
          break
        }
        if (next === 0x3d) {
          kind = withEquals[c]
          length = 2
        }
        break
      case 0x3c:
      case 0x3e:
        if (next === c) {
          length = text.charCodeAt(start + 2) === 0x3d ? 3 : 2
          if (c === 0x3c) kind = length === 3 ? LEFT_SHIFT_EQUAL : LEFT_SHIFT
          else kind = length === 3 ? RIGHT_SHIFT_EQUAL : RIGHT_SHIFT
          break
        }
        if (c === 0x3c && next === 0x3e) {
          kind = NOT_EQUAL // `<>`: the parser takes it under barry_as_FLUFL alone
          length = 2
        } else if (next === 0x3d) {
          kind = withEquals[c]
          length = 2
        }
        break
      case 0x2d:
        if (next === 0x3e) {
          kind = ARROW
          length = 2
          break
        }
        if (next === 0x3d) {
          kind = withEquals[c]
          length = 2
        }
        break
      default:
        if (next === 0x3d && withEquals[c] !== 0) {
          kind = withEquals[c]
          length = 2
        } else if (c === 0x3d && mode !== null && mode.depth - 1 === mode.fieldDepth) mode.inDebug = true
    }
    this.push(kind, start, start + length)
    this.pos = start + length
  }

  private openBracket(start: number, c: number): void {
    const open = this.stream.openBrackets
    if (open.length >= MAX_LEVEL) this.fail('too many nested parentheses', start + 1)
    open.push({ bracket: String.fromCharCode(c), line: this.line, col: this.columnOf(start) })
    if (this.mode !== null) this.mode.depth++
  }

  private closeBracket(start: number, c: number): void {
    const mode = this.mode
    const open = this.stream.openBrackets
    const bracket = String.fromCharCode(c)
    const at = start + 1
    if (mode !== null && mode.depth === 0 && c === 0x7d) {
      this.fail(`${mode.letter}-string: single '}' is not allowed`, at)
    }
    if (open.length === 0) this.fail(`unmatched '${bracket}'`, at)
    const opening = open.pop()!
    const code = opening.bracket.charCodeAt(0)
    if (c !== code + (code === 0x28 ? 1 : 2)) {
      if (mode !== null && code === 0x7b && mode.depth - 1 === mode.fieldDepth) {
        this.fail(`${mode.letter}-string: unmatched '${bracket}'`, at)
      }
      const where = opening.line !== this.line ? ` on line ${opening.line}` : ''
      this.fail(`closing parenthesis '${bracket}' does not match opening parenthesis '${opening.bracket}'${where}`, at)
    }
    if (mode !== null) {
      mode.depth--
      if (mode.depth < 0) this.fail(`${mode.letter}-string: unmatched '${bracket}'`, at)
      if (c === 0x7d && mode.depth === mode.fieldDepth) {
        mode.fieldDepth--
        mode.inText = true
        mode.inFormatSpec = false
        mode.inDebug = false
      }
    }
  }
}

export function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) bytes++
    else if (c < 0x800 || (c & 0xf800) === 0xd800) bytes += 2
    else bytes += 3
  }
  return bytes
}

export function tokenize(text: string, options: TokenizeOptions = {}): T.TokenStream {
  return new Tokenizer(text, options).run()
}
