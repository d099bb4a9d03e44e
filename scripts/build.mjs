// Builds Typhon: core.wasm flavours with the AssemblyScript compiler, the host bundle with esbuild.
//   node scripts/build.mjs [--dev] [--core-only | --host-only] [--flavours=fast,check,...] [--test-core]
// `--dev` skips the optimiser (seconds instead of tens of seconds). Output: dist/ (what the package ships) and
// build/ (test flavours). A flavour is the same source with another src/memory/flavour.ts (see src/memory/flavours/).
import * as crypto from 'node:crypto'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateUnicodeTables } from './generate-unicode.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const args = process.argv.slice(2)
const has = (name) => args.includes(name)
const dev = has('--dev')
const flavoursArg = args.find((a) => a.startsWith('--flavours='))
const shipped = ['fast', 'portable']
/** Flavours that programs can run on: their place is dist/. `nostm` (-X stm=off) is built on demand: --core-only --flavours=nostm. */
const runnable = [...shipped, 'nostm']
const flavours = flavoursArg ? flavoursArg.slice('--flavours='.length).split(',') : dev ? ['fast'] : shipped

/** Compiles `entry` in one flavour to `out`; the flavour file's text stands in for src/memory/flavour.ts, generated tables for src/objects/unicode-tables.ts. */
export async function buildCore(entry, flavour, out, optimise) {
  const { default: asc } = await import('assemblyscript/asc')
  const flavourText = fs.readFileSync(`src/memory/flavours/${flavour}.ts`, 'utf8')
  const unicodeText = fs.readFileSync(await generateUnicodeTables(), 'utf8')
  const options = [
    entry,
    '--outFile', out,
    '--runtime', 'stub',
    '--importMemory', '--sharedMemory', '--initialMemory', '65536', '--maximumMemory', '65536',
    '--memoryBase', String(0x00800000),
    '--exportTable',
    '--enable', 'threads', '--enable', 'simd',
    '--noExportMemory',
  ]
  if (optimise) options.push('--optimizeLevel', '3', '--shrinkLevel', '0')
  else options.push('--optimizeLevel', '0')
  if (has('--names') || !optimise) options.push('--debug')
  const started = Date.now()
  const messages = []
  const { error } = await asc.main(options, {
    readFile(name, base) {
      const file = path.join(base, name)
      if (file.replaceAll('\\', '/').endsWith('src/memory/flavour.ts')) return flavourText
      if (file.replaceAll('\\', '/').endsWith('src/objects/unicode-tables.ts')) return unicodeText
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null
    },
    writeFile(name, contents, base) {
      const file = path.join(base, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, contents)
    },
    stderr: { write: (chunk) => { messages.push(String(chunk)); return true } },
  })
  if (error) {
    process.stderr.write(messages.join(''))
    throw new Error(`core (${flavour}) does not compile`)
  }
  const size = fs.statSync(out).size
  console.log(`${out}: ${(size / 1024).toFixed(0)} KB, ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Hash of everything that decides what bytecode a source becomes: key of the cache of compiled code. */
function buildId() {
  const hash = crypto.createHash('sha256')
  for (const folder of ['src/frontend', 'src/interp', 'src/overlay', 'src/transaction-module']) {
    if (!fs.existsSync(folder)) continue
    for (const name of fs.readdirSync(folder).sort()) {
      if (/\.(ts|py)$/.test(name) && !name.endsWith('.test.ts')) hash.update(name).update(fs.readFileSync(path.join(folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function buildHost() {
  const { build } = await import('esbuild')
  const started = Date.now()
  await build({
    entryPoints: { typhon: 'src/main.ts', executor: 'src/host/executor-worker.ts' },
    outdir: 'dist', outExtension: { '.js': '.mjs' },
    bundle: true, platform: 'node', format: 'esm', target: 'node20',
    external: ['piscina', 'pyodide'],
    define: { TYPHON_BUILD_ID: JSON.stringify(buildId()) },
    minifySyntax: true, minifyWhitespace: true, sourcemap: false, logLevel: 'warning', splitting: true,
  })
  fs.chmodSync('dist/typhon.mjs', 0o755)
  console.log(`dist/typhon.mjs: ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (has('--test-core')) {
      const only = flavoursArg ? flavours : ['preempt']
      for (const flavour of only) await buildCore('src/core-test.ts', flavour, `build/core-test-${flavour}.wasm`, !dev)
      process.exit(0)
    }
    if (!has('--host-only')) {
      for (const flavour of flavours) {
        const inDist = runnable.includes(flavour)
        const name = flavour === 'fast' ? 'core.wasm' : `core-${flavour}.wasm`
        await buildCore('src/core.ts', flavour, `${inDist ? 'dist' : 'build'}/${name}`, !dev)
      }
    }
    if (!has('--core-only')) await buildHost()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
