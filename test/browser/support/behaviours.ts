import type { Arrived, Behaviour } from './collector'

/** Takes all and says so, as the wire has it: 204. */
export const well: Behaviour = ({ accept, answer }) => {
  accept()
  answer(204)
}

/** Takes nothing and answers a status. */
export function failing(status: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return ({ answer }) => answer(status, { headers })
}

/** Takes nothing and sends the page to where all is well, and nothing is taken. */
export const redirecting: Behaviour = ({ answer }) => answer(302, { headers: { location: '/elsewhere' } })

/** Takes nothing and breaks the connection. */
export const resetting: Behaviour = ({ reset }) => reset()

/** Takes all, and breaks the connection before it has said so. */
export const losingAnswers: Behaviour = ({ accept, reset }) => {
  accept()
  reset()
}

/** Takes nothing and never answers. */
export const hanging: Behaviour = () => {}

/** Takes all, and answers what no page of another origin may read. */
export const withoutCors: Behaviour = ({ accept, answer }) => {
  accept()
  answer(204, { cors: false })
}

/** Takes what is small enough, and answers 413 to the rest. */
export function upTo(max_bytes: number): Behaviour {
  return (exchange) => (exchange.bytes > max_bytes ? exchange.answer(413) : well(exchange))
}

/** Takes all but certain events, and answers which it has rejected. */
export function rejecting(isBad: (event: Arrived) => boolean): Behaviour {
  return ({ events, accept, answer }) => {
    const bad = events.filter(isBad)
    accept(bad)
    const rejected = bad.map(({ id }) => ({ id, code: 'bad_event', message: 'not in this shop' }))
    answer(200, { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ rejected }) })
  }
}
