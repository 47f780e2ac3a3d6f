/** What the command line ends with. */
export const EXIT = {
  /** All went well; repaired rows are told of, and no failure. */
  OK: 0,
  /** Something of the input could not be used: a row, a file's end, a definition. */
  BAD_INPUT: 1,
  /** The command was not said right: an unknown option, a file that is not there. */
  USAGE: 2,
} as const

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The command was not said right; nothing has been done. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Something of the input cannot be used as a whole; each problem is a line. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(
    message: string,
    /** The same for programs. */
    readonly problems: readonly object[] = [],
  ) {
    super(message)
  }
}
