import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createProgress } from '../../src/cli/progress'
import { cli, event, file, ndjson } from './support/cli'

/** A stream that keeps what is written, as a terminal or not. */
function screen(isTTY: boolean) {
  let text = ''
  const stream = Object.assign(
    new Writable({
      write(chunk, _, done) {
        text += chunk
        done()
      },
    }),
    { isTTY, columns: 80, clearLine: () => {}, cursorTo: () => {} },
  )
  return { stream, text: () => text }
}

const input = { name: 'a', size: 1_000_000, open: () => [] as never, close: () => {} }

describe('createProgress()', () => {
  it('shows bytes and events a second on a terminal, and hides the cursor no longer than that', () => {
    const { stream, text } = screen(true)
    const progress = createProgress([input], stream)
    progress.advance(500_000, 10)
    progress.stop()
    expect(text()).toContain('50% of 1.0 MB, 10 events, ')
    expect(text()).toMatch(/[\d,]+ events\/s, 1 s left/)
    expect(text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(text().lastIndexOf('\u001b[?25l'))
  })

  it('says only what has been read where the size is not known', () => {
    const { stream, text } = screen(true)
    const progress = createProgress([input, { ...input, size: undefined }], stream)
    progress.advance(500_000, 10)
    progress.stop()
    expect(text()).toContain('0.5 MB, ')
    expect(text()).not.toContain('%')
  })

  it('puts messages above the bar', () => {
    const { stream, text } = screen(true)
    const progress = createProgress([input], stream)
    progress.print(['found \u001b[2J'])
    progress.stop()
    const at = text().indexOf('found \\u001b[2J\n')
    // The bar is put away before, and is there again after it.
    expect(text().slice(0, at)).toContain('\u001b[?25h')
    expect(text().slice(at)).toContain('\u001b[?25l')
  })

  it('is silent where nobody looks, unless it is asked for, and on a terminal where it is not wanted', () => {
    const say = (isTTY: boolean, wanted?: boolean) => {
      const { stream, text } = screen(isTTY)
      const progress = createProgress([input], stream, wanted)
      progress.advance(500_000, 10)
      progress.print(['told'])
      progress.stop()
      return text()
    }
    expect(say(false)).toBe('told\n')
    expect(say(true, false)).toBe('told\n')
    expect(say(false, true)).toContain('of 1.0 MB')
  })

  it('forgets about being interrupted when it is done', () => {
    const before = process.listenerCount('SIGINT')
    const progress = createProgress([input], screen(true).stream)
    expect(process.listenerCount('SIGINT')).toBe(before + 1)
    progress.stop()
    progress.stop()
    progress.advance(1, 1)
    expect(process.listenerCount('SIGINT')).toBe(before)
  })
})

describe('aisle --progress', () => {
  it('shows the bar where it is asked for, and nothing of it else', async () => {
    const log = file('log.ndjson', ndjson(event()))
    expect((await cli(['decide', log, '--progress'])).stderr).toContain('events/s')
    expect((await cli(['decide', log])).stderr).not.toContain('events/s')
    expect((await cli(['decide', log, '--no-progress'])).stderr).not.toContain('events/s')
  })
})
