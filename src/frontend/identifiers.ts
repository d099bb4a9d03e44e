// Unicode properties the tokenizer needs: identifiers beyond ASCII and what counts as printable.
//
// Host TypeScript; the tables are those of the JS engine's regular expressions.

const start = /^[\p{XID_Start}_]$/u
const following = /^\p{XID_Continue}$/u
const notPrintable = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]$/u

/** Index of the first code point that may not stand in the identifier `name`, or -1. */
export function firstInvalidInIdentifier(name: string): number {
  let index = 0
  for (const char of name) {
    if (!(index === 0 ? start : following).test(char)) return index
    index += char.length
  }
  return -1
}

export function isPrintable(point: number): boolean {
  if (point < 0x7f) return point >= 0x20
  return !notPrintable.test(String.fromCodePoint(point))
}

/** Identifiers are compared in their NFKC form. */
export function normalizeIdentifier(name: string): string {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 127) return name.normalize('NFKC')
  return name
}
