/** One regular file of a tar archive. */
export interface TarFile {
  readonly path: string
  /** Permission bits as the archive has them. */
  readonly mode: number
  readonly bytes: Buffer
}

const block = 512

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end)
}

/**
 * The regular files of an uncompressed ustar archive. Directories and links are left out: neither a browser package nor
 * an npm tarball needs them, and a link is how an archive would write outside its folder.
 *
 * @throws Error where a path leaves the folder, or the archive has a long-name extension, which this reader does not know.
 */
export function readTar(archive: Buffer): TarFile[] {
  const files: TarFile[] = []
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + block)
    const size = Number.parseInt(text(header, 124, 12), 8)
    const type = text(header, 156, 1)
    const prefix = text(header, 345, 155)
    const path = prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`
    if (type === 'L' || type === 'x')
      throw new Error(`Cannot read tar entry "${path}": an extended name, expected ustar`)
    if (path.startsWith('/') || path.split('/').includes('..')) {
      throw new Error(`Cannot read tar entry "${path}": it leaves the folder, expected a path inside`)
    }
    const start = at + block
    if (type === '0' || type === '') {
      const mode = Number.parseInt(text(header, 100, 8), 8) & 0o777
      files.push({ path, mode, bytes: archive.subarray(start, start + size) })
    }
    at = start + Math.ceil(size / block) * block
  }
  return files
}
