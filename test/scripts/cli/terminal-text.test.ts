import { describe, expect, it } from 'vitest';
import { terminalText } from '../../../scripts/cli/output.ts';
import { lanran, lanranJson } from '../command-line.ts';

describe('a text for the terminal', () => {
  it.each([
    ['a name that is turned around', 'a\u202egpj.exe', 'a\\u{202e}gpj.exe'],
    ['what clears the screen', '\u001b[2J', '\\u{1b}[2J'],
    ['what writes over the line', 'safe\rerror', 'safe\\u{d}error'],
    ['a C1 control character', '\u009b2J', '\\u{9b}2J'],
    ['a tag that nobody sees', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['half a surrogate pair', 'a\ud800', 'a\\u{d800}'],
  ])('shows %s', (_what, text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it('leaves lines, tabs and the spelling of every script as they are', () => {
    for (const text of ['one\n\ttwo\n', '苗族/百褶裙', 'می\u200cخواهم', 'ᠮᠣᠩᠭᠣᠯ\u180eᠠ', '❤\ufe0f\u200d🔥'])
      expect(terminalText(text)).toBe(text);
  });

  it('is every line that a command writes', async () => {
    const { stderr, exitCode } = await lanran(['frobnicate\u202e\u001b[2J']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('frobnicate\\u{202e}\\u{1b}[2J');
  });

  it('is not what programs read, which stays as it is', async () => {
    const { document } = await lanranJson(['frobnicate\u202e']);

    expect(document).toMatchObject({ error: { message: expect.stringContaining('frobnicate\u202e') } });
  });
});
