import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FfmpegFilmMaker } from '@lanran/api/files/adapters/ffmpeg-film-maker';

describe('a machine without ffmpeg', () => {
  it('says what is lacking and how to get it', async () => {
    const scratchDir = await mkdtemp(join(tmpdir(), 'lanran-films-'));
    const films = new FfmpegFilmMaker({ scratchDir, command: join(scratchDir, 'no-ffmpeg') });
    expect(await films.lacks()).toEqual({
      en: expect.stringMatching(/needs ffmpeg.*apt install ffmpeg/),
      zh: expect.stringMatching(/需要 ffmpeg.*apt install ffmpeg/),
    });
    await rm(scratchDir, { recursive: true });
  });
});
