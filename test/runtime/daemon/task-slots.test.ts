import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TaskSlots, WINDOW } from '../../../runtime/daemon/task-slots.ts';

const test = suite('task slots');

test('of both sides one gets an order', () => {
  const main = new TaskSlots();
  const thread = new TaskSlots(main.cells);
  const first = { number: 1, slot: main.offer(1) };
  assert.is(thread.take(first), true);
  assert.is(main.take(first), false);
  const second = { number: 2, slot: main.offer(2) };
  assert.is(main.take(second), true);
  assert.is(thread.take(second), false);
});

test('an order that was taken back is not mistaken for the next one of its slot', () => {
  const main = new TaskSlots();
  const thread = new TaskSlots(main.cells);
  const back = { number: 7, slot: main.offer(7) };
  main.take(back);
  main.release(back.slot);
  const next = { number: 8, slot: main.offer(8) };
  assert.is(next.slot, back.slot);
  assert.is(thread.take(back), false);
  assert.is(thread.take(next), true);
});

test('an order is cancelled alone, and the next of its slot is not', () => {
  const main = new TaskSlots();
  const thread = new TaskSlots(main.cells);
  const slots = Array.from({ length: WINDOW }, (_, i) => main.offer(i + 1));
  assert.is(new Set(slots).size, WINDOW);
  const cells = slots.map((slot) => thread.cancelledCell(slot));
  main.cancel(slots[3]!);
  assert.equal(
    cells.map((cell) => Atomics.load(cell, 0) !== 0),
    slots.map((_, i) => i === 3),
  );
  main.release(slots[3]!);
  assert.is(main.offer(99), slots[3]);
  assert.is(Atomics.load(cells[3]!, 0), 0);
});

test.run();
