// The command line: CPython's options with CPython's meanings, plus Typhon's `-X` names. One table of options; the parser
// and `--help` are derived from it. Pure: reads arguments and environment, returns a Configuration or a text to print.

export interface Configuration {
  /** What to run. */
  run: { kind: 'file'; path: string } | { kind: 'command'; text: string } | { kind: 'module'; name: string } | { kind: 'stdin' }
  /** sys.argv from index 1. */
  args: string[]
  inspect: boolean
  optimize: number
  unbuffered: boolean
  verbose: number
  quiet: boolean
  ignoreEnvironment: boolean
  noUserSite: boolean
  noSite: boolean
  isolated: boolean
  safePath: boolean
  dontWriteBytecode: boolean
  bytesWarning: number
  skipFirstLine: boolean
  debug: boolean
  warnOptions: string[]
  xOptions: Map<string, string | true>
  /** Letters of --dump=: b bytecode, ... */
  dump: string
  executors: number
  stm: boolean
  /** Locks are elided. */
  elide: boolean
  hashSeed: number | null
  pythonPath: string[]
  environment: NodeJS.ProcessEnv
}

export type ParsedCommandLine =
  | { kind: 'run'; configuration: Configuration }
  | { kind: 'print'; text: string; status: number; toStderr: boolean }

interface Option {
  letter: string
  /** Name of the argument in the help, if the option takes one. */
  argument?: string
  help: string
  apply(c: Configuration, value: string): void
}

const OPTIONS: Option[] = [
  { letter: 'b', help: 'warn about mixing bytes and str (-bb: make it an error)', apply: (c) => c.bytesWarning++ },
  { letter: 'B', help: 'do not write .pyc files; also PYTHONDONTWRITEBYTECODE=x', apply: (c) => (c.dontWriteBytecode = true) },
  { letter: 'd', help: 'parser debugging (accepted, without effect)', apply: (c) => (c.debug = true) },
  { letter: 'E', help: 'ignore PYTHON* environment variables', apply: (c) => (c.ignoreEnvironment = true) },
  { letter: 'i', help: 'inspect interactively after running; also PYTHONINSPECT=x', apply: (c) => (c.inspect = true) },
  {
    letter: 'I',
    help: 'isolate from the environment and the user (implies -E, -P and -s)',
    apply(c) {
      c.isolated = c.ignoreEnvironment = c.safePath = c.noUserSite = true
    },
  },
  { letter: 'O', help: 'remove asserts; -OO: docstrings too; also PYTHONOPTIMIZE=x', apply: (c) => c.optimize++ },
  { letter: 'P', help: 'do not put an unsafe path first on sys.path; also PYTHONSAFEPATH', apply: (c) => (c.safePath = true) },
  { letter: 'q', help: 'no version line before the prompt', apply: (c) => (c.quiet = true) },
  { letter: 'R', help: 'random hash seed (the default)', apply() {} },
  { letter: 's', help: 'do not add the user site folder to sys.path; also PYTHONNOUSERSITE=x', apply: (c) => (c.noUserSite = true) },
  { letter: 'S', help: 'do not import site at start', apply: (c) => (c.noSite = true) },
  { letter: 'u', help: 'unbuffered stdout and stderr; also PYTHONUNBUFFERED=x', apply: (c) => (c.unbuffered = true) },
  { letter: 'v', help: 'say what is imported, and from where', apply: (c) => c.verbose++ },
  { letter: 'W', argument: 'arg', help: 'warning control, action:message:category:module:lineno; also PYTHONWARNINGS=arg', apply: (c, v) => c.warnOptions.push(v) },
  { letter: 'x', help: 'skip the first line of the source', apply: (c) => (c.skipFirstLine = true) },
  { letter: 'X', argument: 'opt', help: 'set an implementation option, see --help-xoptions', apply: (c, v) => setXOption(c, v) },
]

const X_OPTIONS: [string, string][] = [
  ['executors=N', 'run Python threads on N executors (1 to 64; default: one per processor); also TYPHON_EXECUTORS'],
  ['stm=off', 'one executor without transactions, to measure what they cost'],
  ['stmlog=FILE', 'write the conflict log to FILE; also TYPHONSTM'],
  ['gil=0', 'accepted: there is no GIL. gil=1 is refused'],
  ['elide=on|off', 'off: locks are always taken really, so that blocks under one lock never run side by side'],
  ['importtime', 'show how long each import takes'],
  ['utf8=0|1', 'UTF-8 mode (always on)'],
  ['int_max_str_digits=N', 'limit of int <-> str conversion; 0: none'],
  ['no_debug_ranges', 'tracebacks without column marks'],
  ['frozen_modules=on|off', 'accepted, without effect'],
  ['pycache_prefix=PATH', 'write .pyc files under PATH'],
]

const ENVIRONMENT: [string, string][] = [
  ['PYTHONPATH', "folders put in front of sys.path, separated by ':'"],
  ['PYTHONSTARTUP', 'file run before the first prompt'],
  ['PYTHONHASHSEED', "integer seed of str hashes, or 'random'"],
  ['PYTHONOPTIMIZE, PYTHONINSPECT, PYTHONUNBUFFERED, PYTHONVERBOSE', 'as -O, -i, -u, -v'],
  ['PYTHONDONTWRITEBYTECODE, PYTHONNOUSERSITE, PYTHONSAFEPATH', 'as -B, -s, -P'],
  ['PYTHONWARNINGS', 'as -W, separated by commas'],
  ['TYPHON_EXECUTORS', 'as -X executors=N'],
  ['TYPHON_CACHE', 'folder of the cache of compiled code; empty: no cache'],
]

export const MAX_EXECUTORS_OPTION = 64

function setXOption(c: Configuration, text: string): void {
  const at = text.indexOf('=')
  if (at < 0) c.xOptions.set(text, true)
  else c.xOptions.set(text.slice(0, at), text.slice(at + 1))
}

export function usageLine(program: string): string {
  return `usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...`
}

export function helpText(program: string): string {
  const line = (left: string, right: string) => `${left.padEnd(15)}: ${right}\n`
  let text = `${usageLine(program)}\nOptions (and corresponding environment variables):\n`
  for (const o of OPTIONS) text += line(`-${o.letter}${o.argument ? ` ${o.argument}` : ''}`, o.help)
  text += line('-c cmd', 'program passed in as string (ends the option list)')
  text += line('-m mod', 'run library module as a script (ends the option list)')
  text += line('-h', 'print this help (also -? or --help)')
  text += line('-V', 'print the version (also --version); twice: more about the build')
  text += line('--dump=letters', 'print what the compiler makes and exit: b bytecode')
  text += line('file', 'program read from a script file')
  text += line('-', 'program read from standard input (default; a prompt if it is a terminal)')
  text += line('arg ...', 'arguments in sys.argv[1:]')
  text += line('--help-env', 'the environment variables')
  text += line('--help-xoptions', 'the -X options')
  text += line('--help-all', 'all of it')
  return `${text}\nThreads of the program run on all processors; see README.md.\n`
}

export function helpXOptions(): string {
  return `The following -X options are known:\n${X_OPTIONS.map(([n, h]) => `-X ${n.padEnd(24)}: ${h}\n`).join('')}`
}

export function helpEnvironment(): string {
  return `Environment variables that change the behaviour:\n${ENVIRONMENT.map(([n, h]) => `${n}: ${h}\n`).join('')}`
}

export interface VersionTexts {
  short: string
  long: string
}

/** Parses `argv` (without the program name). `environment` is consulted unless -E or -I is given. */
export function parseCommandLine(program: string, argv: string[], environment: NodeJS.ProcessEnv, version: VersionTexts, processors: number): ParsedCommandLine {
  const c: Configuration = {
    run: { kind: 'stdin' }, args: [], inspect: false, optimize: 0, unbuffered: false, verbose: 0, quiet: false,
    ignoreEnvironment: false, noUserSite: false, noSite: false, isolated: false, safePath: false, dontWriteBytecode: false,
    bytesWarning: 0, skipFirstLine: false, debug: false, warnOptions: [], xOptions: new Map(), dump: '', executors: processors,
    stm: true, elide: true, hashSeed: null, pythonPath: [], environment: { ...environment },
  }
  const usageError = (message: string): ParsedCommandLine => ({
    kind: 'print', toStderr: true, status: 2,
    text: `${message}\n${usageLine(program)}\nTry \`${program} -h' for more information.\n`,
  })
  let versions = 0
  let i = 0
  let ended = false
  for (; i < argv.length && !ended; i++) {
    const word = argv[i]
    if (word === '-' || !word.startsWith('-')) break
    if (word === '--') {
      i++
      break
    }
    if (word.startsWith('--')) {
      if (word === '--help') return { kind: 'print', text: helpText(program), status: 0, toStderr: false }
      if (word === '--help-env') return { kind: 'print', text: helpEnvironment(), status: 0, toStderr: false }
      if (word === '--help-xoptions') return { kind: 'print', text: helpXOptions(), status: 0, toStderr: false }
      if (word === '--help-all') return { kind: 'print', text: `${helpText(program)}\n${helpEnvironment()}\n${helpXOptions()}`, status: 0, toStderr: false }
      if (word === '--version') {
        versions++
        continue
      }
      if (word.startsWith('--dump=')) {
        c.dump = word.slice('--dump='.length)
        continue
      }
      if (word === '--check-hash-based-pycs') {
        const mode = argv[++i]
        if (mode === undefined) return usageError('Argument expected for the --check-hash-based-pycs option')
        if (!['always', 'never', 'default'].includes(mode)) return usageError("--check-hash-based-pycs must be one of 'default', 'always', or 'never'")
        continue
      }
      return usageError(`unknown option ${word}`)
    }
    for (let j = 1; j < word.length && !ended; j++) {
      const letter = word[j]
      if (letter === 'h' || letter === '?') return { kind: 'print', text: helpText(program), status: 0, toStderr: false }
      if (letter === 'V') {
        versions++
        continue
      }
      if (letter === 'c' || letter === 'm') {
        const value = j + 1 < word.length ? word.slice(j + 1) : argv[++i]
        if (value === undefined) return usageError(`Argument expected for the -${letter} option`)
        c.run = letter === 'c' ? { kind: 'command', text: value } : { kind: 'module', name: value }
        ended = true
        break
      }
      const option = OPTIONS.find((o) => o.letter === letter)
      if (!option) return usageError(`Unknown option: -${letter}`)
      if (option.argument) {
        const value = j + 1 < word.length ? word.slice(j + 1) : argv[++i]
        if (value === undefined) return usageError(`Argument expected for the -${letter} option`)
        option.apply(c, value)
        break
      }
      option.apply(c, '')
    }
  }
  if (versions > 0) return { kind: 'print', text: `${versions > 1 ? version.long : version.short}\n`, status: 0, toStderr: false }
  const rest = argv.slice(i)
  if (c.run.kind === 'stdin' && rest.length > 0) {
    const first = rest.shift()!
    if (first !== '-') c.run = { kind: 'file', path: first }
  }
  c.args = rest
  return applyEnvironment(c, usageError)
}

function applyEnvironment(c: Configuration, usageError: (message: string) => ParsedCommandLine): ParsedCommandLine {
  const env = c.ignoreEnvironment ? {} : c.environment
  const set = (name: string) => (env[name] ?? '') !== ''
  const level = (name: string) => {
    const n = Number.parseInt(env[name] ?? '', 10)
    return Number.isNaN(n) ? 1 : Math.max(n, 1)
  }
  if (set('PYTHONOPTIMIZE')) c.optimize = Math.max(c.optimize, level('PYTHONOPTIMIZE'))
  if (set('PYTHONVERBOSE')) c.verbose = Math.max(c.verbose, level('PYTHONVERBOSE'))
  if (set('PYTHONINSPECT')) c.inspect = true
  if (set('PYTHONUNBUFFERED')) c.unbuffered = true
  if (set('PYTHONDONTWRITEBYTECODE')) c.dontWriteBytecode = true
  if (set('PYTHONNOUSERSITE')) c.noUserSite = true
  if (set('PYTHONSAFEPATH')) c.safePath = true
  if (set('PYTHONWARNINGS')) c.warnOptions.unshift(...env.PYTHONWARNINGS!.split(','))
  if (set('PYTHONPATH')) c.pythonPath = env.PYTHONPATH!.split(':')
  const fatal = (message: string): ParsedCommandLine => ({
    kind: 'print', toStderr: true, status: 1, text: `Fatal Python error: config_read: ${message}\n\n`,
  })
  const seed = env.PYTHONHASHSEED
  if (seed !== undefined && seed !== '' && seed !== 'random') {
    const n = Number(seed)
    if (!/^\d+$/.test(seed) || n > 4294967295)
      return { kind: 'print', toStderr: true, status: 1, text: 'Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]\n\n' }
    c.hashSeed = n
  }
  const gil = c.xOptions.get('gil') ?? (set('PYTHON_GIL') ? env.PYTHON_GIL : undefined)
  if (gil !== undefined && gil !== '0') {
    if (gil === '1') return fatal('Enabling the GIL is not supported by this build: Typhon has none; threads run as transactions')
    return fatal('PYTHON_GIL / -X gil must be "0" or "1"')
  }
  const executors = c.xOptions.get('executors') ?? env.TYPHON_EXECUTORS
  if (executors !== undefined && executors !== '') {
    const n = Number(executors)
    if (!Number.isInteger(n) || n < 1 || n > MAX_EXECUTORS_OPTION) return usageError(`-X executors must be a number from 1 to ${MAX_EXECUTORS_OPTION}, not ${String(executors)}`)
    c.executors = n
  }
  const stm = c.xOptions.get('stm')
  if (stm !== undefined) {
    if (stm !== 'off' && stm !== 'on') return usageError('-X stm must be on or off')
    if (stm === 'off') {
      c.stm = false
      c.executors = 1
    }
  }
  const elide = c.xOptions.get('elide')
  if (elide !== undefined) {
    if (elide !== 'off' && elide !== 'on') return usageError('-X elide must be on or off')
    c.elide = elide === 'on'
  }
  return { kind: 'run', configuration: c }
}
