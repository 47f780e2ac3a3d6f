import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Route, type Site, serve } from '../support/site'
import { SITE } from './build'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** Serves the built site as any static host does, under a policy that lets nothing in from elsewhere. */
export function serveSite(): Promise<Site> {
  const files = readdirSync(SITE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const routes: Record<string, Route> = {}
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name)
    const url = path.slice(SITE.length).replaceAll('\\', '/')
    const headers = { 'content-type': TYPES[extname(name)] ?? 'text/plain; charset=utf-8' }
    const route = () => ({ headers, body: readFileSync(path, 'utf8') })
    routes[url] = route
    if (name === 'index.html') routes[url.slice(0, -name.length)] = route
  }
  return serve(routes)
}
