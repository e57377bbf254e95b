import { writeFile } from 'node:fs/promises';
import { modelAgreement } from '@lanran/sdk/publishing/model-agreement';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { CommandResult } from '../output.ts';

interface ModelOptions {
  readonly out: string;
  readonly language?: string;
  readonly holder?: string;
  readonly law?: string;
  readonly forum?: string;
}

/** Writes a license agreement to begin with; nothing is sent. */
export async function organizationModelAgreement(
  _context: unknown,
  { out, language = 'en', holder = '', law = '', forum = '' }: ModelOptions,
): Promise<CommandResult> {
  if (language !== 'en' && language !== 'zh') throw new ArgumentError('--language', 'must be en or zh.');
  if (!/\.(md|txt)$/i.test(out)) throw new ArgumentError('--out', 'name a file that ends in .md or .txt.');
  // A text that somebody wrote over is not lost.
  await writeFile(out, modelAgreement(language, { holder, law, forum }), { flag: 'wx' }).catch(
    (cause: unknown) => {
      throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
    },
  );
  return {
    json: { out, language },
    lines: [
      `wrote ${out}: a draft for your own lawyer, no legal advice. 供您自己的律师修改的草案，不构成法律意见。`,
      `Once it is settled: lanran organization agreement ORGANIZATION ${out}`,
    ],
  };
}
