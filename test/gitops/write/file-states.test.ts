import { FileStates } from '../../../lib/gitops/write/file-states';

const stated = { size: 5, ino: 7, mtimeMs: 10, ctimeMs: 20 };
const [path, hash] = ['prod/a.yaml', 'abc'];

function leftBy(states: FileStates): FileStates {
  return new FileStates(states.left(false));
}

test('a file is known while the system says the same of it', () => {
  const states = new FileStates();
  states.remember(path, hash, stated, 21);
  const next = leftBy(states);
  expect(next.has(path, hash, stated)).toBe(true);
  expect(next.isChanged(false)).toBe(false);
  for (const field of ['size', 'ino', 'mtimeMs', 'ctimeMs'] as const) {
    expect(next.has(path, hash, { ...stated, [field]: 1 })).toBe(false);
  }
  expect(next.has(path, 'other', stated)).toBe(false);
  expect(next.has('prod/b.yaml', hash, stated)).toBe(false);
});

test('what a later change could look like is not remembered', () => {
  const states = new FileStates();
  states.remember(path, hash, stated, 20);
  states.remember(path, hash, { ...stated, mtimeMs: 30 }, 21);
  expect(states.isChanged(false)).toBe(false);
  expect(states.left(false).size).toBe(0);
});

test('files that were not looked at are forgotten, unless only a part was', () => {
  const states = new FileStates();
  states.remember(path, hash, stated, 21);
  const next = leftBy(states);
  expect([next.isChanged(true), next.left(true).size]).toEqual([false, 1]);
  expect([next.isChanged(false), next.left(false).size]).toEqual([true, 0]);
});
