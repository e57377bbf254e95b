import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('publishing a named people without a community', () => {
  let file: string;
  beforeAll(async () => {
    file = join(await temporaryFolder(), 'banner.png');
    await writeFile(file, 'x');
  });

  const publish = (...more: readonly string[]) => [
    ...['publish', file, '--kind', 'pattern', '--title', 'Miao sacred banner', '--community', 'none'],
    ...more,
  ];
  /** The command line goes on to the key, which nobody gave. */
  const WANTS_KEY = { code: 'BAD_USAGE', field: '--key-file' };

  it('is refused without a reason, before anything is sent', async () => {
    const { exitCode, document } = await lanranJson(publish());
    expect(exitCode).toBe(1);
    expect(document['error']).toMatchObject({
      code: 'COMMUNITY_REASON_REQUIRED',
      field: '--no-community-reason',
      message: expect.stringContaining('Miao'),
    });
  });

  it('goes on with one', async () => {
    const reason = ['--no-community-reason', 'Its village is unknown.'];
    expect((await lanranJson(publish(...reason))).document['error']).toMatchObject(WANTS_KEY);
    const fern = [...publish().slice(0, 5), 'Fern', '--community', 'none'];
    expect((await lanranJson(fern)).document['error']).toMatchObject(WANTS_KEY);
  });

  it('asks a person at a terminal, and goes on with the answer', async () => {
    const questions: string[] = [];
    const ask = (answer: string) => async (question: string) => {
      questions.push(question);
      return answer;
    };
    const answered = await lanran(publish(), {}, { ask: ask('Its village is unknown.') });
    expect(answered.stderr).toContain('--key-file');
    expect(questions).toEqual([expect.stringContaining('(Miao)')]);
    const silent = await lanran(publish(), {}, { ask: ask(' ') });
    expect(silent.stderr).toContain('--no-community-reason');
    // A program that reads JSON is not asked.
    await lanranJson(publish());
    expect(questions).toHaveLength(2);
  });

  it('takes no reason that is empty, or that stands beside a community', async () => {
    const refused = { code: 'BAD_USAGE', field: '--no-community-reason' };
    const empty = await lanranJson(publish('--no-community-reason', ' '));
    expect(empty.document['error']).toMatchObject(refused);
    const both = [...publish().slice(0, 6), '--community', 'xijiang', '--no-community-reason', 'Nobody.'];
    expect((await lanranJson(both)).document['error']).toMatchObject(refused);
  });
});
