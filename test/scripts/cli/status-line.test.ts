import { describe, expect, it } from 'vitest';
import { StatusLine } from '../../../scripts/cli/lines/status-line.ts';

describe('the status line of a terminal', () => {
  function terminal(columns: number) {
    const written: string[] = [];
    return { written, line: new StatusLine({ columns, write: (text: string) => written.push(text) }) };
  }

  it('is written over, and cut so that it does not wrap', () => {
    const { written, line } = terminal(5);

    line.show('abcdefg');
    line.show('hi');

    expect(written).toEqual(['\r\u001b[Kabcd', '\r\u001b[Khi']);
  });

  it('is erased once before something else is written', () => {
    const { written, line } = terminal(80);
    line.clear();
    expect(written).toEqual([]);
    line.show('hi');

    line.clear();
    line.clear();

    expect(written).toEqual(['\r\u001b[Khi', '\r\u001b[K']);
  });
});
