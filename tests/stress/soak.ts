// See soak.mjs.

import { programs, runOnce } from './programs.ts'

const runs = Number(process.argv[3] ?? 20)
const only = process.argv[4]
const counts = (process.argv[5] ?? '1,2,8').split(',').map(Number)
let failures = 0
for (const program of programs()) {
  if (only && only !== 'all' && program.name !== only) continue
  for (const executors of counts) {
    const wrong: string[] = []
    for (let run = 0; run < runs; run++) {
      const result = await runOnce(program, executors)
      if (result !== '') wrong.push(result)
    }
    failures += wrong.length
    console.log(`${program.name}, ${executors} executors: ${wrong.length === 0 ? 'ok' : `${wrong.length} of ${runs} failed: ${wrong[0]}`}`)
  }
}
console.log(failures === 0 ? 'no failures' : `${failures} failures`)
process.exit(failures === 0 ? 0 : 1)
