// Runs the benchmark programs on Typhon and on other interpreters, interleaved in one go, and prints ratios.
//
//   node bench/run.mjs [options] [NAME=COMMAND ...]      e.g. pypy=/usr/bin/pypy3 py314=python3.14
//     --filter=TEXT     programs whose name contains one of TEXT,TEXT
//     --threads[=1,2]   bench/threaded instead, with these numbers of threads
//     --stm-off         Typhon with -X stm=off as one more column (what the barriers cost)
//     --reps=N          repetitions (default 3)     --json[=FILE]   figures as JSON
//     --cpu             processor time of the process and its threads instead of wall time: for a busy machine
//     --no-python       without the reference interpreter (then the first column is Typhon's)
//     --write           writes the table to bench/RESULTS.md (threads and programs: two sections of it)
//
// Measured is the wall time of whole processes (or their processor time). Shown is the minimum over the repetitions divided by the reference's minimum, once
// with and once without the interpreters' start-up (time of an empty program). Every program's output must be the same everywhere.
// The reference is `python3`; a shim of a version manager is resolved by asking it for sys.executable.
import { execFileSync, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const args = process.argv.slice(2)
const option = (name) => args.find((a) => a === `--${name}` || a.startsWith(`--${name}=`))
const valueOf = (name, fallback) => {
  const o = option(name)
  return o?.includes('=') ? o.slice(o.indexOf('=') + 1) : fallback
}
const threaded = option('threads') !== undefined
const repetitions = Number(valueOf('reps', '3'))
const filters = valueOf('filter', '').split(',').filter(Boolean)

/** Interpreters in order: the first is the reference. */
function interpreters() {
  const list = []
  const typhon = [process.execPath, path.join(here, '../dist/typhon.mjs')]
  if (!option('no-python')) {
    const real = execFileSync('python3', ['-c', 'import sys; print(sys.executable); print(*sys.version_info[:2], sep=".")']).toString().split('\n')
    list.push({ name: `CPython ${real[1]}`, command: [real[0]] })
  }
  list.push({ name: 'typhon', command: typhon })
  if (option('stm-off')) list.push({ name: 'stm=off', command: [...typhon, '-X', 'stm=off'] })
  for (const a of args) {
    const m = /^([^-=][^=]*)=(.+)$/.exec(a)
    if (m) list.push({ name: m[1], command: m[2].split(' ') })
  }
  return list
}

/** Wall time of one run in seconds, and what it printed. */
function measure(command, argv) {
  const begun = process.hrtime.bigint()
  const whole = [...command, ...argv]
  if (option('cpu')) whole.unshift('sh', '-c', '"$@" || exit; times', 'sh')
  const r = spawnSync(whole[0], whole.slice(1), { encoding: 'utf8', timeout: 120_000 })
  let seconds = Number(process.hrtime.bigint() - begun) / 1e9
  if (option('cpu') && r.status === 0) {
    // the last of the shell's two lines: user and system time of its children
    const lines = r.stdout.trimEnd().split('\n')
    seconds = lines.pop().split(' ').reduce((sum, part) => sum + Number(/(\d+)m/.exec(part)[1]) * 60 + Number(/m([\d.]+)s/.exec(part)[1]), 0)
    lines.pop()
    r.stdout = lines.join('\n')
  }
  return { seconds, output: r.status === 0 ? r.stdout : null, error: r.status === 0 ? '' : (r.stderr || String(r.error ?? r.signal)).trim().split('\n').pop() }
}

const minimum = (xs) => Math.min(...xs)
const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1]
const geometric = (xs) => Math.exp(xs.reduce((s, x) => s + Math.log(x), 0) / xs.length)

/** One job: a program with its arguments, run `repetitions` times on all interpreters in turn. */
function runJob(job, list) {
  const times = list.map(() => [])
  const failures = list.map(() => '')
  let expected = null
  for (let r = 0; r < repetitions; r++) {
    list.forEach((interpreter, i) => {
      if (failures[i]) return
      const m = measure(interpreter.command, job.argv)
      if (m.output === null) failures[i] = m.error
      else if (expected !== null && m.output !== expected) failures[i] = 'another result'
      else {
        expected ??= m.output
        times[i].push(m.seconds)
      }
    })
  }
  return { name: job.name, threads: job.threads, times, failures }
}

const pad = (text, width) => String(text).padStart(width)
const format = (x) => (x === null ? '-' : x >= 10 ? x.toFixed(1) : x.toFixed(2))

/** Table of the single-threaded programs: seconds of the reference, then each interpreter's ratio (and without start-up). */
function tableOfPrograms(results, list, startup) {
  const lines = [`| program | ${list[0].name}, s | ${list.slice(1).map((i) => `${i.name} | without start-up`).join(' | ')} |`, `|---|---|${'---|---|'.repeat(list.length - 1)}`]
  const all = list.map(() => [])
  const net = list.map(() => [])
  for (const r of results) {
    const base = r.failures[0] ? null : minimum(r.times[0])
    const cells = list.slice(1).map((_, j) => {
      const i = j + 1
      if (base === null || r.failures[i]) return `${r.failures[i] ? `fails: ${r.failures[i].slice(0, 60)}` : '-'} | -`
      const t = minimum(r.times[i])
      const ratio = t / base
      const clean = Math.max(t - startup[i], 1e-3) / Math.max(base - startup[0], 1e-3)
      all[i].push(ratio)
      net[i].push(clean)
      return `${format(ratio)} | ${format(clean)}`
    })
    lines.push(`| ${r.name} | ${base === null ? '-' : base.toFixed(2)} | ${cells.join(' | ')} |`)
  }
  lines.push(`| **geometric mean** | | ${list.slice(1).map((_, j) => (all[j + 1].length ? `**${format(geometric(all[j + 1]))}** | **${format(geometric(net[j + 1]))}**` : '- | -')).join(' | ')} |`)
  lines.push(`| an empty program, ms | ${(startup[0] * 1000).toFixed(0)} | ${startup.slice(1).map((s) => `${(s * 1000).toFixed(0)} | `).join(' | ')} |`)
  return lines
}

/** Table of the threaded programs: per interpreter seconds with the first number of threads, then the speed-up with the others. */
function tableOfThreads(results, list, counts) {
  const lines = [`| program | ${list.map((i) => [`${i.name}, s, ${counts[0]} thread${counts[0] > 1 ? 's' : ''}`, ...counts.slice(1).map((c) => `x with ${c}`)].join(' | ')).join(' | ')} |`,
    `|---|${'---|'.repeat(list.length * counts.length)}`]
  const gains = list.map(() => counts.map(() => []))
  for (const name of new Set(results.map((r) => r.name))) {
    const rows = counts.map((c) => results.find((r) => r.name === name && r.threads === c))
    const cells = list.flatMap((_, i) => {
      if (rows.some((r) => r.failures[i])) return [`fails: ${rows.find((r) => r.failures[i]).failures[i].slice(0, 60)}`, ...counts.slice(1).map(() => '-')]
      const base = minimum(rows[0].times[i])
      return [base.toFixed(2), ...rows.slice(1).map((r, k) => {
        const gain = base / minimum(r.times[i])
        gains[i][k + 1].push(gain)
        return format(gain)
      })]
    })
    lines.push(`| ${name} | ${cells.join(' | ')} |`)
  }
  lines.push(`| **geometric mean** | ${list.map((_, i) => ['', ...gains[i].slice(1).map((g) => (g.length ? `**${format(geometric(g))}**` : '-'))].join(' | ')).join(' | ')} |`)
  return lines
}

function write(section, lines) {
  const file = path.join(here, 'RESULTS.md')
  const machine = `${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0].model.trim()}, ${os.cpus().length} processors, Node ${process.version}, ${option('cpu') ? 'processor time' : 'wall time'}, ${repetitions} repetitions, load ${os.loadavg()[0].toFixed(1)} at the end`
  const text = [`## ${section}`, '', `Made by \`npm run bench -- ${args.join(' ')}\`: ${machine}.`, '', ...lines, ''].join('\n')
  const old = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '# Results\n\nRatios of time; below 1 is faster than the reference.\n\n'
  const sections = old.split(/(?=^## )/m).filter((s) => !s.startsWith(`## ${section}\n`))
  fs.writeFileSync(file, `${[...sections, text].join('').trimEnd()}\n`)
}

const list = interpreters()
const folder = path.join(here, threaded ? 'threaded' : 'programs')
const counts = valueOf('threads', '1,2').split(',').map(Number)
const programs = fs.readdirSync(folder).filter((f) => f.endsWith('.py') && (!filters.length || filters.some((t) => f.includes(t)))).sort()
const jobs = programs.flatMap((f) => (threaded ? counts.map((c) => ({ name: f.slice(0, -3), threads: c, argv: [path.join(folder, f), String(c)] })) : [{ name: f.slice(0, -3), threads: 1, argv: [path.join(folder, f)] }]))

const empty = path.join(os.tmpdir(), `empty-${process.pid}.py`)
fs.writeFileSync(empty, '')
const startup = list.map((i) => minimum(Array.from({ length: Math.max(repetitions, 3) }, () => measure(i.command, [empty]).seconds)))
fs.unlinkSync(empty)

const width = Math.max(...jobs.map((j) => j.name.length)) + 2
const results = []
for (const job of jobs) {
  const r = runJob(job, list)
  results.push(r)
  if (!option('json')) {
    const base = r.failures[0] ? null : minimum(r.times[0])
    process.stdout.write(`${(job.name + (threaded ? ` ${job.threads}` : '')).padEnd(width)}${list.map((_, i) => (r.failures[i] ? `  ${r.failures[i].slice(0, 70)}` : `${pad(minimum(r.times[i]).toFixed(3), 9)} s${i && base ? `${pad(format(minimum(r.times[i]) / base), 7)}${pad(format((minimum(r.times[i]) - startup[i]) / (base - startup[0])), 7)}` : ''}`)).join('')}\n`)
  }
}
const lines = threaded ? tableOfThreads(results, list, counts) : tableOfPrograms(results, list, startup)
if (option('json')) {
  const text = `${JSON.stringify({ date: new Date().toISOString(), interpreters: list.map((i) => i.name), startup, results: results.map((r) => ({ ...r, minima: r.times.map((t) => (t.length ? minimum(t) : null)), medians: r.times.map((t) => (t.length ? median(t) : null)) })) }, null, 1)}\n`
  const file = valueOf('json', '')
  if (file) fs.writeFileSync(file, text)
  else process.stdout.write(text)
} else console.log(`\n${lines.join('\n')}`)
if (option('write')) write(threaded ? 'Threads' : 'Programs', lines)
if (results.some((r) => r.failures.some(Boolean))) process.exitCode = 1
