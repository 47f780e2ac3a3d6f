import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the shop, whether this runs from its place or from a bundle elsewhere in the repository. */
export function findShop(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const shop = path.join(folder, 'examples/storefront')
    if (existsSync(path.join(shop, 'index.html'))) return shop
    const above = path.dirname(folder)
    if (above === folder) throw new Error(`Cannot find "examples/storefront" above ${fileURLToPath(import.meta.url)}`)
    folder = above
  }
}
