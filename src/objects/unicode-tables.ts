// The Unicode tables of the core, read-only data segments. The build script puts the text that scripts/generate-unicode.mjs
// makes in place of this one; as it stands it is a table of one page, for editors.

export function unicodepages(): u32 { return <u32>memory.data<u32>([0], 16) }
export function unicodecells(): u32 { return <u32>memory.data<u32>([0], 16) }
export function unicoderecords(): u32 { return <u32>memory.data<u32>([0, 0, 0, 0, 0, 0, 0], 16) }
export function unicodesequences(): u32 { return <u32>memory.data<u32>([0], 16) }
