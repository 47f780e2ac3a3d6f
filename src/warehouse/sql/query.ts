import type { Dialect } from './dialect'

/** Rows of a query, of which facts about each shopper are worked out together. */
export interface Source {
  /** What stands after FROM. */
  readonly from: string
  /** Aggregates by the name that they have. */
  readonly facts: Map<string, string>
}

/** A query that is being written: common table expressions, and what is to be known of each shopper. */
export interface Query {
  /** Adds a common table expression, once; gives its name. */
  common(prefix: string, body: string, comment?: string): string
  /** Adds what is to be known of each shopper, once; gives the column that has it. */
  fact(from: string, aggregate: string): string
  /** The common table expressions so far, and one that has each shopper with all facts: `facts`. */
  write(everyone: string): string
}

/** Makes an empty query. */
export function createQuery(dialect: Dialect): Query {
  const commons: { readonly name: string; readonly body: string; readonly comment: string }[] = []
  const sources = new Map<string, Source>()
  const names = new Map<string, string>()
  let count = 0

  const text = ({ name, body, comment }: (typeof commons)[number]) =>
    `${comment && `-- ${comment.replaceAll(/\s+/g, ' ')}\n`}${dialect.common(name)}\n${indent(body)}\n)`

  return {
    common(prefix, body, comment = '') {
      const known = names.get(body)
      if (known) return known
      const name = `${prefix}_${commons.filter((one) => one.name.startsWith(`${prefix}_`)).length + 1}`
      names.set(body, name)
      commons.push({ name, body, comment })
      return name
    },
    fact(from, aggregate) {
      const source = sources.get(from) ?? { from, facts: new Map() }
      sources.set(from, source)
      const known = source.facts.get(aggregate)
      if (known) return known
      count++
      source.facts.set(aggregate, `x${count}`)
      return `x${count}`
    },
    write(everyone) {
      const groups = [...sources.values()].map(({ from, facts }, i) => {
        const columns = [...facts].map(([aggregate, name]) => `  ${aggregate} AS ${name}`)
        const body = `SELECT shopper_id,\n${columns.join(',\n')}\nFROM ${from}\nGROUP BY shopper_id`
        return { name: `known_${i + 1}`, body, facts, comment: '' }
      })
      const columns = [
        'p.shopper_id AS shopper_id',
        ...groups.flatMap(({ name, facts }) => [...facts.values()].map((fact) => `${name}.${fact}`)),
      ]
      const joins = groups.map(({ name }) => `LEFT JOIN ${name} ON ${name}.shopper_id = p.shopper_id`)
      const body = [`SELECT ${columns.join(', ')}`, `FROM (${everyone}) p`, ...joins].join('\n')
      const all = [...commons, ...groups, { name: 'facts', body, comment: 'All that the rules ask about each shopper' }]
      return all.map(text).join(',\n')
    },
  }
}

function indent(text: string): string {
  // Not by lines as a regular expression has them: it ends some within a text.
  return `  ${text.replaceAll('\n', '\n  ')}`
}
