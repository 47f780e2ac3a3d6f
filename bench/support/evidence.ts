import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { evidencePage, evidenceText, type Study, studyLines } from './evidence-page'
import { ROOT } from './results'

/** Where the figures of all studies lie, and the page that shows them. */
export const EVIDENCE_FILE = 'docs/evidence.json'
export const EVIDENCE_PAGE = 'docs/evidence.md'

/** Prints a study, and, where it is to be kept, puts it into `docs/evidence.json` and the page in place of its last figures. */
export function publish(study: Study, keep: boolean): void {
  console.log(studyLines(study).join('\n'))
  if (!keep) return
  const file = path.join(ROOT, EVIDENCE_FILE)
  const page = path.join(ROOT, EVIDENCE_PAGE)
  const studies: Study[] = JSON.parse(readFileSync(file, 'utf8'))
  const others = studies.filter(({ name }) => name !== study.name)
  const all = [...others, study].sort((a, b) => (a.name < b.name ? -1 : 1))
  writeFileSync(file, evidenceText(all))
  writeFileSync(page, evidencePage(readFileSync(page, 'utf8'), all))
}
