import { type BoundFunctions, cleanup, type queries, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerText } from '../../../web/features/requests/words/answer-text.ts';
import { threadText } from '../../../web/features/requests/words/thread-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { componentText } from '../../../web/components/page/text.ts';
import { buildEntry, buildItem, buildRequest, buildTerms } from '../requests/build-shown-request.ts';
import { LANGUAGES } from './rendered.tsx';
import { openRequest } from './request-scene.tsx';
import { Refusal } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

type User = ReturnType<typeof openRequest>['user'];
type Sheet = BoundFunctions<typeof queries>;

const titled = (assetId: string, title: string) =>
  buildItem({
    assetId,
    asset: { id: assetId, identifier: null, title: { en: title, zh: title }, cover: null },
  });
const TWO = buildRequest({ roles: ['ASKER'], items: [titled('0x01', 'Sleeve'), titled('0x02', 'Apron')] });

describe.each(LANGUAGES)('a sheet on which a request is answered (%s)', (language) => {
  const t = textIn(threadText, language);
  const answers = textIn(answerText, language);
  const words = textIn(componentText, language);
  const openSheet = async (user: User, name: string) => {
    await user.click(await screen.findByRole('button', { name }));
    return within(await screen.findByRole('dialog'));
  };
  const leaveOut = async (user: User, sheet: Sheet) =>
    user.click(sheet.getByRole('checkbox', { name: 'Apron' }));
  const isChosen = (sheet: Sheet, name: string) =>
    sheet.getByRole<HTMLInputElement>('checkbox', { name }).checked;

  const isOff = (place: Pick<Sheet, 'getByRole'>, name: string) =>
    place.getByRole<HTMLButtonElement>('button', { name }).disabled;

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
    await sheet.findByText(answers('hasChanged'));
    expect(isOff(sheet, answers('counterVerb'))).toBe(true);
    await user.click(sheet.getByRole('button', { name: t('look') }));

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

  it('keeps a text that is too long whole, and says beside the button why it is not sent', async () => {
    const { asked, user } = openRequest(language, { request: () => TWO });
    const long = '蓝'.repeat(10_003);
    const why = words('tooLong', { count: 10_003, most: 10_000, over: 3 });
    const sheet = await openSheet(user, t('decline'));
    const reason = sheet.getByLabelText<HTMLTextAreaElement>(new RegExp(answers('reason')));
    await user.click(reason);
    await user.paste(long);
    expect(reason.value).toBe(long);
    expect(sheet.getAllByText(why)).toHaveLength(2);
    expect(isOff(sheet, answers('declineVerb'))).toBe(true);
    await user.keyboard('{Backspace}{Backspace}{Backspace}');
    expect(sheet.queryByText(why)).toBeNull();
    sheet.getByText(words('characters', { count: 10_000, most: 10_000 }));
    await user.click(sheet.getByRole('button', { name: words('cancel') }));

    const message = screen.getByLabelText<HTMLTextAreaElement>(t('message'));
    await user.click(message);
    await user.paste(long);
    expect(message.value).toBe(long);
    expect(screen.getAllByText(why)).toHaveLength(2);
    expect(isOff(screen, t('send'))).toBe(true);
    expect(asked.filter(({ name }) => name === 'AnswerRequest')).toEqual([]);
  });

  it('names the asset that a decline is about, also where there is one', async () => {
    const { user } = openRequest(language, { request: () => TWO });
    const sheet = await openSheet(user, t('decline'));
    sheet.getByText(answers('declineLead', { titles: formatsFor(language).list(['Sleeve', 'Apron']) }));
    await leaveOut(user, sheet);
    sheet.getByText(answers('declineLead', { titles: 'Sleeve' }));
    cleanup();
    const alone = openRequest(language, { request: () => ({ ...TWO, items: [titled('0x02', 'Apron')] }) });
    const other = await openSheet(alone.user, t('decline'));
    other.getByText(answers('declineLead', { titles: 'Apron' }));
  });

  it('says of a statement that it stays, and not that nothing binds', async () => {
    const item = buildItem({
      ...{ state: 'BOUGHT', agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'], waitsFor: [] },
      ...{ licenseId: '0x05', agreement: { sha256: '00' } },
    });
    const { user } = openRequest(language, {
      request: () => buildRequest({ roles: ['ASKER'], state: 'BOUGHT', items: [item] }),
    });
    const sheet = await openSheet(user, t('goOn'));
    sheet.getByText(answers('undoStated'));
    expect(sheet.queryByText(answers('undo.ASKER'))).toBeNull();
  });

  it('says that a price may stay open only where none was named', async () => {
    const { user } = openRequest(language, { request: () => TWO });
    const named = await openSheet(user, t('counter'));
    expect(named.queryByText(answers('priceHint'))).toBeNull();
    cleanup();
    const terms = buildTerms({ price: null, share: null });
    const open = openRequest(language, { request: () => ({ ...TWO, items: [buildItem({ terms })] }) });
    const unnamed = await openSheet(open.user, t('counter'));
    unnamed.getByText(answers('priceHint'));
  });

  const HINDERED = {
    assetId: '0x02',
    reasons: [{ code: 'ASSET_WITHDRAWN', en: 'It is withdrawn.', zh: '该资产已撤回。' }],
  };
  const why = () => answers('impossible', { title: 'Apron', why: HINDERED.reasons[0]?.[language] ?? '' });

  it('agrees to nothing that could not be carried out, and to the others once it is left out', async () => {
    const items = TWO.items.map((item) => ({
      ...item,
      agreedBy: ['HOLDER' as const, 'COMMUNITY' as const],
      waitsFor: ['ASKER' as const],
    }));
    const { asked, user } = openRequest(language, {
      request: () => ({ ...TWO, items }),
      obstacles: [HINDERED],
      answer: () => ({ answerRequest: { id: 'r1' } }),
    });
    const sheet = await openSheet(user, t('accept'));
    await sheet.findByText(why());
    expect(isOff(sheet, answers('acceptVerb'))).toBe(true);
    await user.click(sheet.getByRole('button', { name: answers('leaveOut') }));
    expect(isChosen(sheet, 'Apron')).toBe(false);
    await user.click(sheet.getByRole('button', { name: answers('acceptVerb') }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [sent] = asked.filter(({ name }) => name === 'AnswerRequest');
    expect(sent?.variables['assetIds']).toEqual(['0x01']);
  });

  it('sends no other terms that could not be carried out', async () => {
    const { asked, user } = openRequest(language, { request: () => TWO, obstacles: [HINDERED] });
    const sheet = await openSheet(user, t('counter'));
    const price = sheet.getByLabelText<HTMLInputElement>(answers('price', { symbol: 'TCNY' }));
    await user.clear(price);
    await user.type(price, '1600');
    await user.click(sheet.getByRole('button', { name: answers('counterVerb') }));
    await sheet.findByText(why());
    expect(asked.filter(({ name }) => name === 'AnswerRequest')).toEqual([]);
  });
});
