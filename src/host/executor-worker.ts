// Entry of a Piscina worker: one executor. Wired with the run queue.
export default function executor(): void {}
