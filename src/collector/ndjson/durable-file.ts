import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file that grows by whole texts, each of them on disk or not there at all. */
export interface DurableFile {
  readonly path: string
  /** In bytes, all of them on disk. */
  readonly bytes: number
  /** When its first text came, in milliseconds since 1970. */
  readonly began_at: number
  /** Settles when the text is on disk. Where it fails nothing of it is left. Not before an earlier call has settled. */
  append(text: string): Promise<void>
  /** Gives it another name and closes it. Where it cannot, it stays open as it is. */
  moveTo(path: string): Promise<void>
  close(): Promise<void>
}

/** Where the last line is looked for, at once. */
const STEP_BYTES = 65_536

/**
 * Opens a file of lines, made where there is none. A last line that a crash has torn goes: nobody was told that it is there.
 *
 * @throws whatever the file system says where it cannot be opened.
 *
 * @example
 * const file = await openDurableFile('/var/lib/shop/events.ndjson')
 * await file.append('{"id":"e-1"}\n')
 */
export async function openDurableFile(path: string): Promise<DurableFile> {
  // For this user alone: it is of persons.
  const file = await open(path, 'a+', 0o600)
  const found = await file.stat()
  let bytes = await endOfLines(file, found.size)
  if (bytes < found.size) await file.truncate(bytes)
  await file.datasync()
  await syncFolder(path)
  let isTorn = false
  let began_at = bytes > 0 ? found.birthtimeMs || found.mtimeMs : Date.now()
  return {
    path,
    get bytes() {
      return bytes
    },
    get began_at() {
      return began_at
    },
    async append(text) {
      if (bytes === 0) began_at = Date.now()
      if (isTorn) await file.truncate(bytes)
      isTorn = true
      try {
        const data = Buffer.from(text)
        await file.appendFile(data)
        await file.datasync()
        bytes += data.length
        isTorn = false
      } catch (error) {
        // A full disk takes a part of it.
        await file.truncate(bytes).then(
          () => {
            isTorn = false
          },
          () => {},
        )
        throw error
      }
    },
    async moveTo(to) {
      await rename(path, to)
      // All of it is on disk: what closing may say is of no use any more.
      await file.close().catch(() => {})
      await syncFolder(to)
    },
    close: () => file.close(),
  }
}

/** Where the last whole line of a file ends. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.alloc(STEP_BYTES)
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - STEP_BYTES)
    const { bytesRead } = await file.read(buffer, 0, end - start, start)
    const at = buffer.subarray(0, bytesRead).lastIndexOf(10)
    if (at >= 0) return start + at + 1
    end = start
  }
  return 0
}

/** Has the names in the folder of a path outlive a crash of the machine. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  } catch {
    // Not every system opens folders; then it keeps names by itself.
  }
}
