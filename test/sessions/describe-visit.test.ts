import { describe, expect, it } from 'vitest'
import { describeVisit, timeOfWeek } from '../../src/sessions/describe-visit'

const HOUR = 3_600_000
/** 2026-01-02, a Friday, 00:00 UTC. */
const FRIDAY = Date.UTC(2026, 0, 2)
const at = (hours: number) => timeOfWeek(FRIDAY + hours * HOUR, { zone: 'UTC' })

describe('timeOfWeek()', () => {
  it.each([
    [0, 'weekday_night'],
    [6 - 1 / HOUR, 'weekday_night'],
    [6, 'weekday_morning'],
    [12 - 1 / HOUR, 'weekday_morning'],
    [12, 'weekday_afternoon'],
    [18 - 1 / HOUR, 'weekday_afternoon'],
    [18, 'weekday_evening'],
    [24 - 1 / HOUR, 'weekday_evening'],
    [24, 'weekend_night'],
    [72 - 1 / HOUR, 'weekend_evening'],
    [72, 'weekday_night'],
  ])('is right %d hours into a Friday', (hours, part) => {
    expect(at(hours)).toBe(part)
  })

  it('goes by the clocks of the zone, summer time included', () => {
    const july = Date.UTC(2026, 6, 3, 16)
    expect(timeOfWeek(july, { zone: 'UTC' })).toBe('weekday_afternoon')
    expect(timeOfWeek(july, { zone: 'Europe/Berlin' })).toBe('weekday_evening')
    expect(timeOfWeek(july, { zone: 'Pacific/Auckland' })).toBe('weekend_night')
  })

  it('knows other weekends', () => {
    expect(timeOfWeek(FRIDAY, { zone: 'Asia/Riyadh', weekend: ['Fri', 'Sat'] })).toBe('weekend_night')
  })

  it('throws where the zone is unknown', () => {
    expect(() => timeOfWeek(0, { zone: 'Mars/Olympus' })).toThrow(RangeError)
  })
})

describe('describeVisit()', () => {
  const event = { id: 'e', time: FRIDAY, session_id: 's.1', context: { channel: 'email' } }

  it('puts the visit and the time of the week into a copy', () => {
    const described = describeVisit(event, { zone: 'UTC' })
    expect(described).toEqual({
      ...event,
      context: { channel: 'email', visit: 's.1', time_of_week: 'weekday_night' },
    })
    expect(event.context).toEqual({ channel: 'email' })
  })

  it('leaves what is there, and changes nothing the second time', () => {
    const own = { ...event, context: { visit: 'mine', time_of_week: 'lunch' } }
    expect(describeVisit(own, { zone: 'UTC' })).toEqual(own)
  })

  it('tells a second from the next, and one shop from another', () => {
    const options = { zone: 'UTC' }
    const noon = Date.UTC(2026, 0, 5, 12)
    const weekOf = (time: number, by = options) => Object(describeVisit({ ...event, time }, by).context).time_of_week
    expect(weekOf(noon - 1)).toBe('weekday_morning')
    expect(weekOf(noon)).toBe('weekday_afternoon')
    expect(weekOf(noon, { zone: 'Europe/London' })).toBe('weekday_afternoon')
    expect(weekOf(noon, { zone: 'Asia/Tokyo' })).toBe('weekday_evening')
    expect(weekOf(noon - 1)).toBe('weekday_morning')
  })

  it('goes as far as calendars do', () => {
    expect(describeVisit({ ...event, time: 8.64e15 }, { zone: 'UTC' }).context).toHaveProperty('time_of_week')
    expect(describeVisit({ ...event, time: 8.64e15 + 1 }, { zone: 'UTC' }).context).not.toHaveProperty('time_of_week')
  })

  it.each([Number.NaN, 9e15, -9e15])('says no time where that is %d', (time) => {
    expect(describeVisit({ ...event, time }, { zone: 'UTC' }).context).not.toHaveProperty('time_of_week')
  })
})
