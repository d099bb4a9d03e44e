// The clock of deadlines, slices and transaction lengths: monotonic milliseconds, the same in all threads of the process
// (performance.now() begins at zero in each worker).

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now()

export function now(): number {
  return offset + performance.now()
}
