import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableJson } from '../../../src/collector/sql/storable-json'

test.each([
  ['a\0b', 'a\ufffdb'],
  ['\0\0', '\ufffd\ufffd'],
  ['\ud800', '\ufffd'],
  ['\udbff', '\ufffd'],
  ['\udc00', '\ufffd'],
  ['\udfff', '\ufffd'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['\ud83d\ude00', '\ud83d\ude00'],
  ['\ud7ff\ue000\ufffd', '\ud7ff\ue000\ufffd'],
  ['\u0001\u001f\n"\\', '\u0001\u001f\n"\\'],
  // What looks like an escape, and is a text.
  ['\\u0000', '\\u0000'],
  ['\\\0', '\\\ufffd'],
  ['\\\\u0000\0', '\\\\u0000\ufffd'],
  ['\\ud800', '\\ud800'],
])('storableJson() has %j be %j', (text, stored) => {
  expect(JSON.parse(storableJson({ [text]: [text] }))).toEqual({ [stored]: [stored] })
})

test('storableJson() writes what a decoder reads, and changes nothing else', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('\0', '\ud800', '\udc00', '\\', 'u', '0')),
      (a, b) => {
        const text = a + b.join('')
        const stored = decoder.decode(new TextEncoder().encode(text)).replaceAll('\0', '\ufffd')
        expect(JSON.parse(storableJson(text))).toBe(stored)
      },
    ),
  )
})
