// The threaded programs of tests/stress/programs: each says in its first line what it may print ("# permitted output: TEXT" or
// "# permitted pattern: REGEXP"), and must end with status 0 and nothing on stderr.

import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const typhon = path.join(here, '../../dist/typhon.mjs')

export interface Program {
  name: string
  file: string
  permits(output: string): boolean
}

export function programs(): Program[] {
  const folder = path.join(here, 'programs')
  return fs.readdirSync(folder).filter((f) => f.endsWith('.py')).sort().map((f) => {
    const file = path.join(folder, f)
    const head = /^# permitted (output|pattern): (.*)\n/.exec(fs.readFileSync(file, 'utf8'))
    if (!head) throw new Error(`${f} does not say what it may print`)
    const permits = head[1] === 'output' ? (s: string) => s === `${head[2]}\n` : (s: string) => new RegExp(`^${head[2]}\n$`).test(s)
    return { name: f.slice(0, -3), file, permits }
  })
}

/** Runs a program once; an empty text, or what is wrong. */
export function runOnce(program: Program, executors: number, limitMs = 60_000): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [typhon, '-X', `executors=${executors}`, program.file], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = '', err = ''
    child.stdout.on('data', (b) => { out += b })
    child.stderr.on('data', (b) => { err += b })
    const timer = setTimeout(() => { err += '\nno end in sight'; child.kill('SIGKILL') }, limitMs)
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve(status === 0 && err === '' && program.permits(out) ? '' : `status ${status}, output ${JSON.stringify(out.slice(-300))}, errors ${JSON.stringify(err.slice(-1500))}`)
    })
  })
}
