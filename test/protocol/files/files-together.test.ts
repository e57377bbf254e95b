import { expect, it } from 'vitest';
import { readTogether, togetherLine } from '@lanran/protocol/files/files-together';
import { concat, utf8 } from '@lanran/protocol/kernel/bytes';

const CONTENTS: [string, Uint8Array][] = [
  ['a.1.0', utf8('one\ntwo')],
  ['a.1.1', new Uint8Array(0)],
  ['a.1.2', utf8('苗绣')],
];
const answer = concat(...CONTENTS.flatMap(([id, content]) => [togetherLine(id, content.length), content]));

it('gives each file as it was written', () => {
  expect([...readTogether(answer)]).toEqual(CONTENTS);
});

it('gives no file of which a byte is missing, wherever it was cut', () => {
  for (let length = 0; length < answer.length; length += 1) {
    for (const [id, content] of readTogether(answer.subarray(0, length)))
      expect(content).toEqual(new Map(CONTENTS).get(id));
  }
  expect(readTogether(answer.subarray(0, answer.length - 1)).size).toBe(2);
});

it('refuses what is no such answer', () => {
  expect(() => readTogether(utf8('{"id":1,"bytes":2}\nab'))).toThrow(/line.id/);
  expect(() => readTogether(utf8('<html>\n'))).toThrow(/no JSON/);
});
