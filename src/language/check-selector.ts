import { at, type Check, checkList, checkObject, isObject, isScalar, type Report, show } from './check-shape'
import { parseDuration } from './duration'
import { parsePath } from './path'

const NAME = /^[a-z][a-z0-9_]*$/

/** Checks a selector: LANGUAGE.md section 3. */
export function checkSelector(report: Report, path: string, value: unknown): void {
  const eventName: Check = (p, v) => {
    if (typeof v !== 'string' || !NAME.test(v)) report(p, show(v), 'an event name in snake_case')
  }
  checkObject(
    report,
    path,
    value,
    {
      event: (p, v) => {
        if (Array.isArray(v)) checkList(report, p, v, eventName)
        else if (v !== '*') eventName(p, v)
      },
    },
    {
      where: (p, v) => {
        if (!isObject(v)) return report(p, show(v), 'an object of field paths and tests')
        for (const field of Object.keys(v)) {
          if (!parsePath(field)) report(at(p, field), `"${field}"`, 'a field path')
          checkTest(report, at(p, field), v[field])
        }
      },
      within: (p, v) => {
        if (v !== 'visit') checkDuration(report, p, v, 'a duration such as "30d", or "visit"')
      },
      each: (p, v) => {
        if (v !== 'product') report(p, show(v), '"product"')
      },
      once: (p, v) => {
        if ((parsePath(v)?.of ?? 'product') === 'product') report(p, show(v), "the path of an event's field")
      },
    },
  )
}

/** Checks a duration string. */
export function checkDuration(
  report: Report,
  path: string,
  value: unknown,
  wanted = 'a duration such as "30d" (ms, s, m, h, d or w)',
): void {
  if (parseDuration(value) === undefined) report(path, show(value), wanted)
}

function checkTest(report: Report, path: string, test: unknown): unknown {
  const scalar: Check = (p, v) => {
    if (!isScalar(v)) report(p, show(v), 'a string, a finite number or a boolean')
  }
  const scalars: Check = (p, v) => checkList(report, p, v, scalar)
  const typed =
    (type: string): Check =>
    (p, v) => {
      // biome-ignore lint/suspicious/useValidTypeof: the type comes from the table below
      if (typeof v !== type || !isScalar(v)) report(p, show(v), `a ${type}`)
    }
  const number = typed('number')
  const string = typed('string')
  if (Array.isArray(test)) return scalars(path, test)
  if (!isObject(test)) return scalar(path, test)
  if (!Object.keys(test).length) report(path, 'no test', 'at least one test')
  return checkObject(
    report,
    path,
    test,
    {},
    {
      eq: scalar,
      ne: scalar,
      gt: number,
      gte: number,
      lt: number,
      lte: number,
      in: scalars,
      not_in: scalars,
      exists: typed('boolean'),
      starts_with: string,
      contains: string,
    },
  )
}
