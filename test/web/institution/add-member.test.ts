import { describe, expect, it } from 'vitest';
import { addMember } from '../../../web/features/institution/members/model/add-member.ts';

describe('adding a key', () => {
  const refused = () => Promise.resolve(null);

  it('is done when it was relayed', async () => {
    expect(
      await addMember(
        () => Promise.resolve({}),
        () => Promise.resolve(false),
      ),
    ).toBe('added');
  });

  it('is done when the key is a member already, as after a lost answer', async () => {
    expect(await addMember(refused, () => Promise.resolve(true))).toBe('added');
  });

  it('is not told as done of a key that was removed or replaced', async () => {
    expect(await addMember(refused, () => Promise.resolve(false))).toBe('former');
  });
});
