// The standard library and the overlay: Python sources by name, and their compiled code through the cache. The library is
// CPython's own, read in place from python_stdlib.zip of the npm package pyodide; the overlay holds Typhon's modules (src/overlay,
// src/transaction-module) and goes first.

import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CodeCache } from './code-cache.ts'
import { ZipArchive } from './zip.ts'

/** Compiles a source to the bytes of a code object; throws the front end's syntax error. */
export type Compile = (source: Uint8Array, filename: string, optimize: number) => Uint8Array

/** A file of an installed package: in the next node_modules up the tree, else where Node's resolution finds it (which takes 10 ms). */
function findPackageFile(name: string, file: string): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name, file)
    if (fs.existsSync(candidate)) return fs.realpathSync(candidate)
    if (folder === path.dirname(folder)) break
  }
  return path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)
}

export class StandardLibrary {
  private archive: ZipArchive | null = null
  private zipFile: string | null = null

  constructor(
    private readonly overlayFolders: readonly string[],
    readonly cache: CodeCache,
    private readonly compile: Compile,
  ) {}

  /** Where the library's zip lies: an entry of sys.path. */
  get zipPath(): string {
    this.zipFile ??= findPackageFile('pyodide', 'python_stdlib.zip')
    return this.zipFile
  }

  /** The source of `name` ("json/decoder.py"), or null. */
  source(name: string): Uint8Array | null {
    for (const folder of this.overlayFolders) {
      try {
        return fs.readFileSync(path.join(folder, name))
      } catch {
        // not in this folder
      }
    }
    this.archive ??= new ZipArchive(fs.readFileSync(this.zipPath))
    return this.archive.read(name) ?? null
  }

  private has(file: string): boolean {
    if (this.overlayFolders.some((folder) => fs.existsSync(path.join(folder, file)))) return true
    this.archive ??= new ZipArchive(fs.readFileSync(this.zipPath))
    return this.archive.entries.has(file)
  }

  /** What a module or package called `name` ("json.decoder") is: its file below the library, or null. */
  find(name: string): { file: string; isPackage: boolean } | null {
    const base = name.replaceAll('.', '/')
    for (const file of [`${base}/__init__.py`, `${base}.py`]) {
      if (this.has(file)) return { file, isPackage: file.endsWith('/__init__.py') }
    }
    return null
  }

  /** The compiled code of `file` ("json/decoder.py"). */
  code(file: string, optimize: number): Uint8Array {
    const key = `stdlib/${file.slice(0, -3)}.opt-${optimize}`
    const cached = this.cache.read(key)
    if (cached) return cached
    const source = this.source(file)
    if (!source) throw new Error(`the standard library has no ${file}`)
    const code = this.compile(source, path.join(this.zipPath, file), optimize)
    this.cache.write(key, code)
    return code
  }
}
