import type { Duckdb } from './open-duckdb'

/** Rows of a visitor as they happened; users of one instant in the order that `resolveShoppers` has them in. */
const VISITOR = 'PARTITION BY visitor_id ORDER BY time, id, user_id NULLS LAST'

/**
 * Gives the events that do not say whose they are to the user that their visitor was then: the last one at or before the event,
 * else the first one to come (`sessions/resolve-shoppers`).
 */
export async function findOwners(db: Duckdb): Promise<void> {
  const users = 'visitor_id IS NOT NULL AND user_id IS NOT NULL'
  const [[hasUsers, hasOpen]] = (await db.rows(
    `SELECT COALESCE(BOOL_OR(${users}), FALSE), COALESCE(BOOL_OR(is_open), FALSE) FROM log`,
  )) as [[boolean, boolean]]
  if (!hasUsers || !hasOpen) return
  await db.run(`
    CREATE TABLE owners AS
    SELECT row, COALESCE(before, after) AS owner FROM (
      SELECT rowid AS row, is_open,
        LAST_VALUE(user_id IGNORE NULLS) OVER (${VISITOR} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before,
        FIRST_VALUE(user_id IGNORE NULLS) OVER (${VISITOR} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS after
      FROM log
      WHERE visitor_id IN (SELECT visitor_id FROM log WHERE ${users})
    ) WHERE is_open`)
  await db.run('UPDATE log SET shopper_id = owners.owner FROM owners WHERE owners.row = log.rowid')
}
