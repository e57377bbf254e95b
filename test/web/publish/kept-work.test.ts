import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formKeeper } from '../../../web/features/publish/uploads/model/kept-work.ts';
import { contentOf } from '../../../web/features/publish/editor/model/draft-form.ts';
import { buildForm } from './draft-forms.ts';

const kept = (identifier: string) => {
  const form = buildForm({ identifier });
  return { form, base: contentOf(buildForm()) };
};

describe('what a browser keeps of a draft', () => {
  beforeEach(() => {
    const stored = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, text: string) => void stored.set(name, text),
      removeItem: (name: string) => void stored.delete(name),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is there after a reload, until it is saved', () => {
    formKeeper('draft').keep(kept('A-1'));
    const reloaded = formKeeper('draft');
    expect(reloaded.found).toEqual(kept('A-1'));
    reloaded.forget();
    expect(formKeeper('draft').found).toBeNull();
  });

  it('stays when another tab saves what it typed itself', () => {
    const [one, other] = [formKeeper('draft'), formKeeper('draft')];
    one.keep(kept('A-1'));
    other.keep(kept('A-2'));
    one.forget();
    expect(formKeeper('draft').found).toEqual(kept('A-2'));
    other.forget();
    expect(formKeeper('draft').found).toBeNull();
  });
});
