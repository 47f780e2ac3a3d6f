import { open } from 'node:fs/promises'

const NEWLINE = 10
const WINDOW_BYTES = 65_536

/**
 * Whether a file has a line of more than so many bytes. Such a line lies over one of the places that are so far apart, so that
 * nearly all of the file need not be read.
 */
export async function hasLongLine(path: string, max_bytes: number): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const isLongAt = async (place: number, window: number) => {
      const from = Math.max(0, place - window)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(place - from + window), 0, place - from + window, from)
      const before = buffer.lastIndexOf(NEWLINE, place - from - 1)
      const after = buffer.subarray(0, bytesRead).indexOf(NEWLINE, place - from)
      const start = before >= 0 && place > from ? from + before + 1 : from === 0 ? 0 : undefined
      const end = after >= 0 ? from + after : from + bytesRead >= size ? size : undefined
      return start === undefined || end === undefined ? undefined : end - start > max_bytes
    }
    for (let place = 0; place < size; place += max_bytes) {
      const isLong = (await isLongAt(place, WINDOW_BYTES)) ?? (await isLongAt(place, max_bytes + 1)) ?? true
      if (isLong) return true
    }
    return false
  } finally {
    await file.close()
  }
}
