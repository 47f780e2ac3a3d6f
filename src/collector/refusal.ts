/** Why a whole request is not taken. */
export interface Refusal {
  /** Of HTTP. */
  readonly status: number
  /** Stable, so that refusals can be counted by it. */
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown within the collector, and answered by it. */
export class RefusalError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/**
 * Refuses a request.
 *
 * @throws RefusalError always.
 *
 * @example
 * refuse(413, 'body_too_large', 'Cannot take the body: 2000000 bytes, expected at most 1048576')
 */
export function refuse(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): never {
  throw new RefusalError({ status, code, message, headers })
}

/**
 * Refuses a request for now.
 *
 * @throws RefusalError always.
 *
 * @example
 * comeAgain(503, 'closing', 'Cannot take this: the collector is closing', 5) // tells: ..., try again in 5 s
 */
export function comeAgain(status: number, code: string, message: string, after_s: number): never {
  refuse(status, code, `${message}, try again in ${after_s} s`, { 'retry-after': String(after_s) })
}
