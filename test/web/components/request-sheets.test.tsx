import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerText } from '../../../web/features/requests/words/answer-text.ts';
import { threadText } from '../../../web/features/requests/words/thread-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { componentText } from '../../../web/components/page/text.ts';
import { buildEntry, buildItem, buildRequest } from '../requests/build-shown-request.ts';
import { LANGUAGES } from './rendered.tsx';
import { openRequest } from './request-scene.tsx';
import { Refusal } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const titled = (assetId: string, title: string) =>
  buildItem({ assetId, asset: { id: assetId, title: { en: title, zh: title }, cover: null } });
const TWO = buildRequest({ roles: ['ASKER'], items: [titled('0x01', 'Sleeve'), titled('0x02', 'Apron')] });

describe.each(LANGUAGES)('a sheet on which a request is answered (%s)', (language) => {
  const t = textIn(threadText, language);
  const answers = textIn(answerText, language);
  const words = textIn(componentText, language);
  const openSheet = async (user: ReturnType<typeof openRequest>['user'], name: string) => {
    await user.click(await screen.findByRole('button', { name }));
    return within(await screen.findByRole('dialog'));
  };
  const leaveOut = async (user: ReturnType<typeof openRequest>['user'], sheet: ReturnType<typeof within>) =>
    user.click(sheet.getByRole('checkbox', { name: 'Apron' }));
  const isChosen = (sheet: ReturnType<typeof within>, name: string) =>
    sheet.getByRole<HTMLInputElement>('checkbox', { name }).checked;

  it('keeps which assets are left out when it was closed, and after a conflict', async () => {
    let present = TWO;
    const { asked, user } = openRequest(language, {
      request: () => present,
      answer: ({ after }) => {
        if (after === 2) return { answerRequest: { id: 'r1' } };
        const entries = [...TWO.entries, buildEntry({ sequence: 2, kind: 'MESSAGE', account: '0xmuseum' })];
        present = { ...TWO, lastSequence: 2, entries };
        throw new Refusal({ code: 'CONFLICT' });
      },
    });
    let sheet = await openSheet(user, t('counter'));
    await leaveOut(user, sheet);
    const price = () => sheet.getByLabelText<HTMLInputElement>(answers('price', { symbol: 'TCNY' }));
    await user.clear(price());
    await user.type(price(), '1600');
    await user.click(sheet.getByRole('button', { name: words('cancel') }));

    sheet = await openSheet(user, t('counter'));
    expect([isChosen(sheet, 'Sleeve'), isChosen(sheet, 'Apron')]).toEqual([true, false]);
    await user.click(sheet.getByRole('button', { name: answers('counterVerb') }));
    await user.click(await sheet.findByRole('button', { name: t('look') }));

    sheet = await openSheet(user, t('counter'));
    expect([isChosen(sheet, 'Sleeve'), isChosen(sheet, 'Apron')]).toEqual([true, false]);
    await user.click(sheet.getByRole('button', { name: answers('counterVerb') }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = asked.filter(({ name }) => name === 'AnswerRequest');
    expect(sent.map(({ variables }) => [variables['after'], variables['assetIds']])).toEqual([
      [1, ['0x01']],
      [2, ['0x01']],
    ]);

    sheet = await openSheet(user, t('counter'));
    expect(isChosen(sheet, 'Apron')).toBe(true);
  });

  it('keeps which assets are left out of a decline', async () => {
    const { user } = openRequest(language, { request: () => TWO });
    let sheet = await openSheet(user, t('decline'));
    await leaveOut(user, sheet);
    await user.click(sheet.getByRole('button', { name: words('cancel') }));
    sheet = await openSheet(user, t('decline'));
    expect([isChosen(sheet, 'Sleeve'), isChosen(sheet, 'Apron')]).toEqual([true, false]);
  });
});
