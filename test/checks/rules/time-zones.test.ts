import { isTimeZone } from '../../../lib/checks/rules/time-zones';

test.each(['UTC', 'Etc/UTC', 'Etc/GMT+12', 'Europe/Paris', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'W-SU'])(
  '%s is a time zone',
  (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  },
);

test.each(['', 'Local', 'utc', 'europe/paris', 'Europe', 'Europe/', '/UTC', 'Europe/Bern', 'CEST', 'UTC+1', 'Paris'])(
  '%j is none',
  (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  },
);

test('every zone that Node knows is one', () => {
  const known = ['Africa/Cairo', 'Pacific/Auckland', 'Asia/Kolkata'].map(
    (timeZone) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone,
  );
  expect(known.filter((zone) => !isTimeZone(zone))).toEqual([]);
});
