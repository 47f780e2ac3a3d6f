import type { Report } from './report'

/** A file that cannot be read, or not to its end. Its message says `found ..., wanted ...`. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/**
 * Tells of a file that could not be read to its end; what came before is used.
 *
 * @throws the failure, where it is none of the file.
 */
export function tellUnreadable(failure: unknown, file: string, report: Report): void {
  if (!(failure instanceof UnreadableFile) && (failure as NodeJS.ErrnoException).code === undefined) throw failure
  const [found, wanted] = (failure as Error).message.replace(/^found /, '').split(/, wanted /)
  const problem = { code: 'unreadable_file', path: '', found: found!, wanted: wanted ?? 'a file that can be read' }
  report.counts.failures += 1
  report.add('file', problem, { file })
}

/** Tells of a file without rows. */
export function tellEmpty(file: string, report: Report): void {
  report.add('file', { code: 'empty_file', path: '', found: 'no rows', wanted: 'some' }, { file })
}
