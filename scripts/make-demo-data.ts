/**
 * Makes the logs of `examples/data/` from the originals: `node scripts/run.mjs scripts/make-demo-data.ts FOLDER`, where
 * FOLDER holds `retentioneering/simple-onlineshop.csv` and `online-retail/online_retail_II-2010-2011.csv.gz`. The same
 * originals give the same bytes. Where they come from, and on what terms, stands in `examples/data/README.md`.
 *
 * @module
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

const TARGET = 'examples/data'

/** Of every twentieth customer all rows, whole and as they stand: orders and cancellations. */
const EVERY_CUSTOMER = 20

/** Writes both logs. */
export async function main([folder]: string[]): Promise<void> {
  if (folder === undefined) {
    console.error('usage: node scripts/run.mjs scripts/make-demo-data.ts FOLDER')
    process.exitCode = 2
    return
  }
  await mkdir(TARGET, { recursive: true })
  const clicks = await readFile(path.join(folder, 'retentioneering/simple-onlineshop.csv'))
  await write('retentioneering-simple-onlineshop.csv.gz', clicks)
  const orders = gunzipSync(await readFile(path.join(folder, 'online-retail/online_retail_II-2010-2011.csv.gz')))
  await write('online-retail-ii-slice.csv.gz', Buffer.from(sliceCustomers(orders.toString('utf8'))))
}

async function write(name: string, content: Buffer): Promise<void> {
  const packed = gzipSync(content, { level: 9 })
  await writeFile(path.join(TARGET, name), packed)
  console.log(`${TARGET}/${name}: ${content.length} bytes, ${packed.length} packed`)
}

/** The header, and the rows of some customers. The customer is the last column but one, and neither is ever quoted. */
function sliceCustomers(csv: string): string {
  const [header, ...rows] = csv.split('\n')
  const kept = rows.filter((row) => {
    const customer = /,(\d+),[^,"]*$/.exec(row.trimEnd())?.[1]
    return customer !== undefined && Number(customer) % EVERY_CUSTOMER === 0
  })
  return `${[header, ...kept].join('\n')}\n`
}
