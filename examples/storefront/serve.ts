/**
 * `npm start`: a shop that uses Aisle, its collector, and the inspector, on one port of this machine.
 * `npm start -- --port 8080 --out somewhere` says which, and where to what the collector writes.
 *
 * @module
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findShop } from './server/find-shop'
import { openStorefront, type Storefront } from './server/open-storefront'

const DEFAULT_PORT = 4173

/** Opens the shop, says where it is and what to try, and closes it on Ctrl-C. */
export async function main(args: readonly string[] = []): Promise<void> {
  try {
    const storefront = await open(args)
    // Not after it is said: who reads that may stop it at once.
    const end = stopped()
    console.log(whatToTry(storefront))
    await end
    await storefront.close()
    console.log('\nClosed; all that came is on disk.')
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string }
    console.error(message)
    if (code === 'log_in_use') console.error('Another shop is open there: close it, or take another folder by --out.')
    process.exitCode = 1
  }
}

function open(args: readonly string[]): Promise<Storefront> {
  const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' }, out: { type: 'string' } } })
  const port = Number(values.port ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`Cannot use --port "${values.port}": expected a whole number from 0 to 65535`)
  return openStorefront({ out: values.out ?? path.join(findShop(), '../../data'), port })
}

function whatToTry({ origin, out }: Storefront): string {
  const data = path.relative(process.cwd(), out) || '.'
  return `
Larkspur is open: ${origin}
What it tracks goes to ${data}/events.ndjson. Ctrl-C closes it.

Say yes to the question at the bottom, and then be somebody:

  browser          open three categories and the journal, and look into nothing twice
                   the home page turns to pictures, and shows what is new
  researcher       open a product, then its specification and its reviews
                   a box compares what you have looked at
  bargain hunter   open the sale from the home page, and sort a category by price
                   lists put the sale first
  buyer            put something into the cart and go to the checkout; take express delivery
                   the shortest path; with the order its progress; from then on "Buy now" in one click
  returning        make an account, have the order sent and delivered (buttons on its page), come back
                   thanks, what goes with it, points
  abandoner        fill the cart, and do nothing for 30 minutes: a reminder
                   or at once: ${origin}/?inspect, Personas, Left a cart behind

${origin}/?inspect      the inspector: events, segments, why, and personas to see the shop as
${origin}/about-you     all that is known of you, and what it leads to

In another terminal, the same answers from what was written:

  node scripts/run.mjs src/cli/main.ts decide ${data}/events*.ndjson* --definitions builtin --now latest
`
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
