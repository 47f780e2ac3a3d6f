import type { Disk } from './disk'

/** A file of lines that grows at its end, and is written anew from time to time. */
export interface LogFile {
  /** The lines that were there when it was opened, the last one torn where a crash tore it. */
  readonly lines: readonly string[]
  /** How long it is now, in characters. */
  length(): number
  /** Adds a line. Throws where it cannot; the file then has nothing of it, or a torn line. */
  append(line: string): void
  /** Done when all that was added is on disk. */
  sync(): Promise<void>
  /** Writes the file anew: with this text, and whatever is added meanwhile. Where it cannot the file stays as it is. */
  rewrite(text: string): Promise<void>
  close(): void
}

/**
 * Opens a file of lines. The break comes before each line, so that one that was torn does not spoil the next.
 *
 * @example
 * const file = openLogFile('/var/lib/shop/aisle/events.ndjson', nodeDisk)
 * file.append('{"a":"text"}')
 * await file.sync()
 */
export function openLogFile(path: string, disk: Disk): LogFile {
  const text = disk.read(path)
  const draft_path = `${path}.draft`
  let length = text.length
  let file = disk.open(path, 'a')
  /** The next file, while it is written: it gets every line, too. */
  let draft: number | undefined

  function dropDraft(): void {
    if (draft === undefined) return
    disk.close(draft)
    draft = undefined
  }

  return {
    lines: text.split('\n'),
    length: () => length,
    append(line) {
      disk.write(file, `\n${line}`)
      length += line.length
      try {
        if (draft !== undefined) disk.write(draft, `\n${line}`)
      } catch {
        dropDraft()
      }
    },
    sync: () => disk.sync(file),
    async rewrite(anew) {
      try {
        draft = disk.open(draft_path, 'w')
        const length_before = length
        disk.write(draft, anew)
        await disk.sync(draft)
        if (draft === undefined) return
        disk.replace(draft_path, path)
        disk.close(file)
        file = draft
        draft = undefined
        length += anew.length - length_before
      } catch {
        dropDraft()
      }
    },
    close() {
      dropDraft()
      disk.close(file)
    },
  }
}
