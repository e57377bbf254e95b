import { describe, expect, it } from 'vitest';
import { afterSaving, isOvertaken, readKeptDraft } from '../../../web/lib/kept/kept-draft.ts';

const readText = (value: unknown) => (typeof value === 'string' ? value : null);

describe('a draft over something saved', () => {
  it('is there after a reload, with what it was typed over', () => {
    const kept = { draft: 'mine', base: 'before' };
    expect(readKeptDraft(JSON.stringify(kept), readText)).toEqual(kept);
  });

  it.each([[null], [''], ['{'], ['null'], ['"mine"'], ['{"draft":"mine"}'], ['{"draft":7,"base":"before"}']])(
    'is none when what is stored is %s',
    (stored) => {
      expect(readKeptDraft(stored, readText)).toBeNull();
    },
  );

  it('is overtaken when somebody else saved something since', () => {
    const kept = { draft: 'mine', base: 'before' };
    expect(isOvertaken(kept, 'before')).toBe(false);
    expect(isOvertaken(kept, 'theirs')).toBe(true);
    expect(isOvertaken(kept, 'mine')).toBe(false);
    expect(isOvertaken(null, 'theirs')).toBe(false);
  });

  it('keeps after saving only what was typed meanwhile, over what was saved', () => {
    expect(afterSaving({ draft: 'mine', base: 'before' }, 'mine')).toBeNull();
    expect(afterSaving({ draft: 'mine, more', base: 'before' }, 'mine')).toEqual({
      draft: 'mine, more',
      base: 'mine',
    });
  });
});
