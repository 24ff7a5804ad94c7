import { Cron } from 'croner';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkCron, isCronText, showCronFault } from '../../../compiler/contract/cron.ts';

/** The fault of a text as `offset: sentence`. */
function faultOf(text: string): string | null {
  const fault = checkCron(text);
  return fault === null ? null : `${fault.offset}: ${showCronFault(fault)}`;
}

const right = [
  '0 0 * * *',
  '0 2 * * *',
  '*/5 * * * *',
  '0,30 8-18 * * MON-FRI',
  '0 0 1 JAN *',
  '0 0 L * *',
  '0 0 LW * *',
  '0 0 15W * *',
  '0 0 1,L * *',
  '0 9 * * 5#2',
  '0 9 * * FRI#L',
  '0 9 * * 5L',
  '0 9 * * FRIL',
  '0 0 * * 7',
  '0 0 * * FRI-SUN',
  '10-50/10 * * * *',
  '0 0 ? * MON',
  '30 0 0 * * *',
  '0 0 0 1 1 * 2030-2040',
  '@daily',
  '@Hourly',
  'every 30 seconds',
  'every minute',
  'every 1h 30m',
  '0 2 * * *; 0 14 * * *',
  '@daily; every 2 days',
  '0 0 29 2 *',
  '0 0 31 1,2 *',
  '0 0 30 2 MON',
];

for (const text of right) test(`takes ${text}`, () => assert.is(faultOf(text), null));

const wrong: readonly (readonly [text: string, fault: string])[] = [
  ['61 * * * *', '0: minute 61: 0-59'],
  ['0 24 * * *', '2: hour 24: 0-23'],
  ['0 0 0 * *', '4: day 0: 1-31'],
  ['0 0 * 13 *', '6: month 13: 1-12, or JAN-DEC'],
  ['0 0 * * 8', '8: weekday 8: 0-7, or SUN-SAT'],
  ['0 0 * * MON,FOO', '12: weekday FOO: 0-7, or SUN-SAT'],
  ['0 8-x * * *', '4: hour x: 0-23'],
  ['0 18-8 * * *', '2: hour 18-8: a range goes upwards'],
  ['*/0 * * * *', '2: minute 0: a step is 1-60'],
  ['*/61 * * * *', '2: minute 61: a step is 1-60'],
  ['0 */25 * * *', '4: hour 25: a step is 1-24'],
  ['5/10 * * * *', '0: minute 5/10: a step needs a range before it, as */10'],
  ['0 0 1, * *', '6: day a value is missing'],
  ['0 9 * * 5#6', '10: weekday 6: after # comes 1-5 or L'],
  ['0 0 1,LW * *', '6: day LW: LW stands alone'],
  ['0 L * * *', '2: hour L: 0-23'],
  ['0 0 30 2 *', '4: day 30: never comes: month 2 has 29 days'],
  ['60 0 0 * * *', '0: second 60: 0-59'],
  ['0 0 * *', '0: 4 fields, a time has five, six or seven'],
  ['', '0: the time is empty'],
  ['0 2 * * *; 0 25 * * *', '13: hour 25: 0-23'],
  ['@dayly', "0: did you mean '@daily'?"],
  ['daily', "0: did you mean '@daily'?"],
  ['every 5', "6: a length of time comes after `every`, as '30 seconds'"],
  ['every 5 parsecs', "6: a length of time comes after `every`, as '30 seconds'"],
  ['every 10ms', '6: the shortest time between two firings is a second'],
];

for (const [text, fault] of wrong) test(`refuses '${text}'`, () => assert.is(faultOf(text), fault));

test('tells times from names of schedules', () => {
  assert.equal(['nightly', 'pipe.nightly', 'hourly-refresh'].map(isCronText), [false, false, false]);
  assert.equal(['0 2 * * *', '@daily', 'every minute', ''].map(isCronText), [true, true, true, true]);
});

const numberOrName = fc.oneof(
  fc.integer({ min: 0, max: 70 }).map(String),
  fc.constantFrom(
    '*',
    '?',
    'L',
    'LW',
    'MON',
    'SUN',
    'JAN',
    'DEC',
    '15W',
    '5#2',
    '1-5',
    '3-1',
    '*/5',
    '*/24',
    '*/60',
    '*/99',
    '0-10/3',
    '5L',
    'x',
    'MON-FRI',
    'FRI-SUN',
  ),
);
const field = fc.array(numberOrName, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));

test('takes the fields that the clock of schedules takes, and no others', () => {
  const takes = (text: string): boolean => {
    try {
      new Cron(text, { paused: true });
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(field, fc.integer({ min: 0, max: 5 }), (text, position) => {
      const fields = ['*', '*', '*', '*', '*', '*'].with(position, text).join(' ');
      assert.is(checkCron(fields) === null, takes(fields), fields);
    }),
    { numRuns: 10_000 },
  );
});

test.run();
