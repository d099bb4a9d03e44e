// Runs a TypeScript script of this repository: bundles it in memory with esbuild, then imports it.
//   node scripts/run-typescript.mjs FILE [arguments]
import * as fs from 'node:fs'
import * as path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const entry = path.resolve(process.argv[2])
const out = path.resolve(import.meta.dirname, `../build/run/${path.basename(entry, '.ts')}-${process.pid}.mjs`)
await build({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [
    {
      name: 'places of files', // a bundled file still finds what lies beside its source
      setup(b) {
        b.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
          loader: 'ts',
          contents: fs
            .readFileSync(file, 'utf8')
            .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
            .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
        }))
      },
    },
  ],
})
try {
  await import(pathToFileURL(out).href)
} finally {
  fs.rmSync(out, { force: true })
}
