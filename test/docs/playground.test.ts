import { expect, test } from 'vitest'
import { builderCode } from '../../site/playground/builder-code'
import { builtin } from '../../src/index'
import { typeProblems } from './support/snippets'

test('the TypeScript that the playground shows compiles, for all that is built in', () => {
  const codes = [...builtin.segments, ...builtin.stages].map((each) => [each.name, builderCode(each)] as const)
  expect(typeProblems(new Map(codes))).toEqual([])
})
