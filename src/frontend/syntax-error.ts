// What the front end throws for an invalid program: the fields of a Python SyntaxError.
//
// Columns (`offset`, `endOffset`) are CPython's: 1-based and counted in characters; `text` is the line as
// CPython shows it, or null. `PythonSyntaxError` is what the caller sees and turns into the Python
// exception of class `type`; `TokenError` is the tokenizer's raw finding, which the diagnosis turns into a
// PythonSyntaxError only if the parser gets that far.

export type SyntaxErrorType =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | 'MemoryError' // the program nests too deeply
  | '_IncompleteInputError' // only with the flag allowIncompleteInput

export class PythonSyntaxError extends Error {
  readonly type: SyntaxErrorType
  readonly filename: string
  readonly lineno: number | null
  readonly offset: number | null
  readonly endLineno: number | null
  readonly endOffset: number | null
  readonly text: string | null

  constructor(
    type: SyntaxErrorType,
    message: string,
    filename: string,
    lineno: number | null,
    offset: number | null,
    endLineno: number | null,
    endOffset: number | null,
    text: string | null,
  ) {
    super(message)
    this.name = type
    this.type = type
    this.filename = filename
    this.lineno = lineno
    this.offset = offset
    this.endLineno = endLineno
    this.endOffset = endOffset
    this.text = text
  }
}

/** How the tokenizer stopped. `message` errors carry a position; the others are worded by the diagnosis. */
export interface TokenError {
  readonly cause: 'message' | 'end of input in brackets' | 'dedent' | 'tab' | 'too deep' | 'line continuation'
  readonly message: string
  readonly line: number
  /** Offset into the text where the tokenizer stands, and where the line it reports begins. */
  readonly at: number
  readonly lineStart: number
  /** 1-based character columns, or -1: derived from `at`, unknown. */
  readonly col: number
  readonly endCol: number
  /** The program ended before the token did: more input could complete it. */
  readonly atEnd: boolean
  /** A string ended by the last newline of the text. */
  readonly atLastNewline: boolean
  /** Found inside an f-string: CPython does not let it go before an error found earlier. */
  readonly inFString: boolean
}
