import type { Start } from './tracker'

/** No tracker: what the page costs by itself. */
export const start: Start = () => () => {}
