/** Draws at most once a frame, and ticks each second, while it is on. */
export interface Frames {
  /** Has `draw` called before the next frame. */
  readonly request: () => void
  readonly start: () => void
  readonly stop: () => void
}

/** Makes frames that are off: nothing is drawn, and no timer runs. */
export function createFrames({ draw, tick }: { readonly draw: () => void; readonly tick: () => void }): Frames {
  let frame: number | undefined
  let ticking: ReturnType<typeof setInterval> | undefined
  const request = () => {
    if (ticking === undefined) return
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      draw()
    })
  }
  return {
    request,
    start() {
      ticking ??= setInterval(tick, 1_000)
      request()
    },
    stop() {
      clearInterval(ticking)
      ticking = undefined
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
    },
  }
}
